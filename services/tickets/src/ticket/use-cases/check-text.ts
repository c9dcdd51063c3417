import { hidesCharacters, textFlaw } from '@gridlink/contracts';
import { fileIdOf } from '../domain/evidence.ts';
import type { EvidenceMoment, EvidenceView } from '../domain/vocabulary.ts';

/** Something a caller can mend in an input. */
export type InputProblem = { readonly code: string; readonly field: readonly string[]; readonly message: string };

export type TextRule = {
  readonly field: string;
  readonly label: string;
  readonly max: number;
  readonly required?: boolean;
  /** Whether it may have several lines. */
  readonly lines?: boolean;
};

/** Checks one text of an input; lengths count characters, not bytes. `field` is where it stands, for a text inside a list or a part. */
export function textProblems(
  value: string | null | undefined,
  rule: TextRule,
  field: readonly string[] = [rule.field],
): readonly InputProblem[] {
  switch (textFlaw(value ?? '', { most: rule.max, lines: rule.lines ?? false })) {
    case 'EMPTY':
      return rule.required ? [{ code: 'REQUIRED', field, message: `请填写${rule.label}` }] : [];
    case 'TOO_LONG':
      return [{ code: 'TOO_LONG', field, message: `${rule.label}不得超过 ${rule.max} 个字` }];
    case 'HIDDEN':
      return [{ code: 'FORBIDDEN_CHARACTER', field, message: `${rule.label}含有控制字符或不可见字符` }];
    default:
      return [];
  }
}

/** Why somebody looks at a contact. */
export const PURPOSE: TextRule = { field: 'purpose', label: '用途', max: 200, required: true };

const MOST_EVIDENCE = 20;
const SHA256 = /^[0-9a-f]{64}$/i;
/** Where evidence may lie: on the web, in an object store, or under a name of its own. What runs when it is opened (`javascript:`, `data:`) or is read from the reader's own machine is none. */
const URI = /^(?:https?|urn|object|s3|oss|obs|cos):\S{1,500}$/i;
const isUri = (uri: string): boolean => (URI.test(uri) || fileIdOf(uri) !== null) && !hidesCharacters(uri);

export type EvidenceGiven = {
  readonly name: string;
  readonly uri: string;
  readonly sha256?: string | null | undefined;
  readonly moment?: EvidenceMoment | null | undefined;
  readonly view?: EvidenceView | null | undefined;
};

export function evidenceProblems(evidence: readonly EvidenceGiven[]): readonly InputProblem[] {
  const field = ['evidence'];
  if (evidence.length > MOST_EVIDENCE) {
    return [{ code: 'TOO_MANY', field, message: `佐证材料不得超过 ${MOST_EVIDENCE} 件` }];
  }
  return evidence.flatMap(({ name, uri, sha256 }, index) => [
    ...textProblems(name, { field: 'name', label: '材料名称', max: 200, required: true }, [
      'evidence',
      String(index),
      'name',
    ]),
    ...(isUri(uri)
      ? []
      : [
          {
            code: 'INVALID_URI',
            field: ['evidence', String(index), 'uri'],
            message: '材料地址应为已上传材料的 evidence:<编号>，或 https、http、urn、对象存储的 URI',
          },
        ]),
    ...(sha256 && !SHA256.test(sha256)
      ? [{ code: 'INVALID_DIGEST', field: ['evidence', String(index), 'sha256'], message: '摘要应为 64 位十六进制' }]
      : []),
  ]);
}
