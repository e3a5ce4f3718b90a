import { useSyncExternalStore } from 'react';

/** One timer for all who show how much time has passed. */
class Ticks {
  readonly #millis: number;
  readonly #listeners = new Set<() => void>();
  #now = Date.now();
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(millis: number) {
    this.#millis = millis;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#timer === null) {
      this.#now = Date.now();
      this.#timer = setInterval(this.#tick, this.#millis);
      document.addEventListener('visibilitychange', this.#tick);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0 && this.#timer !== null) {
        clearInterval(this.#timer);
        this.#timer = null;
        document.removeEventListener('visibilitychange', this.#tick);
      }
    };
  };

  readonly now = (): number => this.#now;

  readonly #tick = (): void => {
    if (document.hidden) {
      return;
    }
    this.#now = Date.now();
    for (const listener of this.#listeners) {
      listener();
    }
  };
}

const coarse = new Ticks(5_000);
const fine = new Ticks(1_000);

/** The device's time, every 5 seconds. */
export function useCoarseNow(): number {
  return useSyncExternalStore(coarse.subscribe, coarse.now);
}

/** The device's time, every second. */
export function useFineNow(): number {
  return useSyncExternalStore(fine.subscribe, fine.now);
}
