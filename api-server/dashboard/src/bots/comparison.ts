import type { components } from '../api/contract.d.ts';

type Summary = components['schemas']['BotPerformance']['summary'];

/** A bot and its figures over some days. */
export interface BotRow {
  readonly id: string;
  readonly name: string;
  readonly messages: number | null;
  readonly conversations: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly avg: number | null;
  readonly success: number | null;
  readonly fallback: number | null;
  readonly handoff: number | null;
  readonly cost: number | null;
}

export const COLUMNS = [
  'name',
  'messages',
  'conversations',
  'p50',
  'p95',
  'p99',
  'avg',
  'success',
  'fallback',
  'handoff',
  'cost',
] as const satisfies readonly (keyof BotRow)[];
export type Column = (typeof COLUMNS)[number];

export function rowOf(id: string, name: string, summary: Summary): BotRow {
  return {
    id,
    name,
    messages: summary.total_messages,
    conversations: summary.total_conversations,
    p50: summary.p50_response_time_ms,
    p95: summary.p95_response_time_ms,
    p99: summary.p99_response_time_ms,
    avg: summary.avg_response_time_ms,
    success: summary.success_rate,
    fallback: summary.fallback_rate,
    handoff: summary.handoff_rate,
    cost: summary.total_cost_usd,
  };
}

export interface Order {
  readonly by: Column;
  readonly isDescending: boolean;
}

/** The slowest first. */
export const DEFAULT_ORDER: Order = { by: 'p95', isDescending: true };

/** What the address holds of it: `by`, and `dir` if it is not the column's own way round. */
export function parseOrder(query: URLSearchParams): Order {
  const by = COLUMNS.find((column) => column === query.get('by')) ?? DEFAULT_ORDER.by;
  const direction = query.get('dir');
  return {
    by,
    isDescending: direction === 'asc' || direction === 'desc' ? direction === 'desc' : by !== 'name',
  };
}

export function writeOrder(query: URLSearchParams, { by, isDescending }: Order): void {
  query.delete('by');
  query.delete('dir');
  if (by !== DEFAULT_ORDER.by) {
    query.set('by', by);
  }
  if (isDescending !== (by !== 'name')) {
    query.set('dir', isDescending ? 'desc' : 'asc');
  }
}

/** The order after a column was chosen: its own way round, or the other way if it was chosen before. */
export function orderAfter(order: Order, chosen: Column): Order {
  return chosen === order.by
    ? { by: chosen, isDescending: !order.isDescending }
    : { by: chosen, isDescending: chosen !== 'name' };
}

/** Bots without the figure come last in either direction, equal ones by name. */
export function sorted(rows: readonly BotRow[], { by, isDescending }: Order): BotRow[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [one[by], other[by]];
    if (a === null || b === null) {
      return a === b ? byName(one, other) : a === null ? 1 : -1;
    }
    const difference = typeof a === 'string' || typeof b === 'string' ? byName(one, other) : a - b;
    return difference === 0 ? byName(one, other) : sign * difference;
  });
}

function byName(one: BotRow, other: BotRow): number {
  return one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1);
}

/** The bot whose answers take longest, if any answered. */
export function slowest(rows: readonly BotRow[]): BotRow | null {
  const [first] = sorted(rows, DEFAULT_ORDER);
  return first === undefined || first.p95 === null ? null : first;
}

/** More would be many requests for bots that hardly anybody talks to. */
export const MOST_BOTS = 60;

/** Whom to compare: the chosen bots, else all of them, those with the most messages first, as far as there is room. */
export function botsToCompare(
  chosen: readonly string[],
  busiest: readonly string[],
  known: readonly string[],
): { ids: readonly string[]; all: number } {
  const all = chosen.length > 0 ? chosen : [...new Set([...busiest, ...known])];
  // In an order of their own, so that the same bots are the same question.
  return { ids: all.slice(0, MOST_BOTS).sort(), all: all.length };
}
