import { useRef } from 'react';
import { texts } from '../texts/index.ts';
import type { ListFilters } from './listFilters.ts';

interface FilterChipsProps {
  list: ListFilters;
  bots: readonly string[];
  nameOf: (bot: string) => string;
  onChange: (changed: Partial<ListFilters>) => void;
  onChangeBots: (bots: readonly string[]) => void;
  onClear: () => void;
}

/** The filters in use, each with a way to be rid of it. */
export function FilterChips({ list, bots, nameOf, onChange, onChangeBots, onClear }: FilterChipsProps) {
  const { conversations: words } = texts;
  const box = useRef<HTMLDivElement>(null);
  const chips: { name: string; value: string; remove: () => void }[] = [
    ...bots.map((bot) => ({
      name: words.bot,
      value: nameOf(bot),
      remove: () => onChangeBots(bots.filter((other) => other !== bot)),
    })),
    ...list.statuses.map((status) => ({
      name: words.status,
      value: words.statuses[status],
      remove: () => onChange({ statuses: list.statuses.filter((other) => other !== status) }),
    })),
  ];
  if (list.words !== '') {
    chips.push({ name: words.words, value: list.words, remove: () => onChange({ words: '' }) });
  }
  if (list.customer !== '') {
    chips.push({ name: words.customer, value: list.customer, remove: () => onChange({ customer: '' }) });
  }
  // The button is gone once it is pressed: the focus must not be lost with it.
  const afterwardsStay = (act: () => void) => () => {
    act();
    box.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div ref={box} tabIndex={-1} className="conversations-chips" role="group" aria-label={words.active}>
      {chips.map(({ name, value, remove }) => (
        <button
          key={`${name} ${value}`}
          type="button"
          className="button button-small conversations-chip"
          onClick={afterwardsStay(remove)}
        >
          <span className="visually-hidden">{words.remove} </span>
          <span className="ellipsis" dir="auto">
            {words.chip(name, value)}
          </span>
          <span aria-hidden="true">×</span>
        </button>
      ))}
      {chips.length > 0 && (
        <button type="button" className="button button-small button-plain" onClick={afterwardsStay(onClear)}>
          {words.clear}
        </button>
      )}
    </div>
  );
}
