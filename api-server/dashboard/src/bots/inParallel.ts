/** Does some work for each of many things, for a few of them at a time; the results are in the order of the things. */
export async function inParallel<Thing, Result>(
  things: readonly Thing[],
  most: number,
  work: (thing: Thing) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const entries = things.entries();
  let hasFailed = false;
  const worker = async () => {
    // One iterator for all workers: each takes what comes next.
    for (const [index, thing] of entries) {
      if (hasFailed) {
        return;
      }
      try {
        results[index] = await work(thing);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, things.length) }, worker));
  return results;
}
