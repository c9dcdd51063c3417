import type { Answer } from '../ground/send.ts';

/** What an answer must never hold, and what it would tell. */
const LEAKS: readonly (readonly [string, RegExp])[] = [
  ['a stack', /\s{1,8}at (?:async )?[\w.<>]{1,80} ?\(|\bat file:\/\//],
  ['a path of the server', /\/(?:work|root|home|usr|tmp|var|app)\/[\w.-]{1,80}|node_modules|file:\/\/\//],
  ['a source file', /\w\.(?:ts|js|mjs|cjs):\d{1,6}/],
  ['the database', /mongo(?:db|ose)?\b|\bBSON\b|E11000|CastError|\bsecantus|\$(?:where|expr|ne|gt|lt|regex|or|and)\b/i],
  ['the broker', /\bJetStream\b|nats:\/\//i],
  ['an address within', /127\.0\.0\.1|localhost|\[::1\]|ECONN\w+|ENOTFOUND|EAI_AGAIN/],
  [
    'a library',
    /@apollo|graphql-js|undici|\bzod\b|\bjose\b|JSONWebKey|TypeError|ReferenceError|RangeError|ERR_[A-Z_]{4,}/,
  ],
  ['the server’s software', /x-powered-by|^server$/im],
];

/** What of the machinery an answer lets be seen, besides what the request itself said. */
export function leaksIn({ head, body }: Answer, sent: string): string[] {
  return LEAKS.flatMap(([what, pattern]) => {
    const found = pattern.exec(body)?.[0] ?? pattern.exec(head)?.[0];
    return found === undefined || sent.includes(found.trim()) ? [] : [`${what}: ${found.trim()}`];
  });
}
