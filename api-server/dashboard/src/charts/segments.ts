import type { Bucket } from './buckets.ts';

/** A piece of a line without a gap, from one bucket to another, both included; a lone point begins where it ends. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** It leads to buckets that are still counting. */
  readonly isCounting: boolean;
}

/** Splits a line where there is no value, and where what is still counting begins. */
export function segmentsOf(values: readonly (number | null)[], buckets: readonly Bucket[]): Segment[] {
  const segments: Segment[] = [];
  let from = -1;
  for (let index = 0; index <= values.length; index += 1) {
    const isThere = (values[index] ?? null) !== null;
    if (isThere && from < 0) {
      from = index;
    } else if (!isThere && from >= 0) {
      segments.push(...splitAtProgress(from, index - 1, buckets));
      from = -1;
    }
  }
  return segments;
}

function splitAtProgress(from: number, to: number, buckets: readonly Bucket[]): Segment[] {
  let lastComplete = to;
  while (lastComplete >= from && buckets[lastComplete]?.isCounting) {
    lastComplete -= 1;
  }
  const pieces: Segment[] = [];
  if (lastComplete >= from) {
    pieces.push({ from, to: lastComplete, isCounting: false });
  }
  if (lastComplete < to) {
    // From the last complete point on, so that the line does not break where nothing is missing.
    pieces.push({ from: Math.max(from, lastComplete), to, isCounting: true });
  }
  return pieces;
}
