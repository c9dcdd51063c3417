import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { signed } from './signature.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' };

describe('[E12] a signed message', () => {
  it('bears the signature of the specification’s own example', () => {
    expect(signed(message, new Date(1_614_265_330_000), [SECRET])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it.each([SECRET, OTHER])('is verified by the reference library under either secret', (secret) => {
    const headers = signed(message, new Date(), [OTHER, SECRET]);
    expect(new Webhook(secret).verify(message.body, { ...headers })).toEqual({ test: 2432232314 });
  });

  it.each([
    ['another body', (body: string) => `${body} `, SECRET, 0],
    ['another secret', (body: string) => body, OTHER, 0],
    ['an old instant', (body: string) => body, SECRET, 6 * 60_000],
  ])('is refused by it for %s', (_, bodyOf, secret, ageMs) => {
    const headers = signed(message, new Date(Date.now() - ageMs), [SECRET]);
    expect(() => new Webhook(secret).verify(bodyOf(message.body), { ...headers })).toThrow();
  });
});
