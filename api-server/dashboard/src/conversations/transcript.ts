import type { components } from '../api/contract.d.ts';
import { dayOf } from '../filters/range.ts';
import type { Conversation } from './conversations.ts';

export type Message = components['schemas']['Message'];

/** A message, and the day that begins with it. */
export interface Line {
  readonly message: Message;
  /** As yyyy-MM-dd, or null if the message before is of the same day. */
  readonly day: string | null;
}

/** Messages as they are shown below one another, in a time zone. `before` is the message before the first. */
export function linesOf(messages: readonly Message[], before: Message | null, zone: string): Line[] {
  let day = before === null ? null : dayOf(Date.parse(before.occurred_at), zone);
  return messages.map((message) => {
    const its = dayOf(Date.parse(message.occurred_at), zone);
    const line = { message, day: its === day ? null : its };
    day = its;
    return line;
  });
}

/**
 * The answer that took longest: the one that the conversation's own figure is of, the first if there are several. A
 * conversation that went on after a long pause counts anew, so a figure need not be of all that was said. Once all is
 * there and none fits, it is the slowest that is there.
 *
 * @param isWhole whether these are all messages
 */
export function slowestAnswer(
  messages: readonly Message[],
  {
    slowest_response_ms: slowest,
    started_at: startedAt,
  }: Pick<Conversation, 'slowest_response_ms' | 'started_at'>,
  isWhole: boolean,
): Message | null {
  const counted = messages.find(
    (message) =>
      slowest !== null &&
      message.response_time_ms === slowest &&
      Date.parse(message.occurred_at) >= Date.parse(startedAt),
  );
  if (counted !== undefined || !isWhole) {
    return counted ?? null;
  }
  return messages.reduce<Message | null>(
    (found, message) =>
      message.response_time_ms !== null && message.response_time_ms > (found?.response_time_ms ?? -1)
        ? message
        : found,
    null,
  );
}

/** How long an answer took against the slowest, from 0 to 1. */
export function shareOfSlowest(responseMillis: number, slowestMillis: number | null): number {
  return slowestMillis === null || slowestMillis === 0 ? 0 : Math.min(1, responseMillis / slowestMillis);
}

/** The API takes no longer range. */
const LONGEST_RANGE_MILLIS = 3_660 * 86_400_000;

/**
 * A range that holds all messages of a conversation, which may have begun before its figures did.
 *
 * @param first the first message, if there is one
 * @param last the last one that is known
 */
export function exportRange(
  conversation: Pick<Conversation, 'started_at' | 'ended_at' | 'last_message_at'>,
  first: Message | null,
  last: Message | null,
): { from: string; to: string } {
  const times = [
    conversation.started_at,
    conversation.ended_at,
    conversation.last_message_at,
    first?.occurred_at ?? null,
    last?.occurred_at ?? null,
  ].flatMap((time) => (time === null ? [] : [Date.parse(time)]));
  // The end of a range is not in it.
  const to = Math.max(...times) + 1;
  const from = Math.max(Math.min(...times), to - LONGEST_RANGE_MILLIS);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
