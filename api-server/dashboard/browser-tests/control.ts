import { controlUrl } from './environment.ts';

/** A part of the stack that can be made to stand still: it keeps its connections and answers nothing. */
export type Part = 'postgres' | 'redis';

/** Which token is to be made. */
export interface TokenWish {
  role?: 'admin' | 'analyst' | 'viewer';
  /** How many seconds it is valid. */
  expires?: number;
  /** The organization it is for, unless it is the one that has data. */
  organization?: string;
}

/** Does to the stack what a page cannot. */
export class Control {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Stops the server that the page came from; what it would have stored or sent is not lost. */
  async stopApi(): Promise<void> {
    await this.#ask('POST', 'api/stop');
  }

  /** Starts the server again, at the same address, and waits until it is ready. */
  async startApi(): Promise<void> {
    await this.#ask('POST', 'api/start');
  }

  async pause(part: Part): Promise<void> {
    await this.#ask('POST', `${part}/pause`);
  }

  async resume(part: Part): Promise<void> {
    await this.#ask('POST', `${part}/resume`);
  }

  /** The rows of a SELECT over all tables and organizations, with numbers as numbers. */
  async sql<Row>(select: string): Promise<Row[]> {
    return JSON.parse(await this.#ask('POST', 'sql', select));
  }

  async token(wish: TokenWish): Promise<string> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(wish)) {
      query.set(name, String(value));
    }
    return this.#ask('POST', `token?${query}`);
  }

  /**
   * Has customers of the organization talk at this many events a second, of which almost each is a frame. Answers when
   * it has begun; {@link stopTraffic} ends it earlier.
   */
  async startTraffic(eventsPerSecond: number, seconds: number): Promise<void> {
    await this.#ask('POST', `traffic?rate=${eventsPerSecond}&seconds=${seconds}`);
  }

  /** Ends the traffic, and tells how many events were sent. */
  async stopTraffic(): Promise<number> {
    return JSON.parse(await this.#ask('DELETE', 'traffic')).sent;
  }

  /** Puts back in order what a test may have left. */
  async tidy(): Promise<void> {
    await this.#ask('POST', 'tidy');
  }

  async #ask(method: string, path: string, body?: string): Promise<string> {
    const answer = await fetch(new URL(path, this.#url), body === undefined ? { method } : { method, body });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    return text;
  }
}

/** Null when a person has started the stack. */
export const control = controlUrl === undefined ? null : new Control(controlUrl);
