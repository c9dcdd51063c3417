import { describe, expect, it } from '@jest/globals';
import { feedAddress, feedToken, gateRoot } from './feed.ts';
import { feedEvent, feedSubject } from './feed-event.ts';
import { isOwnInbox, isPlainAck, readGateRequest, readGateSubject, readPull } from './gate-request.ts';

const URBAN = '410105000000-URBAN_MANAGEMENT';
const feed = feedAddress({ prefix: 'gridlink' }, URBAN, 2);
const S = 1_000_000_000;

describe('[D12] the address of a feed', () => {
  it('is named after its organization', () => {
    expect(feed).toEqual({
      organization: URBAN,
      stream: `FEED_${URBAN}`,
      durable: 'program-2',
      subject: `feed.${URBAN}`,
      apiPrefix: `feedgate.${URBAN}.2`,
      inboxPrefix: `_INBOX_${URBAN}`,
    });
  });

  it('keeps out of the way of another installation on the same broker', () => {
    const other = feedAddress({ prefix: 'drill' }, URBAN, 2);
    expect([other.stream, other.subject, gateRoot({ prefix: 'drill' })]).toEqual([
      `DRILL_FEED_${URBAN}`,
      `drillfeed.${URBAN}`,
      'drillfeedgate',
    ]);
  });

  it.each(['a.b', 'a b', 'a>b', 'a*b'])('makes one token of %j', (code) => {
    expect(feedToken(code)).toBe('a_b');
  });

  it('of another opening shares nothing a program may use', () => {
    const next = feedAddress({ prefix: 'gridlink' }, URBAN, 3);
    expect([next.apiPrefix === feed.apiPrefix, next.durable === feed.durable]).toEqual([false, false]);
  });
});

describe('[A7] a request at the gate', () => {
  it('is read with its feed and opening', () => {
    expect(readGateSubject('feedgate', `feedgate.${URBAN}.2.CONSUMER.INFO.x.y`)).toEqual({
      feed: URBAN,
      generation: 2,
      request: ['CONSUMER', 'INFO', 'x', 'y'],
    });
  });

  it.each([
    'feedgate',
    `feedgate.${URBAN}`,
    `feedgate.${URBAN}.2`,
    `feedgate.${URBAN}.0.x`,
    `feedgate.${URBAN}.x.y`,
    'other.a.1.x',
  ])('is nothing as %s', (subject) => {
    expect(readGateSubject('feedgate', subject)).toBeUndefined();
  });

  it.each([
    [`CONSUMER.INFO.${feed.stream}.program-2`, { kind: 'INFO' }],
    [`CONSUMER.MSG.NEXT.${feed.stream}.program-2`, { kind: 'NEXT' }],
    [`ACK.${feed.stream}.program-2.1.7.7.99.0`, { kind: 'ACK', token: `${feed.stream}.program-2.1.7.7.99.0` }],
    [
      `ACK.domain.hash.${feed.stream}.program-2.1.7.7.99.0.r`,
      { kind: 'ACK', token: `domain.hash.${feed.stream}.program-2.1.7.7.99.0.r` },
    ],
  ])('may be %s', (request, wanted) => {
    expect(readGateRequest(feed, request.split('.'))).toEqual(wanted);
  });

  it.each([
    `CONSUMER.INFO.FEED_other.program-2`,
    `CONSUMER.MSG.NEXT.${feed.stream}.program-1`,
    `CONSUMER.MSG.NEXT.${feed.stream}.program-2.more`,
    `CONSUMER.CREATE.${feed.stream}`,
    `CONSUMER.DELETE.${feed.stream}.program-2`,
    `STREAM.DELETE.${feed.stream}`,
    'INFO',
    'ACK.FEED_other.program-2.1.7.7.99.0',
    `ACK.${feed.stream}.program-1.1.7.7.99.0`,
    'ACK',
  ])('may not be %s', (request) => {
    expect(readGateRequest(feed, request.split('.'))).toBeUndefined();
  });

  it.each([
    [`${feed.inboxPrefix}.abc`, true],
    [`${feed.inboxPrefix}.a.b`, true],
    [feed.inboxPrefix, false],
    [`${feed.inboxPrefix}X.abc`, false],
    ['_INBOX.abc', false],
    ['$JS.API.STREAM.DELETE.GRIDLINK_TICKETS', false],
    [undefined, false],
  ])('is answered at %s: %s', (reply, answered) => {
    expect(isOwnInbox(feed, reply)).toBe(answered);
  });

  it.each([
    ['', true],
    ['+ACK', true],
    ['-NAK {"delay":1}', true],
    ['+WPI', true],
    ['+TERM', true],
    ['+NXT', false],
    ['{"batch":1}', false],
  ])('acknowledges with %j: %s', (payload, plain) => {
    expect(isPlainAck(payload)).toBe(plain);
  });
});

describe('a pull', () => {
  it.each([
    ['', { batch: 1, expires: 30 * S }],
    ['5', { batch: 5, expires: 30 * S }],
    ['not json', { batch: 1, expires: 30 * S }],
    ['{"batch":10,"no_wait":true}', { batch: 10, expires: 30 * S, no_wait: true }],
    ['{"batch":100000,"expires":9e18}', { batch: 500, expires: 30 * S }],
    ['{"expires":900000000000}', { batch: 1, expires: 300 * S }],
    ['{"idle_heartbeat":1000000000,"max_bytes":100}', { batch: 1, expires: 30 * S, idle_heartbeat: S, max_bytes: 100 }],
    ['{"batch":-1,"group":"x"}', { batch: 1, expires: 30 * S }],
    ['null', { batch: 1, expires: 30 * S }],
  ])('asked as %j is %j', (payload, pull) => {
    expect(readPull(payload)).toEqual(pull);
  });
});

describe('[D12] an event of a feed', () => {
  const event = {
    specversion: '1.0',
    id: '654e225b-caa0-40bc-9b42-8f2ff396b3da',
    source: '/gridlink/tickets',
    type: 'gridlink.tickets.ticket.dispatched.v1',
    subject: 'T-1',
    time: '2026-03-02T01:30:00.000Z',
    datacontenttype: 'application/json',
    jurisdiction: 'somewhere',
    division: '410105001001',
    sequence: 3,
    traceparent: '00-1',
    data: { ticket: { code: 'T-1' }, detail: { note: 'x' } },
  } as const;

  it('keeps the envelope and shows the snapshot only', () => {
    const { traceparent: _, ...envelope } = event;
    expect(feedEvent(event, { ticket: { code: 'T-1' } })).toEqual({ ...envelope, data: { ticket: { code: 'T-1' } } });
  });

  it('is told by noun and verb', () => {
    expect(feedSubject('feed.x', event)).toBe('feed.x.ticket.dispatched');
  });
});
