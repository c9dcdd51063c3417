import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { areasOf } from '@gridlink/contracts';
import type { AggregateStore } from '@gridlink/event-bus';
import { type Acting, actingOrganization, type Refusal } from '../../acting.ts';
import { checkDeclaration, type DeclarationProblem } from '../domain/check-declaration.ts';
import type { RevisionProblem } from '../domain/check-revision.ts';
import { isResourceName, type ResourceDeclaration, resourceCode } from '../domain/resource.ts';
import { type ResourceDocument, snapshotOfResource } from '../persistence/resource-document.ts';
import type { ResourceRepository } from '../persistence/resource-repository.ts';

export type ResourceDeps = {
  readonly resources: ResourceRepository;
  readonly resourceStore: AggregateStore<ResourceDocument>;
};

export type ResourceRefusal =
  | DeclarationProblem
  | RevisionProblem
  | Refusal<'NAME' | 'NAME_TAKEN' | 'ALREADY_RETIRED' | 'REASON'>;

export type ResourceResult =
  | { readonly kind: 'DONE'; readonly resource: ResourceDocument }
  | { readonly kind: 'REFUSED'; readonly refusals: readonly ResourceRefusal[] };

export const refused = (...refusals: readonly ResourceRefusal[]): ResourceResult => ({ kind: 'REFUSED', refusals });

/** Enters a resource of the caller's own organization into the catalogue. The same declaration twice is one resource. */
export async function publishResource(
  { resources, resourceStore }: ResourceDeps,
  acting: Acting,
  { name, declaration }: { name: string; declaration: ResourceDeclaration },
): Promise<ResourceResult> {
  const { organization, jurisdiction, division } = actingOrganization(acting);
  const problems = checkDeclaration(declaration);
  if (!isResourceName(name)) return refused({ code: 'NAME', field: ['name'] }, ...problems);
  if (problems.length > 0) return refused(...problems);

  const document = {
    _id: randomUUID(),
    code: resourceCode(organization, name),
    jurisdiction,
    division,
    areas: areasOf(division),
    owner: organization,
    ...declaration,
    status: 'PUBLISHED' as const,
    publishedAt: acting.now,
    revisedAt: acting.now,
  };
  const event = {
    type: 'gridlink.dataexchange.resource.published.v1',
    data: { resource: snapshotOfResource(document) },
  };
  const stored = await resourceStore.insert(document, [event], {
    subject: document.code,
    now: acting.now,
    traceparent: acting.traceparent,
  });
  const [resource] = await resources.byCodes(acting.scope, [document.code]);
  if (resource && (stored.kind === 'STORED' || declares(resource, declaration))) return { kind: 'DONE', resource };
  return refused({ code: 'NAME_TAKEN', field: ['name'] });
}

const declares = (resource: ResourceDocument, declaration: ResourceDeclaration): boolean =>
  Object.entries(declaration).every(([key, value]) =>
    isDeepStrictEqual(resource[key as keyof ResourceDeclaration], value),
  );
