import { type CatalogueEntry, type CatalogueGroup, madeIn } from './catalogue.ts';
import { sourceOf } from './source-text.ts';

const SERVICE = 'dataexchange';

/** The table of messages of a noun: `CODE: '…',` in a file, one a line. */
function messagesIn(file: string): ReadonlyMap<string, string> {
  const table = /const MESSAGES[^=]*= \{([\s\S]*?)\n\};/.exec(sourceOf(SERVICE, file))?.[1] ?? '';
  const lines = [...table.matchAll(/^ {2}([A-Z_]+): ['`]([^'`]*)['`]/gm)];
  return new Map(lines.map(([, code = '', words = '']) => [code, words.replaceAll(/\$\{[^}]*\}/g, '…')]));
}

/** The field a code is about, from the place where it is made. */
function fieldOf(code: string, files: readonly string[]): string {
  for (const file of files) {
    const source = sourceOf(SERVICE, file);
    const made = new RegExp(
      `code: '${code}', field: \\[([^\\]]*)\\]|problem\\('${code}'((?:, [^,)]+)*)\\)|refuse\\('${code}'((?:, [^,)]+)*)\\)`,
    ).exec(source);
    const list = made?.[1] ?? made?.[2] ?? made?.[3];
    if (list !== undefined)
      return [...list.matchAll(/'(\w+)'|String\(index\)|name/g)].map(([, name]) => name ?? 'n').join('.');
    const shared = new RegExp(`code: '${code}', field(?: \\}|: at)`).exec(source);
    if (shared) return path(source, shared.index);
  }
  return '';
}

const path = (source: string, at: number): string => {
  const constant = [...source.slice(0, at).matchAll(/const (?:field|at) = \[([^\]]*)\]/g)].at(-1)?.[1] ?? '';
  return [...constant.matchAll(/'(\w+)'|\w+(?:\.\w+)?/g)].map(([, name]) => name ?? 'n').join('.');
};

type Noun = {
  readonly messages: string;
  readonly title: string;
  readonly mutations: readonly string[];
  readonly files: readonly string[];
};

const NOUNS: readonly Noun[] = [
  {
    title: '编目 The catalogue',
    mutations: ['publishResource', 'reviseResource'],
    messages: 'resource/graphql/resource-errors.ts',
    files: [
      'resource/domain/check-declaration.ts',
      'resource/domain/check-revision.ts',
      'resource/use-cases/publish-resource.ts',
    ],
  },
  {
    title: '停止共享及停止之后 Retiring a resource, and revising a retired one',
    mutations: ['retireResource', 'reviseResource'],
    messages: 'resource/graphql/resource-errors.ts',
    files: ['resource/use-cases/revise-resource.ts'],
  },
  {
    title: '归集 Pushing rows',
    mutations: ['pushRecords'],
    messages: 'record/graphql/record-resolvers.ts',
    files: ['record/use-cases/push-records.ts'],
  },
  {
    title: '共享申请 Asking for data',
    mutations: ['requestShare'],
    messages: 'share/graphql/share-errors.ts',
    files: ['share/domain/check-wish.ts', 'share/use-cases/request-share.ts'],
  },
  {
    title: '审核 Answering a request',
    mutations: ['reviewShareRequest'],
    messages: 'share/graphql/share-errors.ts',
    files: ['share/domain/check-review.ts', 'share/use-cases/review-share.ts'],
  },
  {
    title: '撤销授权 Revoking a grant',
    mutations: ['revokeGrant'],
    messages: 'share/graphql/share-errors.ts',
    files: ['share/use-cases/revoke-grant.ts'],
  },
  {
    title: '事件通道 Feeds',
    mutations: ['openFeed', 'renewFeedCredentials', 'closeFeed'],
    messages: 'feed/graphql/feed-resolvers.ts',
    files: ['feed/use-cases/open-feed.ts', 'feed/use-cases/close-feed.ts'],
  },
];

function groupOf({ title, mutations, messages, files }: Noun): CatalogueGroup {
  const words = messagesIn(messages);
  const lawful = lawfulCodes(messages);
  const entries = madeIn(SERVICE, [...words.keys()], ...files).map(
    (code): CatalogueEntry => ({
      code,
      field: fieldOf(code, files),
      message: words.get(code) ?? '',
      lawful: lawful.has(code),
    }),
  );
  return { title, mutations, entries };
}

/** Codes for which the noun names the part of the law that refuses. */
function lawfulCodes(messages: string): ReadonlySet<string> {
  const table = /const GROUNDS[^=]*= \{([\s\S]*?)\n\};/.exec(sourceOf(SERVICE, messages))?.[1] ?? '';
  return new Set([...table.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, code = '']) => code));
}

export const dataexchangeRefusals = (): CatalogueGroup[] => NOUNS.map(groupOf);
