/**
 * What every subgraph's schema begins with: federation, the access directive, and the types all of them share.
 * Composed by value: a change here is a change of the whole graph.
 */
export const SHARED_TYPE_DEFINITIONS = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@composeDirective"])
    @link(url: "https://gridlink.example/access/v1.0", import: ["@access"])
    @composeDirective(name: "@access")

  """
  谁可以读取该字段：角色名，或 ANYONE（任何人）、SIGNED_IN（任何已登录账号）；写在类型上即为其字段的默认值。
  Who may read a field: role names, ANYONE or SIGNED_IN; on a type it is the default of its fields.
  """
  directive @access(
    """
    允许的角色或开放词。
    Roles or open words.
    """
    to: [String!]!
  ) on FIELD_DEFINITION | OBJECT

  """
  时刻，ISO 8601，UTC。
  An instant, ISO 8601 in UTC.
  """
  scalar DateTime

  """
  任意 JSON 值。
  Any JSON value.
  """
  scalar JSON

  """
  分页信息（Relay 游标分页）。
  Where a page stands (Relay cursor connections).
  """
  type PageInfo @shareable @access(to: ["ANYONE"]) {
    """
    之后是否还有数据。
    Whether more follows.
    """
    hasNextPage: Boolean!
    """
    之前是否还有数据。
    Whether something precedes.
    """
    hasPreviousPage: Boolean!
    """
    本页首行游标。
    Cursor of the first row.
    """
    startCursor: String
    """
    本页末行游标，作为 after 传回即得下一页。
    Cursor of the last row; give it back as "after" for the next page.
    """
    endCursor: String
  }

  """
  调用方可以自行更正的问题。
  Something the caller can mend.
  """
  type UserError @shareable @access(to: ["ANYONE"]) {
    """
    错误代码。
    Code of the problem.
    """
    code: String!
    """
    出错的输入字段路径，整体错误时为空。
    Path of the input field; empty when it is the whole.
    """
    field: [String!]!
    """
    说明。
    What is wrong, in words.
    """
    message: String!
    """
    作出限制的法规条款（如有）。
    The article that refuses, where law does.
    """
    article: String
  }
`;
