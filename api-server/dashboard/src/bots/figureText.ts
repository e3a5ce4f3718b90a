import type { Quantity } from '../charts/series.ts';
import { valueText } from '../charts/values.ts';
import type { BotRow, Column } from './comparison.ts';

const QUANTITIES: Readonly<Record<Exclude<Column, 'name'>, Quantity>> = {
  messages: 'count',
  conversations: 'count',
  p50: 'milliseconds',
  p95: 'milliseconds',
  p99: 'milliseconds',
  avg: 'milliseconds',
  success: 'percent',
  fallback: 'percent',
  handoff: 'percent',
  cost: 'dollars',
};

/** A figure of a bot, as it is read. */
export function figureText(row: BotRow, column: Exclude<Column, 'name'>): string {
  return valueText(QUANTITIES[column], row[column]);
}
