import { describe, expect, it } from 'vitest';
import {
  type BotRow,
  botsToCompare,
  COLUMNS,
  DEFAULT_ORDER,
  MOST_BOTS,
  orderAfter,
  parseOrder,
  slowest,
  sorted,
  writeOrder,
} from './comparison.ts';

const NOTHING: Omit<BotRow, 'id' | 'name'> = {
  messages: 0,
  conversations: 0,
  p50: null,
  p95: null,
  p99: null,
  avg: null,
  success: null,
  fallback: null,
  handoff: null,
  cost: 0,
};
const bot = (name: string, p95: number | null): BotRow => ({ ...NOTHING, id: name.toLowerCase(), name, p95 });
const names = (rows: readonly BotRow[]) => rows.map(({ name }) => name);

describe('the order of bots', () => {
  const rows = [
    bot('Silent', null),
    bot('Fast', 300),
    bot('Zebra', 8_200),
    bot('Desk', 8_200),
    bot('Also', null),
  ];

  it('puts the slowest first, and those without a figure last in either direction', () => {
    expect(names(sorted(rows, DEFAULT_ORDER))).toEqual(['Desk', 'Zebra', 'Fast', 'Also', 'Silent']);
    expect(names(sorted(rows, { by: 'p95', isDescending: false }))).toEqual([
      'Fast',
      'Desk',
      'Zebra',
      'Also',
      'Silent',
    ]);
  });

  it('sorts names as words', () => {
    const words = [bot('beta', 1), bot('Alpha', 1), bot('Ärmel', 1)];
    expect(names(sorted(words, { by: 'name', isDescending: false }))).toEqual(['Alpha', 'Ärmel', 'beta']);
    expect(names(sorted(words, { by: 'name', isDescending: true }))).toEqual(['beta', 'Ärmel', 'Alpha']);
  });

  it('comes back from the address as it went, for every column', () => {
    for (const by of COLUMNS) {
      for (const isDescending of [true, false]) {
        const query = new URLSearchParams('range=7d');
        writeOrder(query, { by, isDescending });
        expect(parseOrder(query)).toEqual({ by, isDescending });
        expect(query.get('range')).toBe('7d');
      }
    }
  });

  it('is the default for an address that holds none or nonsense, and is not written there', () => {
    expect(parseOrder(new URLSearchParams('by=nonsense&dir=up'))).toEqual(DEFAULT_ORDER);
    const query = new URLSearchParams('by=name&dir=desc');
    writeOrder(query, DEFAULT_ORDER);
    expect(query.toString()).toBe('');
  });

  it('turns when the same column is chosen again', () => {
    expect(orderAfter(DEFAULT_ORDER, 'p95')).toEqual({ by: 'p95', isDescending: false });
    expect(orderAfter(DEFAULT_ORDER, 'name')).toEqual({ by: 'name', isDescending: false });
    expect(orderAfter(DEFAULT_ORDER, 'cost')).toEqual({ by: 'cost', isDescending: true });
  });

  it('knows the slowest, and that none is when none answered', () => {
    expect(slowest(rows)?.name).toBe('Desk');
    expect(slowest([bot('Silent', null)])).toBeNull();
    expect(slowest([])).toBeNull();
  });
});

describe('the bots that are compared', () => {
  it('are the chosen ones, whoever is busy', () => {
    expect(botsToCompare(['b'], ['a'], ['a', 'b', 'c'])).toEqual({ ids: ['b'], all: 1 });
  });

  it('are the busiest first and then the others, each once', () => {
    const known = Array.from({ length: 100 }, (_, index) => `bot-${String(index).padStart(3, '0')}`);
    const { ids, all } = botsToCompare([], ['bot-099', 'bot-050'], known);
    expect(all).toBe(100);
    expect(ids).toHaveLength(MOST_BOTS);
    expect(ids).toEqual([...known.slice(0, 50), 'bot-050', ...known.slice(51, 59), 'bot-099'].sort());
  });
});
