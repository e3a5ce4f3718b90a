import { describe, expect, it } from 'vitest';
import { inParallel } from './inParallel.ts';

describe('work in parallel', () => {
  it('runs as many at a time as it may, and keeps the order', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([5, 1, 4, 2, 3, 0, 6], 3, async (turns) => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < turns; turn += 1) {
        await Promise.resolve();
      }
      running -= 1;
      return turns * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30, 0, 60]);
    expect(most).toBe(3);
  });

  it('begins no more after a failure', async () => {
    const begun: number[] = [];
    const work = inParallel([1, 2, 3, 4, 5, 6], 2, async (thing) => {
      begun.push(thing);
      await Promise.resolve();
      if (thing === 2) {
        throw new Error('no answer');
      }
    });
    await expect(work).rejects.toThrow('no answer');
    expect(begun.length).toBeLessThan(5);
  });

  it('of nothing is nothing', async () => {
    expect(await inParallel([], 6, async () => 1)).toEqual([]);
  });
});
