/** Where the library's messages repeat what a caller sent, and what stays of them. */
const REPEATED: ReadonlyArray<readonly [RegExp, string]> = [
  [/(cannot represent [^:]*value): .*$/s, '$1.'],
  [/Value ".*" does not exist in ("\w+" enum)/s, 'The value does not exist in $1'],
  [/(Expected value of type "[^"]*"), found .*$/s, '$1.'],
  [/found (String|BlockString|Int|Float) ".*"/s, 'found $1'],
  // Comes last: the reason at the end has lost its own values by then, so the last semicolon is the library's.
  [/got invalid value .*?((?: at "[^"]*")?; [^;]*)$/s, 'got an invalid value$1'],
];

/**
 * A message of the GraphQL library without the values in it: answers are kept by proxies and shown on screens, and a value may be somebody's
 * number. Names of fields, types and variables stay, which is what its reader needs.
 */
export const withoutValues = (message: string): string =>
  REPEATED.reduce((text, [pattern, rest]) => text.replace(pattern, rest), message);
