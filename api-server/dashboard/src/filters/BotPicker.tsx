import { useState } from 'react';
import { Popover } from '../parts/Popover.tsx';
import { texts } from '../texts/index.ts';
import { useBotNames, useBots } from './bots.ts';
import { useFilters } from './useFilters.ts';
import './filters.css';

/** More than this would be slow to draw, and nobody reads them: the search narrows them down. */
const MOST_SHOWN = 100;
/** Fewer need no search. */
const FEW = 8;

/** Chooses the bots that the views are of. */
export function BotPicker() {
  const { filters, change } = useFilters();
  const nameOf = useBotNames();
  const chosen = filters.bots;
  const [only] = chosen;
  let text: string = texts.filters.allBots;
  if (only !== undefined) {
    text = chosen.length === 1 ? nameOf(only) : texts.filters.manyBots(chosen.length);
  }
  return (
    <Popover
      className="bot-picker"
      name={`${texts.filters.bots}: ${text}`}
      label={<span className="ellipsis">{text}</span>}
    >
      {() => <BotChoices chosen={chosen} onChoose={(bots) => change({ bots })} />}
    </Popover>
  );
}

interface BotChoicesProps {
  chosen: readonly string[];
  onChoose: (bots: readonly string[]) => void;
}

function BotChoices({ chosen, onChoose }: BotChoicesProps) {
  const bots = useBots();
  const nameOf = useBotNames();
  const [search, setSearch] = useState('');
  if (bots.isError && bots.data === undefined) {
    return <p className="fault">{texts.filters.botsNotLoaded}</p>;
  }
  const known = (bots.data?.data ?? []).map((bot) => bot.bot_id);
  const all = [...new Set([...chosen, ...known])]
    .map((id) => ({ id, name: nameOf(id) }))
    .sort((one, other) => one.name.localeCompare(other.name));
  const words = search.trim().toLocaleLowerCase();
  const found = all.filter(
    ({ id, name }) => name.toLocaleLowerCase().includes(words) || id.startsWith(words),
  );
  return (
    <>
      {all.length > FEW && (
        <input
          className="field bot-search"
          type="search"
          aria-label={texts.filters.searchBots}
          placeholder={texts.filters.searchBots}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      {chosen.length > 0 && (
        <button type="button" className="button button-plain button-small" onClick={() => onChoose([])}>
          {texts.filters.clearBots}
        </button>
      )}
      {found.length === 0 && <p className="note">{texts.filters.noSuchBot}</p>}
      <ul className="choices">
        {found.slice(0, MOST_SHOWN).map(({ id, name }) => (
          <li key={id}>
            <label className="choice">
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={(event) =>
                  onChoose(event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
                }
              />
              {name}
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}
