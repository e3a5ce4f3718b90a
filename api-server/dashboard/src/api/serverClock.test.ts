import { describe, expect, it } from 'vitest';
import { ServerClock } from './serverClock.ts';

describe('the clock of the server', () => {
  it('is unknown until an answer tells', () => {
    const clock = new ServerClock();
    clock.note(null, 1_000, 2_000);
    clock.note('yesterday', 1_000, 2_000);
    expect(clock.at(5_000)).toBeNull();
  });

  it('is told whatever this device believes', () => {
    const clock = new ServerClock();
    const server = Date.parse('2026-03-02T10:41:12Z');
    const device = Date.parse('2024-01-01T00:00:00Z');
    clock.note('Mon, 02 Mar 2026 10:41:12 GMT', device - 100, device + 100);
    expect(clock.at(device + 60_000)).toBe(server + 60_000);
  });
});
