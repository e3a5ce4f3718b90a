import { describe, expect, it } from 'vitest';
import {
  DEFAULT_RANGE,
  dayOf,
  formatRange,
  isMoving,
  PRESETS,
  parseRange,
  rangeParameters,
  startOfDay,
  utcDays,
} from './range.ts';

const NOON = Date.parse('2026-03-29T12:00:00Z');

describe('a range in the address', () => {
  it.each([...PRESETS, '2026-03-01..2026-03-05', '2026-03-01T10:00:00Z..2026-03-01T11:00:00.000Z'])(
    'comes back as it went: %s',
    (text) => {
      expect(formatRange(parseRange(text)) ?? '24h').toBe(text);
    },
  );

  it.each([
    null,
    '',
    '1h',
    '2026-03-05..2026-03-01',
    '2026-02-30..2026-03-01',
    '2026-03-01',
    '2026-03-01..2026-03-02..2026-03-03',
    '2026-03-01T11:00:00Z..2026-03-01T10:00:00Z',
    'x'.repeat(5_000),
  ])('is the default if it is none: %s', (text) => {
    expect(parseRange(text)).toEqual(DEFAULT_RANGE);
  });
});

describe('the days of a time zone', () => {
  it('have 23 hours when summer time begins', () => {
    const parameters = rangeParameters(parseRange('2026-03-29..2026-03-29'), 'Europe/Paris', NOON);
    expect(parameters).toEqual({ from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z' });
  });

  it('begin at their own midnight', () => {
    expect(startOfDay('2026-03-29', 'Asia/Kathmandu')).toBe('2026-03-28T18:15:00.000Z');
    expect(dayOf(Date.parse('2026-03-28T18:15:00Z'), 'Asia/Kathmandu')).toBe('2026-03-29');
    expect(dayOf(Date.parse('2026-03-28T18:14:59Z'), 'Asia/Kathmandu')).toBe('2026-03-28');
  });

  it('begin an hour late where midnight is skipped', () => {
    expect(startOfDay('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
  });

  it('are counted back from today', () => {
    const since = rangeParameters({ kind: 'preset', preset: 'since-yesterday' }, 'America/New_York', NOON);
    expect(since).toEqual({ from: '2026-03-28T04:00:00.000Z' });
    const yesterday = rangeParameters({ kind: 'preset', preset: 'yesterday' }, 'UTC', NOON);
    expect(yesterday).toEqual({ from: '2026-03-28T00:00:00.000Z', to: '2026-03-29T00:00:00.000Z' });
  });
});

describe('the UTC days of a range', () => {
  it.each([
    ['24h', '2026-03-28', '2026-03-29'],
    ['7d', '2026-03-22', '2026-03-29'],
    ['today', '2026-03-28', '2026-03-29'],
    ['2026-03-10..2026-03-11', '2026-03-09', '2026-03-11'],
  ])('touch all of it: %s', (text, first, last) => {
    expect(utcDays(parseRange(text), 'Europe/Paris', NOON)).toEqual({ first, last });
  });
});

describe('a range that is over', () => {
  it('does not move', () => {
    expect(isMoving(parseRange('2026-03-20..2026-03-21'), NOON)).toBe(false);
    expect(isMoving(parseRange('yesterday'), NOON)).toBe(false);
    expect(isMoving(parseRange('2026-03-20..2026-03-29'), NOON)).toBe(true);
    expect(isMoving(parseRange('7d'), NOON)).toBe(true);
  });
});
