import type { GridKind } from '@gridlink/contracts';
import type { Pack, RoleRule } from '@gridlink/jurisdiction';
import { type AppointmentRefusal, type AppointmentWarning, citation } from './appointment-request.ts';

type HolderFinding = {
  readonly refusals: readonly AppointmentRefusal[];
  readonly warnings: readonly AppointmentWarning[];
};

const backgroundLabel = (pack: Pack, code: string): string =>
  pack.staff.backgrounds.find((background) => background.code === code)?.label.zh ?? code;

/**
 * Who may hold a post in this kind of grid: 由…担任 refuses anybody else, 一般由 and 优先从 only warn, and what the law takes out
 * again (除…以外) refuses whatever else the person is.
 */
export function checkHolder(
  pack: Pack,
  { role, kind }: { readonly role: RoleRule; readonly kind: GridKind },
  backgrounds: ReadonlySet<string>,
): HolderFinding {
  const rules = role.holders.filter(({ kinds }) => kinds.includes(kind));
  const labels = (codes: readonly string[]): string[] => codes.map((code) => backgroundLabel(pack, code));

  const excluded = rules.flatMap((rule) =>
    rule.except
      .filter((code) => backgrounds.has(code))
      .map(
        (code): AppointmentRefusal => ({
          kind: 'HOLDER_EXCLUDED',
          background: backgroundLabel(pack, code),
          article: citation(pack, rule),
        }),
      ),
  );
  if (excluded.length > 0) return { refusals: excluded, warnings: [] };
  if (rules.some((rule) => rule.backgrounds.some((code) => backgrounds.has(code))))
    return { refusals: [], warnings: [] };

  const refusals = rules
    .filter(({ binding }) => binding === 'REQUIRED')
    .map(
      (rule): AppointmentRefusal => ({
        kind: 'HOLDER_NOT_ALLOWED',
        allowed: labels(rule.backgrounds),
        article: citation(pack, rule),
      }),
    );
  const warnings = rules.flatMap((rule): AppointmentWarning[] => {
    if (rule.binding !== 'USUAL' && rule.binding !== 'PREFERRED') return [];
    const recommended = labels(rule.backgrounds);
    return [{ kind: 'UNUSUAL_HOLDER', binding: rule.binding, recommended, article: citation(pack, rule) }];
  });
  return { refusals, warnings };
}
