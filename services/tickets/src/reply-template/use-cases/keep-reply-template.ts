import { createHash, randomUUID } from 'node:crypto';
import { conflict, notFound } from '@gridlink/subgraph-kit';
import { type InputProblem, textProblems } from '../../ticket/use-cases/check-text.ts';
import { placeholderFlaw, type ReplyPurpose, type ReplyTemplate } from '../domain/reply-template.ts';
import type { Owner, ReplyTemplates } from './reply-template-repository.ts';

/** Whoever keeps templates, for the organization they belong to. */
export type Keeper = Owner & { readonly subject: string; readonly now: Date };

export type Kept =
  | { readonly kind: 'KEPT'; readonly template: ReplyTemplate }
  | { readonly kind: 'REFUSED'; readonly problems: readonly InputProblem[] };

type Written = { readonly purpose: ReplyPurpose; readonly name: string; readonly text: string };

/** More than anybody finds his way about in. */
const MOST_IN_USE = 200;

function flawProblem({ purpose, text }: Written): readonly InputProblem[] {
  const flaw = placeholderFlaw(purpose, text);
  const field = ['text'];
  if (flaw === null) return [];
  if (flaw.kind === 'BRACES_OPEN') {
    return [{ code: 'BRACES_OPEN', field, message: '占位符应当写成 {{名称}}，花括号须成对' }];
  }
  const { name, known } = flaw;
  return [{ code: 'PLACEHOLDER_UNKNOWN', field, message: `没有占位符 ${name}，可用：${known.join('、')}` }];
}

const problemsOf = (written: Written): readonly InputProblem[] => [
  ...textProblems(written.name, { field: 'name', label: '名称', max: 60, required: true }),
  ...textProblems(written.text, { field: 'text', label: '内容', max: 4_000, required: true, lines: true }),
  ...flawProblem(written),
];

/** The same key of the same sender is the same template. */
const idFor = ({ organization, subject }: Keeper, idempotencyKey: string | null): string =>
  idempotencyKey === null
    ? randomUUID()
    : createHash('sha256')
        .update(JSON.stringify([organization, subject, idempotencyKey]))
        .digest('hex')
        .slice(0, 32);

export async function createReplyTemplate(
  templates: ReplyTemplates,
  { idempotencyKey, ...written }: Written & { readonly idempotencyKey: string | null },
  keeper: Keeper,
): Promise<Kept> {
  const problems = problemsOf(written);
  if (problems.length > 0) return { kind: 'REFUSED', problems };
  const { jurisdiction, organization, subject, now } = keeper;
  const id = idFor(keeper, idempotencyKey);
  const known = await templates.find(keeper, id);
  if (known) return { kind: 'KEPT', template: known };
  if ((await templates.countInUse(keeper)) >= MOST_IN_USE) {
    const message = `在用的模板已达 ${MOST_IN_USE} 个，请先停用不用的`;
    return { kind: 'REFUSED', problems: [{ code: 'TOO_MANY_TEMPLATES', field: [], message }] };
  }
  const template: ReplyTemplate = {
    id,
    jurisdiction,
    organization,
    purpose: written.purpose,
    name: written.name.trim(),
    text: written.text.trim(),
    version: 1,
    createdBy: subject,
    createdAt: now,
    changedAt: now,
    retiredAt: null,
  };
  if (await templates.insert(template)) return { kind: 'KEPT', template };
  return { kind: 'KEPT', template: (await templates.find(keeper, id)) ?? template };
}

type Named = { readonly id: string; readonly expectedVersion: number };

/** The template that is to be changed, as whoever changes it has read it. */
async function inUse(
  templates: ReplyTemplates,
  { id, expectedVersion }: Named,
  keeper: Keeper,
): Promise<ReplyTemplate> {
  const template = await templates.find(keeper, id);
  if (!template) throw notFound();
  if (template.version !== expectedVersion) throw conflict();
  return template;
}

const retired = (): Kept => ({
  kind: 'REFUSED',
  problems: [{ code: 'RETIRED', field: ['id'], message: '该模板已停用' }],
});

async function write(
  templates: ReplyTemplates,
  before: ReplyTemplate,
  patch: Parameters<ReplyTemplates['save']>[1],
): Promise<Kept> {
  if (!(await templates.save(before, patch))) throw conflict();
  return { kind: 'KEPT', template: { ...before, ...patch, version: before.version + 1 } };
}

export async function changeReplyTemplate(
  templates: ReplyTemplates,
  { name, text, ...named }: Named & { readonly name: string | null; readonly text: string | null },
  keeper: Keeper,
): Promise<Kept> {
  const before = await inUse(templates, named, keeper);
  if (before.retiredAt !== null) return retired();
  const written = { purpose: before.purpose, name: name ?? before.name, text: text ?? before.text };
  const problems = problemsOf(written);
  if (problems.length > 0) return { kind: 'REFUSED', problems };
  return write(templates, before, { name: written.name.trim(), text: written.text.trim(), changedAt: keeper.now });
}

/** Retired ones are kept: what was once said with them can be understood. */
export async function retireReplyTemplate(templates: ReplyTemplates, named: Named, keeper: Keeper): Promise<Kept> {
  const before = await inUse(templates, named, keeper);
  if (before.retiredAt !== null) return retired();
  return write(templates, before, { retiredAt: keeper.now, changedAt: keeper.now });
}
