import { formats } from '../format/index.ts';
import { texts } from '../texts/index.ts';

/** Which days of UTC the figures are of. */
export function daysText({ first, last }: { first: string; last: string }): string {
  const text = (day: string) => formats.date(Date.parse(`${day}T00:00:00Z`), 'UTC');
  return texts.bots.days(text(first), text(last));
}
