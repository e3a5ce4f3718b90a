import { describe, expect, it } from 'vitest';
import { BrokenOff, receiveFile } from './receiveFile.ts';

/** A body of these texts that ends, or fails with an error. */
function body(texts: string[], error?: unknown): ReadableStream<Uint8Array<ArrayBuffer>> {
  const left = [...texts];
  return new ReadableStream({
    pull(controller) {
      const text = left.shift();
      if (text !== undefined) {
        controller.enqueue(new TextEncoder().encode(text));
      } else if (error !== undefined) {
        controller.error(error);
      } else {
        controller.close();
      }
    },
  });
}

describe('a file that comes in', () => {
  it('is whole and in order, whatever is held at once', async () => {
    const texts = Array.from({ length: 100 }, (_, index) => `row ${index}\r\n`);
    for (const held of [1, 20, 1_000_000]) {
      const blob = await receiveFile(body(texts), () => undefined, held);
      expect(await blob.text()).toBe(texts.join(''));
    }
  });

  it('tells how much came', async () => {
    const seen: number[] = [];
    await receiveFile(body(['abc', 'de', 'ü']), (count) => seen.push(count));
    expect(seen).toEqual([3, 5, 7]);
  });

  it('may be empty', async () => {
    expect((await receiveFile(body([]), () => undefined)).size).toBe(0);
    expect((await receiveFile(null, () => undefined)).size).toBe(0);
  });

  it('is none if it breaks off', async () => {
    const broken = receiveFile(body(['a,b\r\n'], new TypeError('network error')), () => undefined);
    await expect(broken).rejects.toThrow(BrokenOff);
  });

  it('is none, and nothing broke, if it is cancelled', async () => {
    const cancelled = receiveFile(body(['a'], new DOMException('cancelled', 'AbortError')), () => undefined);
    await expect(cancelled).rejects.not.toThrow(BrokenOff);
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  });
});
