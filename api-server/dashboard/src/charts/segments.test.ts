import { describe, expect, it } from 'vitest';
import type { Bucket } from './buckets.ts';
import { segmentsOf } from './segments.ts';

function buckets(count: number, counting = 0): Bucket[] {
  return Array.from({ length: count }, (_, index) => ({
    start: index,
    end: index + 1,
    from: index,
    to: index + 1,
    isCut: false,
    isCounting: index >= count - counting,
  }));
}

describe('segments of a line', () => {
  it('break where there is no value, and not at zero', () => {
    expect(segmentsOf([1, 0, null, null, 3, 4], buckets(6))).toEqual([
      { from: 0, to: 1, isCounting: false },
      { from: 4, to: 5, isCounting: false },
    ]);
  });

  it('keep a lone point between gaps', () => {
    expect(segmentsOf([null, 5, null], buckets(3))).toEqual([{ from: 1, to: 1, isCounting: false }]);
  });

  it('lead from the last complete point to what is still counting', () => {
    expect(segmentsOf([1, 2, 3, 4], buckets(4, 2))).toEqual([
      { from: 0, to: 1, isCounting: false },
      { from: 1, to: 3, isCounting: true },
    ]);
  });

  it('do not bridge a gap before what is still counting', () => {
    expect(segmentsOf([1, null, 3], buckets(3, 1))).toEqual([
      { from: 0, to: 0, isCounting: false },
      { from: 2, to: 2, isCounting: true },
    ]);
  });

  it('are none without values', () => {
    expect(segmentsOf([null, null], buckets(2))).toEqual([]);
    expect(segmentsOf([], [])).toEqual([]);
  });
});
