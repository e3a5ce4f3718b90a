import type { Parameters } from '../api/client.ts';

export const STATUSES = ['active', 'resolved', 'unresolved', 'escalated'] as const;
export type Status = (typeof STATUSES)[number];

export const SORTS = [
  '-started_at',
  'started_at',
  '-duration_seconds',
  'duration_seconds',
  '-slowest_response_ms',
] as const;
export type Sort = (typeof SORTS)[number];

export const DEFAULT_SORT: Sort = '-started_at';
/** As long as the API takes them. */
export const MOST_CUSTOMER_LETTERS = 64;
export const MOST_WORDS_LETTERS = 200;

/** What the list of conversations is of, besides what every view is of. */
export interface ListFilters {
  /** Empty for any. */
  readonly statuses: readonly Status[];
  /** Part of the phone; empty for any. */
  readonly customer: string;
  /** All in one message; empty for any. */
  readonly words: string;
  readonly sort: Sort;
}

export const NO_LIST_FILTERS: ListFilters = { statuses: [], customer: '', words: '', sort: DEFAULT_SORT };

/** What an address holds; what is no filter is left out, so that no address breaks the page. */
export function parseListFilters(search: string): ListFilters {
  const query = new URLSearchParams(search);
  const statuses = query.getAll('status');
  return {
    statuses: STATUSES.filter((status) => statuses.includes(status)),
    customer: textOf(query.get('customer'), MOST_CUSTOMER_LETTERS),
    words: textOf(query.get('q'), MOST_WORDS_LETTERS),
    sort: SORTS.find((sort) => sort === query.get('sort')) ?? DEFAULT_SORT,
  };
}

/** The search of an address with these filters, and with what it held besides. */
export function searchWithList(search: string, { statuses, customer, words, sort }: ListFilters): string {
  const query = new URLSearchParams(search);
  for (const name of ['status', 'customer', 'q', 'sort']) {
    query.delete(name);
  }
  for (const status of statuses) {
    query.append('status', status);
  }
  if (customer !== '') {
    query.set('customer', customer);
  }
  if (words !== '') {
    query.set('q', words);
  }
  if (sort !== DEFAULT_SORT) {
    query.set('sort', sort);
  }
  return query.toString();
}

/** As the API takes them. */
export function listParameters({ statuses, customer, words, sort }: ListFilters): Parameters {
  return { status: statuses, customer, q: words, sort };
}

/** As the export of messages takes them, which has one order only. */
export function messageParameters({ statuses, customer, words }: ListFilters): Parameters {
  return { status: statuses, customer, q: words };
}

function textOf(text: string | null, most: number): string {
  return (text ?? '').slice(0, most).trim();
}
