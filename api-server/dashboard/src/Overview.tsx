import { texts } from './texts/index.ts';

/** How the bots are doing now and over the chosen time. */
export function Overview() {
  return <h1>{texts.shell.overview}</h1>;
}
