import { texts } from '../texts/index.ts';

/** The bots compared. */
export function BotsView() {
  return <h1>{texts.shell.bots}</h1>;
}
