/** The clock and the timers, and chance: in tests, others than the browser's. */
export interface Timing {
  /** Milliseconds since 1970, of this device's clock. */
  now(): number;
  /** Runs something once; the answer calls it off. */
  after(millis: number, run: () => void): () => void;
  /** From 0 to below 1. */
  random(): number;
}

export const browserTiming: Timing = {
  now: () => Date.now(),
  after: (millis, run) => {
    const timer = setTimeout(run, millis);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
