import type { Figures } from './frames.ts';

export type Measure = keyof Figures['trend'];
export type Direction = 'up' | 'down' | 'same';
export type Judgement = 'better' | 'worse' | 'neutral';

export interface Trend {
  readonly direction: Direction;
  readonly judgement: Judgement;
  /** In percent, never negative. */
  readonly size: number;
}

/** Which way is good; more customers who write are neither. */
const GOOD: Record<Measure, Direction | null> = {
  activeConversations: null,
  messagesPerHour: null,
  successRate: 'up',
  avgResponseTime: 'down',
  p50: 'down',
  p95: 'down',
  p99: 'down',
};
/** What would be written as 0 % is no change. */
const SMALLEST = 0.05;

/** What a change in percent means for a measure; null if there is nothing to compare. */
export function trendOf(measure: Measure, change: number | null): Trend | null {
  if (change === null) {
    return null;
  }
  if (Math.abs(change) < SMALLEST) {
    return { direction: 'same', judgement: 'neutral', size: 0 };
  }
  const direction = change > 0 ? 'up' : 'down';
  const good = GOOD[measure];
  let judgement: Judgement = 'neutral';
  if (good !== null) {
    judgement = direction === good ? 'better' : 'worse';
  }
  return { direction, judgement, size: Math.abs(change) };
}
