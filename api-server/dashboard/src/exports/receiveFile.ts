/** The file ended before its end: what came is not whole. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

/** So much is held in this page's own memory; what is older is the browser's to keep, on disk if it is large. */
const HELD_BYTES = 4 * 1024 * 1024;

/**
 * The whole of a body as it comes in, without ever holding all of it in the page's memory.
 *
 * @param onBytes hears how many came so far, after each piece
 */
export async function receiveFile(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  onBytes: (count: number) => void,
  held = HELD_BYTES,
): Promise<Blob> {
  const kept: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let heldNow = 0;
  let count = 0;
  const reader = body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await next(reader);
    if (done) {
      break;
    }
    pieces.push(value);
    heldNow += value.byteLength;
    count += value.byteLength;
    if (heldNow >= held) {
      kept.push(new Blob(pieces));
      pieces = [];
      heldNow = 0;
    }
    onBytes(count);
  }
  return new Blob([...kept, ...pieces], { type: 'text/csv;charset=utf-8' });
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>) {
  try {
    return await reader.read();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw error;
    }
    throw new BrokenOff('the body ended early', { cause: error });
  }
}
