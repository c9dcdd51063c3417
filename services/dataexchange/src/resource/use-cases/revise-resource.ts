import { textFlaw } from '@gridlink/contracts';
import { conflict, notFound } from '@gridlink/subgraph-kit';
import { type Acting, actingOrganization } from '../../acting.ts';
import { checkDeclaration } from '../domain/check-declaration.ts';
import { checkRevision } from '../domain/check-revision.ts';
import type { ResourceDeclaration } from '../domain/resource.ts';
import { type ResourceDocument, snapshotOfResource } from '../persistence/resource-document.ts';
import { type ResourceDeps, type ResourceResult, refused } from './publish-resource.ts';

/** The caller's own resource. @throws NOT_FOUND for anybody else's */
export async function ownResource({ resources }: ResourceDeps, acting: Acting, id: string): Promise<ResourceDocument> {
  const { organization } = actingOrganization(acting);
  const [resource] = await resources.byIds(acting.scope, [id]);
  if (!resource || resource.owner !== organization) throw notFound();
  return resource;
}

type Change = {
  readonly resource: ResourceDocument;
  readonly set: Partial<ResourceDocument>;
  readonly verb: 'revised' | 'retired';
};

async function store({ resourceStore }: ResourceDeps, acting: Acting, change: Change): Promise<ResourceResult> {
  const { resource, set, verb } = change;
  const next = { ...resource, ...set };
  const result = await resourceStore.update(
    resource,
    { $set: set },
    {
      drafts: [{ type: `gridlink.dataexchange.resource.${verb}.v1`, data: { resource: snapshotOfResource(next) } }],
      context: { subject: resource.code, now: acting.now, traceparent: acting.traceparent },
    },
  );
  if (result.kind !== 'STORED') throw conflict();
  return { kind: 'DONE', resource: { ...next, version: result.version } };
}

/** Changes what a resource declares. Grants see the new grades at once: masks are applied when data is read. */
export async function reviseResource(
  deps: ResourceDeps,
  acting: Acting,
  input: { id: string; expectedVersion: number; declaration: ResourceDeclaration },
): Promise<ResourceResult> {
  const resource = await ownResource(deps, acting, input.id);
  if (resource.version !== input.expectedVersion) throw conflict();
  if (resource.status === 'RETIRED') return refused({ code: 'ALREADY_RETIRED', field: ['resource'] });
  const problems = [
    ...checkDeclaration(input.declaration),
    ...checkRevision(resource.fields, input.declaration.fields),
  ];
  if (problems.length > 0) return refused(...problems);
  return store(deps, acting, { resource, set: { ...input.declaration, revisedAt: acting.now }, verb: 'revised' });
}

/** Takes a resource out of sharing; its rows stay, nobody reads them any more. Retiring twice is retiring once. */
export async function retireResource(
  deps: ResourceDeps,
  acting: Acting,
  input: { id: string; expectedVersion: number; reason: string },
): Promise<ResourceResult> {
  const resource = await ownResource(deps, acting, input.id);
  if (resource.status === 'RETIRED') return { kind: 'DONE', resource };
  if (resource.version !== input.expectedVersion) throw conflict();
  const reason = input.reason.trim();
  if (textFlaw(reason, { most: 500, lines: true })) return refused({ code: 'REASON', field: ['reason'] });
  return store(deps, acting, { resource, set: { status: 'RETIRED', retiredBecause: reason }, verb: 'retired' });
}
