import { z } from 'zod';

/** An article as Chinese law counts it: 第十条, 第十条第二款, 第十四条第（四）项, 第十条第二款第（一）项. */
const ARTICLE = /^第[一二三四五六七八九十百]+条(第[一二三四五六七八九十]+款)?(第（[一二三四五六七八九十]+）项)?$/;

export const article = z.string().regex(ARTICLE, 'not an article in the form 第十条第二款第（一）项');

/**
 * Where a rule comes from. `LAW` carries the article; `OPERATOR` marks what the regulation leaves open and whoever runs the
 * platform has decided, so that a setting is never quoted as law.
 */
export type Ground =
  | { readonly basis: 'LAW'; readonly article: string }
  | { readonly basis: 'OPERATOR'; readonly article: null };

type Ruled<S extends z.ZodRawShape> = z.output<z.ZodObject<S>> & Ground;

type Written = { readonly article?: string; readonly basis?: 'OPERATOR' };

function cited(rule: unknown): string | undefined {
  return (rule as Written).article;
}

/** A rule with its ground: in the files exactly one of `article: 第十条` and `basis: OPERATOR`. */
export function ruled<S extends z.ZodRawShape>(shape: S) {
  return z
    .strictObject({ ...shape, article: article.optional(), basis: z.literal('OPERATOR').optional() })
    .refine((rule) => (cited(rule) === undefined) !== ((rule as Written).basis === undefined), {
      message: 'a rule needs exactly one of "article" and "basis: OPERATOR"',
    })
    .transform((rule) => {
      const source = cited(rule);
      const ground: Ground =
        source === undefined ? { basis: 'OPERATOR', article: null } : { basis: 'LAW', article: source };
      // The spread keeps every field of S; TypeScript cannot follow that through a generic shape.
      return { ...(rule as object), ...ground } as Ruled<S>;
    });
}
