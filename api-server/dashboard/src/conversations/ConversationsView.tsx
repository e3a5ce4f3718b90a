import { texts } from '../texts/index.ts';

/** The conversations of a filter. */
export function ConversationsView() {
  return <h1>{texts.shell.conversations}</h1>;
}
