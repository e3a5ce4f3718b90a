import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { FAILED, FOLDER } from './screenshots.ts';

/** Removes what the tests of an earlier run have left when they failed. */
export default function forgetFailures(): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const name of readdirSync(FOLDER).filter((each) => each.startsWith(FAILED))) {
    rmSync(FOLDER + name);
  }
}
