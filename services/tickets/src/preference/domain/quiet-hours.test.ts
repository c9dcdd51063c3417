import { describe, expect, it } from '@jest/globals';
import { heldUntil, isClock, isWithin, nextAt } from './quiet-hours.ts';

/** An instant by the clock on the wall in China. */
const china = (text: string): Date => new Date(`2026-03-${text}:00+08:00`);
const NIGHT = { from: '20:00', to: '08:00' };
const NOON = { from: '12:00', to: '13:30' };

describe('[E12] quiet hours', () => {
  it.each([
    [NIGHT, '02T20:00', true],
    [NIGHT, '02T23:59', true],
    [NIGHT, '03T00:00', true],
    [NIGHT, '03T07:59', true],
    [NIGHT, '03T08:00', false],
    [NIGHT, '03T19:59', false],
    [NOON, '03T12:00', true],
    [NOON, '03T13:30', false],
    [NOON, '03T11:59', false],
  ])('%j at %s: %s', (span, at, expected) => {
    expect(isWithin(span, china(at))).toBe(expected);
  });

  it.each([
    ['08:00', '02T07:59', '02T08:00'],
    ['08:00', '02T08:00', '03T08:00'],
    ['00:00', '02T23:00', '03T00:00'],
    ['23:30', '31T23:45', '32T23:30'],
  ])('it is next %s after %s at %s', (clock, after, expected) => {
    const wanted = expected.startsWith('32') ? new Date('2026-04-01T23:30:00+08:00') : china(expected);
    expect(nextAt(clock, china(after))).toEqual(wanted);
  });

  it.each([
    ['nothing held by day', { quietHours: NIGHT, digestAt: null }, '02T10:00', null],
    ['till morning by night', { quietHours: NIGHT, digestAt: null }, '02T22:00', '03T08:00'],
    ['for the digest', { quietHours: NIGHT, digestAt: '17:00' }, '02T10:00', '02T17:00'],
    ['for the next digest', { quietHours: NIGHT, digestAt: '17:00' }, '02T22:00', '03T17:00'],
    ['till morning, of a digest by night', { quietHours: NIGHT, digestAt: '21:00' }, '02T10:00', '03T08:00'],
    ['nothing without wishes', { quietHours: null, digestAt: null }, '02T03:00', null],
  ])('%s', (_, wishes, now, expected) => {
    expect(heldUntil(wishes, china(now))).toEqual(expected === null ? null : china(expected));
  });

  it.each([
    ['08:00', true],
    ['24:00', false],
    ['8:00', false],
    ['08:60', false],
    ['', false],
  ])('%s is a time of day: %s', (text, expected) => {
    expect(isClock(text)).toBe(expected);
  });
});
