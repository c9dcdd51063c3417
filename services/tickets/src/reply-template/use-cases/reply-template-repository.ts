import type { ReplyPurpose, ReplyTemplate } from '../domain/reply-template.ts';

/** Whose templates: an organization's own, and nobody else's. */
export type Owner = Pick<ReplyTemplate, 'jurisdiction' | 'organization'>;

export type ReplyTemplates = {
  /** False where the id is there already: the same creation sent again. */
  insert(template: ReplyTemplate): Promise<boolean>;
  find(owner: Owner, id: string): Promise<ReplyTemplate | null>;
  /** By name; the retired ones only where they are asked for. */
  list(
    owner: Owner,
    filter: { readonly purpose: ReplyPurpose | null; readonly withRetired: boolean },
  ): Promise<readonly ReplyTemplate[]>;
  countInUse(owner: Owner): Promise<number>;
  /** One guarded write; false when another was first. */
  save(
    before: ReplyTemplate,
    patch: Partial<Pick<ReplyTemplate, 'name' | 'text' | 'retiredAt' | 'changedAt'>>,
  ): Promise<boolean>;
};
