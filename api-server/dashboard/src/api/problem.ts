/** An answer other than the one that was asked for: a problem of RFC 9457, as the server describes it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly parameter: string | null;
  readonly requestId: string | null;
  /** When to ask again, or null if the server did not say. */
  readonly retryAfterSeconds: number | null;

  constructor(
    status: number,
    problem: { title?: unknown; detail?: unknown; parameter?: unknown; request_id?: unknown },
    retryAfterSeconds: number | null,
  ) {
    const title = typeof problem.title === 'string' ? problem.title : String(status);
    super(title);
    this.status = status;
    this.title = title;
    this.detail = typeof problem.detail === 'string' ? problem.detail : '';
    this.parameter = typeof problem.parameter === 'string' ? problem.parameter : null;
    this.requestId = typeof problem.request_id === 'string' ? problem.request_id : null;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer came: the server or the way to it is down. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Whether the same request may well be answered in a moment. */
export function isTemporary(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof ApiProblem && [429, 503].includes(error.status));
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  let problem: unknown = null;
  try {
    problem = await response.json();
  } catch {
    // What stands between page and server may answer with anything.
  }
  return new ApiProblem(
    response.status,
    typeof problem === 'object' && problem !== null ? problem : {},
    Number.isFinite(retryAfter) ? retryAfter : null,
  );
}
