import type { Column } from '../../bots/comparison.ts';

export const bots = {
  title: 'Bots',
  compared: 'Bots compared',
  columns: {
    name: 'Bot',
    messages: 'Messages',
    conversations: 'Conversations',
    p50: 'p50',
    p95: 'p95',
    p99: 'p99',
    avg: 'Average',
    success: 'Success',
    fallback: 'Fallbacks',
    handoff: 'Handoffs',
    cost: 'Cost',
  } satisfies Record<Column, string>,
  slowest: 'Slowest',
  within: (time: string) => `95 % of answers within ${time}`,
  seeSlowest: 'See its slowest conversations',
  days: (first: string, last: string) =>
    first === last ? `Whole UTC day: ${first}.` : `Whole UTC days: ${first} – ${last}.`,
  busiest: (count: string, all: string) => `The ${count} busiest of ${all} bots; the CSV has all.`,
  caption: 'Bots compared. Each name leads to the slowest conversations of the bot.',
  sortBy: 'Sort by',
  ascending: 'Smallest first',
  descending: 'Largest first',
  none: { title: 'No bots yet', detail: 'A bot appears here with its first message.' },
  metric: 'Compare by',
  metrics: { p95: 'Slowest', messages: 'Busiest', success: 'Least success' },
  metricColumns: { p95: 'p95 response time', messages: 'Messages', success: 'Success' },
  all: 'All bots',
} as const;
