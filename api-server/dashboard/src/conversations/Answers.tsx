import { formats } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import type { Conversation } from './conversations.ts';

/** How the bot's answers went, by count. */
export function Answers({ conversation }: { conversation: Conversation }) {
  const { conversations: words } = texts;
  const { successful_responses: good, fallback_responses: fallback, failed_responses: failed } = conversation;
  if (good + fallback + failed === 0) {
    return words.noAnswers;
  }
  return (
    <span className="answers">
      <span>{words.success(formats.count(good))}</span>
      {fallback > 0 && <span className="answers-fallback">{words.fallback(formats.count(fallback))}</span>}
      {failed > 0 && <span className="answers-failed">{words.failed(formats.count(failed))}</span>}
    </span>
  );
}
