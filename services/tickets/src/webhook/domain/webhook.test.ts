import { describe, expect, it } from '@jest/globals';
import { afterRotation, signingSecrets, type Webhook } from './webhook.ts';

const hour = (hours: number): Date => new Date(Date.UTC(2026, 2, 2, hours));
const first = { sealed: 'first', since: hour(0), until: null };

describe('[E12] the secrets of a webhook', () => {
  const once = afterRotation([first], 'second', hour(1));

  it('sign side by side for a day after a change, the newest first', () => {
    const names = (at: Date) => signingSecrets({ secrets: once } as Webhook, at).map(({ sealed }) => sealed);
    expect([names(hour(1)), names(hour(24)), names(hour(25))]).toEqual([
      ['second', 'first'],
      ['second', 'first'],
      ['second'],
    ]);
  });

  it('are never more than two', () => {
    expect(afterRotation(once, 'third', hour(2)).map(({ sealed }) => sealed)).toEqual(['third', 'second']);
  });
});
