import { describe, expect, it } from 'vitest';
import { NO_FILTERS, parseFilters, searchWith } from './filters.ts';

const BOT = 'b7d1f0a4-2c3e-4f58-8a6b-91d0c7e4a502';

describe('filters in the address', () => {
  it('come back as they went', () => {
    const filters = {
      range: { kind: 'preset', preset: '7d' },
      bots: [BOT, BOT.replace('b', 'a')],
      zone: 'Asia/Kathmandu',
    } as const;
    expect(parseFilters(searchWith('', filters))).toEqual(filters);
  });

  it('are none for an empty address, and none leave it empty', () => {
    expect(parseFilters('')).toEqual(NO_FILTERS);
    expect(searchWith('', NO_FILTERS)).toBe('');
  });

  it('leave what else the address holds', () => {
    expect(searchWith('q=refund&range=7d&status=active&status=resolved', NO_FILTERS)).toBe(
      'q=refund&status=active&status=resolved',
    );
  });

  it('are ignored if they are none', () => {
    expect(parseFilters('bot=1&tz=Mars%2FOlympus&range=never')).toEqual(NO_FILTERS);
  });

  it('name a bot once, in lower case', () => {
    expect(parseFilters(`bot=${BOT}&bot=${BOT.toUpperCase()}`).bots).toEqual([BOT]);
  });
});
