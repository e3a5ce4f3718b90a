import { describe, expect, it } from 'vitest';
import { createFormats } from './formats.ts';

const english = createFormats('en-US');
const german = createFormats('de-DE');
/** Intl writes narrow and no-break blanks, which differ between versions of its data. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('numbers', () => {
  it('are written as the locale does', () => {
    expect(english.count(14_250)).toBe('14,250');
    expect(german.count(14_250)).toBe('14.250');
    expect(plain(german.percent(94.12))).toBe('94,1 %');
    expect(english.compact(14_250)).toBe('14.3K');
  });

  it('are a dash if they are missing, and a zero if they are zero', () => {
    expect(english.count(null)).toBe('–');
    expect(english.percent(null)).toBe('–');
    expect(english.milliseconds(null)).toBe('–');
    expect(english.money(null)).toBe('–');
    expect(english.duration(null)).toBe('–');
    expect(english.count(0)).toBe('0');
    expect(english.percent(0)).toBe('0%');
  });

  it('tell a change by its sign', () => {
    expect(english.change(-3.11)).toBe('-3.1%');
    expect(english.change(20)).toBe('+20%');
    expect(english.change(0)).toBe('0%');
  });
});

describe('lengths of time', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_184, '1.18 sec'],
    [9_999, '10 sec'],
    [12_340, '12.3 sec'],
    [61_000, '1 min 1 sec'],
  ])('of %i ms', (value, text) => {
    expect(plain(english.milliseconds(value))).toBe(text);
  });

  it.each([
    [0, '0 sec'],
    [59, '59 sec'],
    [60, '1 min'],
    [214, '3 min 34 sec'],
    [3_600, '1 hr'],
    [90_061, '1 day 1 hr'],
  ])('of %i seconds', (value, text) => {
    expect(plain(english.duration(value))).toBe(text);
  });
});

describe('money', () => {
  it.each([
    [0, '$0.00'],
    [0.001234, '$0.00123'],
    [0.5, '$0.50'],
    [12.345, '$12.35'],
  ])('of %d dollars', (value, text) => {
    expect(english.money(value)).toBe(text);
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 byte'],
    [812, '812 byte'],
    [1_000, '1 kB'],
    [3_240_000, '3.2 MB'],
    [5_000_000_000, '5 GB'],
    [5_000_000_000_000, '5,000 GB'],
  ])('of %i bytes', (value, text) => {
    expect(plain(english.bytes(value))).toBe(text);
  });
});

describe('times', () => {
  const time = Date.parse('2026-03-02T10:41:12.345Z');

  it('are of the zone they are asked for in', () => {
    expect(plain(english.time(time, 'Asia/Kathmandu'))).toBe('4:26 PM');
    expect(german.time(time, 'Asia/Kathmandu')).toBe('16:26');
    expect(german.zoneName(time, 'Europe/Paris')).toBe('MEZ');
  });

  it.each([
    [500, 'now'],
    [12_000, '12 sec. ago'],
    [119_000, '1 min. ago'],
    [-5_000, 'now'],
    [2 * 3_600_000, '2 hr. ago'],
    [26 * 3_600_000, 'yesterday'],
  ])('%i ms ago', (age, text) => {
    expect(english.ago(time - age, time)).toBe(text);
  });
});
