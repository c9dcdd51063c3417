/** Something a caller can mend in an input. */
export type InputProblem = { readonly code: string; readonly field: readonly string[]; readonly message: string };

/** Line breaks and tabs are text; other control characters, and format characters (zero width, direction overrides), are not. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|\p{Cf}|\p{Cs}/u;

export type TextRule = {
  readonly field: string;
  readonly label: string;
  readonly max: number;
  readonly required?: boolean;
};

/** Checks one text of an input; lengths count characters, not bytes. */
export function textProblems(value: string | null | undefined, rule: TextRule): readonly InputProblem[] {
  const field = [rule.field];
  if (value === null || value === undefined || value.trim() === '') {
    return rule.required ? [{ code: 'REQUIRED', field, message: `请填写${rule.label}` }] : [];
  }
  if ([...value].length > rule.max) {
    return [{ code: 'TOO_LONG', field, message: `${rule.label}不得超过 ${rule.max} 个字` }];
  }
  return FORBIDDEN.test(value)
    ? [{ code: 'FORBIDDEN_CHARACTER', field, message: `${rule.label}含有控制字符或不可见字符` }]
    : [];
}

const MOST_EVIDENCE = 20;
const SHA256 = /^[0-9a-f]{64}$/i;
const URI = /^[a-z][a-z0-9+.-]*:\S{1,500}$/i;

export type EvidenceGiven = {
  readonly name: string;
  readonly uri: string;
  readonly sha256?: string | null | undefined;
};

export function evidenceProblems(evidence: readonly EvidenceGiven[]): readonly InputProblem[] {
  const field = ['evidence'];
  if (evidence.length > MOST_EVIDENCE) {
    return [{ code: 'TOO_MANY', field, message: `佐证材料不得超过 ${MOST_EVIDENCE} 件` }];
  }
  return evidence.flatMap(({ name, uri, sha256 }, index) => [
    ...textProblems(name, { field: 'name', label: '材料名称', max: 200, required: true }).map((problem) => ({
      ...problem,
      field: ['evidence', String(index), 'name'],
    })),
    ...(URI.test(uri)
      ? []
      : [{ code: 'INVALID_URI', field: ['evidence', String(index), 'uri'], message: '材料地址不是有效的 URI' }]),
    ...(sha256 && !SHA256.test(sha256)
      ? [{ code: 'INVALID_DIGEST', field: ['evidence', String(index), 'sha256'], message: '摘要应为 64 位十六进制' }]
      : []),
  ]);
}
