import type { components } from '../api/contract.d.ts';
import { type Bucket, bucketsOf, type Interval, type Meta } from './buckets.ts';

/** What a number is of, and so how it is written and where an axis has its ticks. */
export type Quantity = 'milliseconds' | 'seconds' | 'percent' | 'count' | 'dollars';

/** One figure in every bucket; null where there is none. */
export interface Series<Id extends string = string> {
  readonly id: Id;
  readonly quantity: Quantity;
  readonly values: readonly (number | null)[];
}

/** What a chart over time draws, says and exports. */
export interface TimeChart<Id extends string = string> {
  readonly buckets: readonly Bucket[];
  readonly zone: string;
  readonly interval: Interval;
  /** Drawn, all of one quantity. */
  readonly series: readonly Series<Id>[];
  /** Told beside them. */
  readonly details: readonly Series<Id>[];
}

type Schemas = components['schemas'];

export type ResponseTimeId = 'p50' | 'p95' | 'p99' | 'avg' | 'count';

export function responseTimes(answer: Schemas['ResponseTimes']): TimeChart<ResponseTimeId> {
  const { data, meta } = answer;
  return chartOf(data, meta, ['p50', 'p95', 'p99', 'avg'], 'milliseconds', [['count', 'count']]);
}

export type VolumeId = 'inbound' | 'outbound';

export function messageVolume(answer: Schemas['MessageVolume']): TimeChart<VolumeId> {
  return chartOf(answer.data, answer.meta, ['inbound', 'outbound'], 'count', []);
}

export type RateId = 'success_rate' | 'error_rate' | 'fallback_rate' | 'handoff_rate' | 'count';

export function rates(answer: Schemas['SuccessRate']): TimeChart<RateId> {
  const drawn = ['success_rate', 'error_rate', 'fallback_rate', 'handoff_rate'] as const;
  return chartOf(answer.data, answer.meta, drawn, 'percent', [['count', 'count']]);
}

export type DurationId = 'avg' | 'count';

export function durations(answer: Schemas['ConversationDuration']): TimeChart<DurationId> {
  return chartOf(answer.data, answer.meta, ['avg'], 'seconds', [['count', 'count']]);
}

export const USAGES = {
  cost: { columns: ['estimated_cost_usd'], quantity: 'dollars' },
  messages: { columns: ['messages_received', 'messages_sent'], quantity: 'count' },
  customers: { columns: ['active_users'], quantity: 'count' },
} as const satisfies Record<string, { columns: readonly UsageId[]; quantity: Quantity }>;
export type UsageChoice = keyof typeof USAGES;
export type UsageId = 'estimated_cost_usd' | 'messages_received' | 'messages_sent' | 'active_users';

export function usage(answer: Schemas['Usage'], choice: UsageChoice): TimeChart<UsageId> {
  const { columns, quantity } = USAGES[choice];
  const rows = answer.data.map((row) => ({ ...row, time: row.hour }));
  return chartOf<UsageId>(rows, answer.meta, columns, quantity, []);
}

export function sumOf(values: readonly (number | null)[]): number {
  return values.reduce((sum: number, value) => sum + (value ?? 0), 0);
}

/** Whether there is nothing to draw: no value, or counts of nothing throughout. */
export function isEmpty(chart: TimeChart): boolean {
  const hasZero = (quantity: Quantity) => quantity === 'count' || quantity === 'dollars';
  return chart.series.every(({ values, quantity }) =>
    values.every((value) => value === null || (hasZero(quantity) && value === 0)),
  );
}

function chartOf<Id extends string>(
  rows: readonly ({ readonly time: string } & Readonly<Record<Id, number | null>>)[],
  meta: Meta,
  drawn: readonly Id[],
  quantity: Quantity,
  told: readonly (readonly [Id, Quantity])[],
): TimeChart<Id> {
  const seriesOf = (id: Id, of: Quantity): Series<Id> => ({
    id,
    quantity: of,
    values: rows.map((row) => row[id]),
  });
  return {
    buckets: bucketsOf(
      rows.map((row) => row.time),
      meta,
    ),
    zone: meta.tz,
    interval: meta.interval,
    series: drawn.map((id) => seriesOf(id, quantity)),
    details: told.map(([id, of]) => seriesOf(id, of)),
  };
}
