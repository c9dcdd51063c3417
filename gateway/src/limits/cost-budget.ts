import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RateLimiter } from './rate-limiter.ts';

/** An operation that only reads the type of the root still occupied the gateway. */
const LEAST = 1;

/** Takes what an operation may return from its caller's budget; throws, with the time to wait, when there is not enough left. */
export function chargeTo(budget: RateLimiter, key: string): (cost: number) => void {
  return (cost) => {
    const wait = budget(key, Date.now(), Math.max(LEAST, cost));
    if (wait !== null) throw overBudget(wait);
  };
}

const overBudget = (seconds: number): GraphQLError =>
  new GraphQLError(
    `短时间内查询的数据过多，请 ${seconds} 秒后重试，或缩小查询范围 (too much asked in a short time: try again in ${seconds} s, or ask for less)`,
    {
      extensions: {
        code: 'RATE_LIMITED',
        http: { status: 429, headers: new HeaderMap([['retry-after', String(seconds)]]) },
      },
    },
  );
