import { DEFAULT_RANGE, formatRange, parseRange, type Range } from './range.ts';

/** What every view is of. */
export interface Filters {
  readonly range: Range;
  /** Ids; empty for all bots. */
  readonly bots: readonly string[];
  /** An IANA time zone, or null for the organization's. */
  readonly zone: string | null;
}

export const NO_FILTERS: Filters = { range: DEFAULT_RANGE, bots: [], zone: null };

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export function parseFilters(search: string): Filters {
  const query = new URLSearchParams(search);
  return {
    range: parseRange(query.get('range')),
    bots: [...new Set(query.getAll('bot').map((id) => id.toLowerCase()))].filter((id) => UUID.test(id)),
    zone: zoneOf(query.get('tz')),
  };
}

/** The search of an address with these filters, and with what it held besides. */
export function searchWith(search: string, filters: Filters): string {
  const query = new URLSearchParams(search);
  query.delete('range');
  query.delete('bot');
  query.delete('tz');
  const range = formatRange(filters.range);
  if (range !== null) {
    query.set('range', range);
  }
  for (const bot of filters.bots) {
    query.append('bot', bot);
  }
  if (filters.zone !== null) {
    query.set('tz', filters.zone);
  }
  return query.toString();
}

function zoneOf(name: string | null): string | null {
  if (name === null) {
    return null;
  }
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone === '' ? null : name;
  } catch {
    return null;
  }
}
