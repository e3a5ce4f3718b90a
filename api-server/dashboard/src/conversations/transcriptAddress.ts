import { conversationPath, VIEWS } from '../shell/views.ts';
import { parseListFilters } from './listFilters.ts';

const ANSWER = 'answer';
const SLOWEST = 'slowest';

/** Where a conversation is shown that is in a list of this search: it leads back to that list. */
export function transcriptAddress(conversationId: string, search: string): string {
  const query = new URLSearchParams(search);
  if (parseListFilters(search).sort === '-slowest_response_ms') {
    // Who looks for what is slow wants to see it at once.
    query.set(ANSWER, SLOWEST);
  }
  return withQuery(conversationPath(conversationId), query);
}

/** The list that a conversation of this search was in. */
export function listAddress(search: string): string {
  const query = new URLSearchParams(search);
  query.delete(ANSWER);
  return withQuery(VIEWS.conversations, query);
}

export function wantsSlowest(search: string): boolean {
  return new URLSearchParams(search).get(ANSWER) === SLOWEST;
}

function withQuery(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
