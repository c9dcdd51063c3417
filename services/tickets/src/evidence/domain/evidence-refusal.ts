/** Why a file is not taken; knows no protocol. */
export type EvidenceRefusal =
  | { readonly kind: 'NOT_YOURS_TO_GIVE' }
  | { readonly kind: 'TOO_LARGE'; readonly mostBytes: number }
  | { readonly kind: 'TOO_MANY_WAITING'; readonly most: number }
  | { readonly kind: 'TYPE_NOT_ACCEPTED'; readonly found: string | null; readonly accepted: readonly string[] }
  | { readonly kind: 'NOT_READABLE' }
  | { readonly kind: 'TOO_MANY_PIXELS'; readonly megapixels: number; readonly most: number }
  | { readonly kind: 'CONTENT_DIFFERS' }
  | { readonly kind: 'CUT_SHORT' };
