/** How a whole list travels to a client as one file: `GET /exports/<list>.<format>?<conditions>`. */
export const EXPORT_PATH = '/exports';

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Names the record of the export, by which its asker learns how far it is and whether the file is whole. */
export const EXPORT_ID_HEADER = 'export-id';

/** Headers of an answer that reach the client. */
export const EXPORT_ANSWER_HEADERS: readonly string[] = [
  'content-type',
  'content-disposition',
  'content-security-policy',
  'retry-after',
  EXPORT_ID_HEADER,
];
