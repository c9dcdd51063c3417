import { divisionLevel, liesIn } from '@gridlink/contracts';
import { bodyOf, type Pack, type RoleRule } from '@gridlink/jurisdiction';
import type { Organization } from '../../organization/domain/organization.ts';
import {
  type AppointmentFacts,
  type AppointmentRefusal,
  type AppointmentRequest,
  citation,
  type GridFacts,
} from './appointment-request.ts';

type AppointingRule = RoleRule['appointedBy'][number];

const bodyLabel = (pack: Pack, bodyFunction: string): string => bodyOf(pack, bodyFunction)?.label.zh ?? bodyFunction;

const ruleInWords = (pack: Pack, { body, togetherWith }: AppointingRule): string =>
  [bodyLabel(pack, body), ...togetherWith.map((other) => `会同${bodyLabel(pack, other)}`)].join('');

/** A body has a say in a grid that lies in its division; a committee also when the grid spans several communities of one town. */
const hasSay = (body: Organization, grid: GridFacts): boolean =>
  body.active && (grid.areas.includes(body.division) || liesIn(body.division, grid.division));

/** An exclusive grid that lies in no one town. */
const crossesTowns = ({ kind, division }: GridFacts): boolean =>
  kind === 'EXCLUSIVE' && !['TOWN', 'VILLAGE'].includes(divisionLevel(division));

/** Over one grid, or over a part of a grid that crosses towns. */
const governs = (body: Organization, grid: GridFacts): boolean =>
  grid.areas.includes(body.division) || (crossesTowns(grid) && liesIn(body.division, grid.division));

/** The leader of a grid that crosses areas comes from their common superior: coordination of the division that holds them all. */
function checkCommonSuperior(pack: Pack, grid: GridFacts, body: Organization): AppointmentRefusal[] {
  const { coordination } = pack.departments;
  if (body.function === coordination.function && body.division === grid.division) return [];
  const article = citation(pack, pack.grids.exclusive.crossRegionLeader);
  return [{ kind: 'WRONG_APPOINTING_BODY', expected: [`${grid.division} 的${coordination.label.zh}`], article }];
}

function missingBodies(rule: AppointingRule, joint: readonly Organization[]): string[] {
  return rule.togetherWith.filter((needed) => !joint.some((body) => body.function === needed));
}

/** A body that exists and works, or why it cannot appoint at all. */
export function appointingBodyOf(
  request: AppointmentRequest,
  { bodies, mayWrite }: AppointmentFacts,
): Organization | AppointmentRefusal {
  const body = bodies.get(request.appointingBody);
  if (!body) return { kind: 'NO_APPOINTING_BODY', body: request.appointingBody };
  if (!body.active) return { kind: 'APPOINTING_BODY_DISSOLVED', body: body.code };
  // Whoever records a decision stands at the deciding body's level or above: a town does not record what the county decided.
  if (!mayWrite(body.areas)) return { kind: 'BODY_OUTSIDE_SCOPE', body: body.code };
  return body;
}

/** The right body for this post and kind of grid, deciding together with those the law names (P04). */
export function checkAppointing(
  role: RoleRule,
  { request, grid }: { readonly request: AppointmentRequest; readonly grid: GridFacts },
  facts: AppointmentFacts,
): AppointmentRefusal[] {
  const body = appointingBodyOf(request, facts);
  if (!('code' in body)) return [body];
  const { pack } = facts;
  if (role.role === 'GRID_LEADER' && crossesTowns(grid)) return checkCommonSuperior(pack, grid, body);
  const forKind = role.appointedBy.filter(({ kinds }) => kinds.includes(grid.kind));
  const rules = forKind.filter((rule) => rule.body === body.function);
  const [first] = rules;
  if (!first) {
    const expected = forKind.map((rule) => ruleInWords(pack, rule));
    const cited = forKind.find(({ article }) => article !== null);
    return [{ kind: 'WRONG_APPOINTING_BODY', expected, article: cited ? citation(pack, cited) : null }];
  }
  if (!governs(body, grid)) return [{ kind: 'BODY_WITHOUT_AUTHORITY', body: body.code }];

  const joint = request.togetherWith
    .map((code) => facts.bodies.get(code))
    .filter((other): other is Organization => other !== undefined && hasSay(other, grid));
  const closest = rules.reduce(
    (best, rule) => (missingBodies(rule, joint).length < missingBodies(best, joint).length ? rule : best),
    first,
  );
  return missingBodies(closest, joint).map((needed) => ({
    kind: 'MISSING_JOINT_BODY',
    body: bodyLabel(pack, needed),
    article: citation(pack, closest),
  }));
}
