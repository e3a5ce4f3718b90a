import { ApiProblem, Unreachable } from '../api/problem.ts';
import { texts } from '../texts/index.ts';
import { BrokenOff } from './receiveFile.ts';

/** Why there is no file, and what to do. `duration` writes seconds. */
export function exportProblem(error: unknown, duration: (seconds: number) => string): string {
  const { exports } = texts;
  if (error instanceof BrokenOff) {
    return exports.brokenOff;
  }
  if (error instanceof Unreachable) {
    return exports.unreachable;
  }
  if (!(error instanceof ApiProblem)) {
    return exports.failed;
  }
  switch (error.status) {
    case 400:
    case 404:
      return exports.refused(error.detail);
    case 403:
      return exports.forbidden;
    case 429:
    case 503:
      return error.retryAfterSeconds === null
        ? exports.busy
        : exports.busyUntil(duration(Math.max(1, error.retryAfterSeconds)));
    default:
      return exports.failed;
  }
}
