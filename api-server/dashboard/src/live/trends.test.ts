import { describe, expect, it } from 'vitest';
import { trendOf } from './trends.ts';

describe('a trend', () => {
  it.each([
    ['avgResponseTime', -3.11, { direction: 'down', judgement: 'better', size: 3.11 }],
    ['avgResponseTime', 20, { direction: 'up', judgement: 'worse', size: 20 }],
    ['p50', -1, { direction: 'down', judgement: 'better', size: 1 }],
    ['p95', 4, { direction: 'up', judgement: 'worse', size: 4 }],
    ['p99', 4, { direction: 'up', judgement: 'worse', size: 4 }],
    ['successRate', 0.51, { direction: 'up', judgement: 'better', size: 0.51 }],
    ['successRate', -0.51, { direction: 'down', judgement: 'worse', size: 0.51 }],
    ['activeConversations', 20, { direction: 'up', judgement: 'neutral', size: 20 }],
    ['messagesPerHour', -15, { direction: 'down', judgement: 'neutral', size: 15 }],
  ] as const)('of %s by %d percent', (measure, change, trend) => {
    expect(trendOf(measure, change)).toEqual(trend);
  });

  it('is unknown if there is nothing to compare', () => {
    expect(trendOf('p99', null)).toBeNull();
  });

  it('is none if it would be written as zero', () => {
    expect(trendOf('p99', 0.04)).toEqual({ direction: 'same', judgement: 'neutral', size: 0 });
    expect(trendOf('p99', 0)?.direction).toBe('same');
    expect(trendOf('p99', 0.05)?.direction).toBe('up');
  });
});
