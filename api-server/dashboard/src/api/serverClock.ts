/** Tells the server's time, however wrong this device's clock is. */
export class ServerClock {
  #ahead: number | null = null;

  /** Notes what an answer says in its `Date`, which is between the two moments of this device's clock. */
  note(date: string | null, askedAt: number, answeredAt: number): void {
    const time = date === null ? Number.NaN : Date.parse(date);
    if (!Number.isNaN(time)) {
      this.#ahead = time - (askedAt + answeredAt) / 2;
    }
  }

  /** What the server's clock shows when this device's shows `now`; null until it has said so. */
  at(now: number): number | null {
    return this.#ahead === null ? null : now + this.#ahead;
  }
}
