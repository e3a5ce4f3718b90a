import type { Session } from '../session/session.ts';
import type { paths } from './contract.d.ts';
import { type ApiProblem, problemOf, Unreachable } from './problem.ts';
import { ServerClock } from './serverClock.ts';

/** The routes that answer with JSON, and what they answer. */
export type Answers = {
  [Path in keyof paths as paths[Path]['get'] extends Answering<unknown> ? Path : never]: AnswerOf<
    paths[Path]['get']
  >;
};
interface Answering<Body> {
  responses: { 200: { content: { 'application/json': Body } } };
}
type AnswerOf<Operation> = Operation extends Answering<infer Body> ? Body : never;

export type Parameters = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

/** The one place that talks to the server over HTTP. */
export class ApiClient {
  /** Set by every answer. */
  readonly clock = new ServerClock();
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** `path` as the contract has it; what stands in braces comes from `parts`. */
  async get<Path extends keyof Answers & string>(
    path: Path,
    parameters: Parameters = {},
    signal?: AbortSignal,
    parts: Readonly<Record<string, string>> = {},
  ): Promise<Answers[Path]> {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''));
    const response = await this.request(address(filled, parameters), signal);
    return response.json() as Promise<Answers[Path]>;
  }

  /** The answer of an address below this origin, or what went wrong as an exception. */
  async request(url: string, signal?: AbortSignal): Promise<Response> {
    const state = this.#session.state;
    const token = state.kind === 'signed in' ? state.token : '';
    const askedAt = Date.now();
    let response: Response;
    try {
      response = await fetch(url, {
        headers: { Authorization: `Bearer ${token}` },
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') {
        throw error;
      }
      throw new Unreachable('no answer', { cause: error });
    }
    this.clock.note(response.headers.get('Date'), askedAt, Date.now());
    if (!response.ok) {
      const problem = await problemOf(response);
      this.#endSession(problem, token);
      throw problem;
    }
    return response;
  }

  #endSession(problem: ApiProblem, token: string): void {
    const state = this.#session.state;
    // An answer to a token that has been renewed since says nothing of the new one.
    if (state.kind !== 'signed in' || state.token !== token) {
      return;
    }
    if (problem.status === 401) {
      this.#session.signOut(state.claims.expiresAt <= Date.now() ? 'expired' : 'refused');
    } else if (problem.status === 403 && problem.parameter === null) {
      // What a role may not ask for is named; without a name it is all of it.
      this.#session.signOut('not a member');
    }
  }
}

/** With its query; what is null, undefined or empty is left out, a list repeats its name. */
export function address(path: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') {
        query.append(name, String(one));
      }
    }
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
