import { SUBGRAPHS } from '@gridlink/contracts';
import { ATTEMPTS, BODIES, type Forger, knock, openForger } from '@gridlink/drills';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningCountry, startCountry } from './country.ts';
import { describeInsideAndOutside } from './inside-and-outside.ts';
import { describeMutations } from './mutations.ts';

describe('real services on real data', () => {
  let country: RunningCountry;
  beforeAll(async () => {
    country = await startCountry();
  }, 600_000);
  afterAll(() => country.end(), 30_000);

  describeInsideAndOutside(() => country);
  describeMutations(() => country);

  describe.each(SUBGRAPHS)('[A2] %s, called around the gateway', (name) => {
    let forger: Forger;
    let url: string;
    beforeAll(() => {
      forger = openForger(country.stack);
      url = country.stack.endpoints.members[name]?.graphql ?? '';
    });

    it('answers the gateway: the attempts below fail for their own reason', async () => {
      const [, body] = BODIES[0] as readonly [string, string];
      expect((await knock(url, body, forger.assertion(name, body))).status).toBe(200);
    });

    it.each(ATTEMPTS)('refuses %s before it reads what is asked', async (_, attempt) => {
      const answers = await Promise.all(BODIES.map(([, body]) => knock(url, body, attempt(forger, name, body))));
      expect(answers.map(({ status }) => status)).toEqual(BODIES.map(() => 401));
      expect(answers.filter(({ text }) => !text.includes('UNAUTHENTICATED'))).toEqual([]);
    });

    it('refuses an identity that was used before', async () => {
      const [, body] = BODIES[0] as readonly [string, string];
      const assertion = forger.assertion(name, body);
      const first = await knock(url, body, assertion);
      expect([first.status, (await knock(url, body, assertion)).status]).toEqual([200, 401]);
    });

    it('refuses an identity that another subgraph has been shown', async () => {
      const [, body] = BODIES[0] as readonly [string, string];
      const neighbour = SUBGRAPHS.find((candidate) => candidate !== name) ?? 'grid';
      expect((await knock(url, body, forger.assertion(neighbour, body))).status).toBe(401);
    });

    it('has no other door: GET is not answered', async () => {
      const response = await fetch(`${url}?query=${encodeURIComponent('{ __typename }')}`);
      expect(response.status).toBe(405);
    });
  });
});
