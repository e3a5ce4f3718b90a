import { adminToken, pageUrl } from './environment.ts';

/** What the server answers to a program, to compare the page with. */
export async function answer<Answer>(path: string, token = adminToken): Promise<Answer> {
  const response = await fetch(new URL(path, pageUrl), { headers: { Authorization: `Bearer ${token}` } });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  return response.json() as Promise<Answer>;
}

/** A conversation, as far as tests look at it. */
export interface Conversation {
  conversation_id: string;
  bot_id: string;
  customer_phone: string;
  slowest_response_ms: number | null;
  status: string;
}

export interface Page<Row> {
  data: Row[];
  next_cursor: string | null;
}
