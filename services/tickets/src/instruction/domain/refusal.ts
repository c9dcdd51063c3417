import type { Limit } from '@gridlink/jurisdiction';

/** Why an instruction, or a command about one, is refused; knows no protocol. */
export type InstructionRefusal =
  | { readonly kind: 'NOT_ALLOWED' }
  | { readonly kind: 'NO_RECIPIENTS' }
  | { readonly kind: 'TOO_MANY_RECIPIENTS'; readonly most: number }
  | {
      readonly kind: 'RECIPIENT_UNKNOWN';
      readonly field: RecipientField;
      readonly index: number;
      readonly name: string;
    }
  | {
      readonly kind: 'RECIPIENT_OUTSIDE';
      readonly field: RecipientField;
      readonly index: number;
      readonly name: string;
    }
  | { readonly kind: 'RECIPIENT_TWICE'; readonly field: RecipientField; readonly index: number; readonly name: string }
  | { readonly kind: 'TICKET_UNKNOWN' }
  | { readonly kind: 'NOT_A_MEETING_LINK' }
  | { readonly kind: 'LIMIT_OUT_OF_BOUNDS'; readonly min: Limit; readonly max: Limit }
  | { readonly kind: 'WITHDRAWN' }
  | { readonly kind: 'COMPLETED' }
  | { readonly kind: 'ACKNOWLEDGED_ALREADY' }
  | { readonly kind: 'NOT_ACKNOWLEDGED' }
  | { readonly kind: 'DONE_ALREADY' }
  | { readonly kind: 'NOBODY_LEFT' }
  | { readonly kind: 'RESENT_ENOUGH'; readonly times: number };

/** The list of the input that names a recipient. */
export type RecipientField = 'organizations' | 'gridIds';
