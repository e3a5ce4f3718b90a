import { describe, expect, it } from 'vitest';
import { address } from '../api/client.ts';
import {
  listParameters,
  messageParameters,
  NO_LIST_FILTERS,
  parseListFilters,
  SORTS,
  searchWithList,
} from './listFilters.ts';

const SOME = {
  statuses: ['active', 'escalated'],
  customer: '+49 15',
  words: 'order & "late" =1',
  sort: '-slowest_response_ms',
} as const;

describe('filters of the list in the address', () => {
  it('come back as they went', () => {
    expect(parseListFilters(searchWithList('', SOME))).toEqual(SOME);
  });

  it.each(SORTS)('come back with the order %s', (sort) => {
    expect(parseListFilters(searchWithList('', { ...NO_LIST_FILTERS, sort })).sort).toBe(sort);
  });

  it('are none for an empty address, and none leave it empty', () => {
    expect(parseListFilters('')).toEqual(NO_LIST_FILTERS);
    expect(searchWithList('', NO_LIST_FILTERS)).toBe('');
  });

  it('replace those before and leave what else the address holds', () => {
    const search = searchWithList('range=7d&status=resolved&q=old&bot=1&bot=2&sort=started_at', {
      ...NO_LIST_FILTERS,
      words: 'new',
    });
    expect(search).toBe('range=7d&bot=1&bot=2&q=new');
  });

  it('are ignored if they are none', () => {
    expect(parseListFilters('status=gone&status=&sort=cost&customer=%20&q=')).toEqual(NO_LIST_FILTERS);
  });

  it('name a status once', () => {
    expect(parseListFilters('status=resolved&status=active&status=resolved').statuses).toEqual([
      'active',
      'resolved',
    ]);
  });

  it('are as long as the API takes them', () => {
    const filters = parseListFilters(`customer=${'1'.repeat(100)}&q=${'a'.repeat(300)}`);
    expect([filters.customer.length, filters.words.length]).toEqual([64, 200]);
  });
});

describe('filters of the list for the API', () => {
  it('are those of a request', () => {
    expect(address('/c', listParameters(SOME))).toBe(
      '/c?status=active&status=escalated&customer=%2B49+15&q=order+%26+%22late%22+%3D1&sort=-slowest_response_ms',
    );
    expect(address('/c', listParameters(NO_LIST_FILTERS))).toBe('/c?sort=-started_at');
  });

  it('have no order for messages', () => {
    expect(messageParameters(SOME)).not.toHaveProperty('sort');
  });
});
