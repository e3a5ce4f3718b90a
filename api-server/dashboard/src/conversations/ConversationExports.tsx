import type { Parameters } from '../api/client.ts';
import { ExportButton } from '../exports/ExportButton.tsx';
import type { Filters } from '../filters/filters.ts';
import { needsZone, rangeParameters } from '../filters/range.ts';
import { texts } from '../texts/index.ts';
import { type ListFilters, listParameters, messageParameters } from './listFilters.ts';

interface ConversationExportsProps {
  filters: Filters;
  list: ListFilters;
  zone: string | null;
  /** What the list on screen was asked for with, if there is one. */
  range: Parameters | undefined;
}

/** The files of a filter. */
export function ConversationExports({ filters, list, zone, range }: ConversationExportsProps) {
  const words = texts.conversations.exports;
  if (needsZone(filters.range) && zone === null) {
    return null;
  }
  const asked = {
    ...(range ?? rangeParameters(filters.range, zone ?? 'UTC', Date.now())),
    bot_id: filters.bots,
  };
  return (
    <div className="conversations-exports">
      <p className="note">{words.hint}</p>
      <ExportButton
        path="/api/export/conversations.csv"
        parameters={{ ...asked, ...listParameters(list) }}
        label={words.conversations}
      />
      <ExportButton
        path="/api/export/messages.csv"
        parameters={{ ...asked, ...messageParameters(list) }}
        label={words.messages}
      />
    </div>
  );
}
