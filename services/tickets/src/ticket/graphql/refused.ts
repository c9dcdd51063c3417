import type { UserError } from '@gridlink/subgraph-kit';

/** What the caller can mend, where no law refuses; the catalogue of errors reads the words where they are stated. */
export const refused = (code: string, field: string, message: string): UserError => ({
  code,
  field: [field],
  message,
  article: null,
});
