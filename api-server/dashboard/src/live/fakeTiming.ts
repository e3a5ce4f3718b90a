import type { Timing } from './timing.ts';

/** Time that passes when a test says so. */
export class FakeTiming implements Timing {
  #now = 1_772_445_600_000;
  readonly #chance: () => number;
  #timers: { at: number; run: () => void }[] = [];

  constructor(chance: () => number = () => 0.5) {
    this.#chance = chance;
  }

  now(): number {
    return this.#now;
  }

  after(millis: number, run: () => void): () => void {
    const timer = { at: this.#now + millis, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  random(): number {
    return this.#chance();
  }

  /** Lets time pass, and runs what is due in its order. */
  pass(millis: number): void {
    const end = this.#now + millis;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
      if (next === undefined) {
        break;
      }
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }
}
