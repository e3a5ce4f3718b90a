import { describe, expect, it } from 'vitest';
import { ApiProblem, Unreachable } from '../api/problem.ts';
import { texts } from '../texts/index.ts';
import { exportProblem } from './exportProblem.ts';
import { BrokenOff } from './receiveFile.ts';

const told = (error: unknown) => exportProblem(error, (seconds) => `${seconds} s`);
const problem = (status: number, retryAfter: number | null = null) =>
  new ApiProblem(status, { title: 'any', detail: 'there is no bot' }, retryAfter);

describe('why there is no file', () => {
  it.each([429, 503])('tells when to try again after a %i', (status) => {
    expect(told(problem(status, 5))).toBe(texts.exports.busyUntil('5 s'));
    expect(told(problem(status, 0))).toBe(texts.exports.busyUntil('1 s'));
    expect(told(problem(status))).toBe(texts.exports.busy);
  });

  it('tells what is wrong with the question', () => {
    expect(told(problem(404))).toContain('there is no bot');
    expect(told(problem(403))).toBe(texts.exports.forbidden);
  });

  it('tells a file that broke off from a server that is not there', () => {
    expect(told(new BrokenOff('early'))).toBe(texts.exports.brokenOff);
    expect(told(new Unreachable('down'))).toBe(texts.exports.unreachable);
    expect(told(new Error('any'))).toBe(texts.exports.failed);
  });
});
