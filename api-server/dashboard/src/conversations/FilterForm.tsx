import { type FormEvent, useId } from 'react';
import { texts } from '../texts/index.ts';
import {
  type ListFilters,
  MOST_CUSTOMER_LETTERS,
  MOST_WORDS_LETTERS,
  STATUSES,
  type Status,
} from './listFilters.ts';
import { useTypedText } from './useTypedText.ts';

interface FilterFormProps {
  filters: ListFilters;
  /** `goesOn` if it is part of the change before. */
  onChange: (changed: Partial<ListFilters>, goesOn?: boolean) => void;
  customerFault: string | null;
}

/** Narrows the list down. There is nothing to send: what is chosen or typed is used at once. */
export function FilterForm({ filters, onChange, customerFault }: FilterFormProps) {
  const { conversations: words } = texts;
  const customer = useTypedText(filters.customer, (text, goesOn) => onChange({ customer: text }, goesOn));
  const searched = useTypedText(filters.words, (text, goesOn) => onChange({ words: text }, goesOn));
  const id = useId();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    customer.finish();
    searched.finish();
  };
  const toggle = (status: Status) => {
    const { statuses } = filters;
    onChange({
      statuses: STATUSES.filter((known) =>
        known === status ? !statuses.includes(known) : statuses.includes(known),
      ),
    });
  };

  return (
    <search>
      <form className="conversations-form" onSubmit={submit}>
        <div className="conversations-field">
          <label htmlFor={`${id}-words`}>{words.words}</label>
          <input
            id={`${id}-words`}
            className="field"
            type="search"
            enterKeyHint="search"
            autoComplete="off"
            maxLength={MOST_WORDS_LETTERS}
            placeholder={words.wordsHint}
            value={searched.text}
            onChange={searched.onChange}
            onBlur={searched.finish}
          />
        </div>
        <div className="conversations-field">
          <label htmlFor={`${id}-customer`}>{words.customer}</label>
          <input
            id={`${id}-customer`}
            className="field"
            type="search"
            inputMode="tel"
            enterKeyHint="search"
            autoComplete="off"
            maxLength={MOST_CUSTOMER_LETTERS}
            placeholder={words.customerHint}
            value={customer.text}
            aria-invalid={customerFault !== null}
            aria-describedby={`${id}-fault`}
            onChange={customer.onChange}
            onBlur={customer.finish}
          />
          <p id={`${id}-fault`} className="fault">
            {customerFault}
          </p>
        </div>
        <fieldset className="conversations-field">
          <legend>{words.status}</legend>
          <div className="conversations-statuses">
            {STATUSES.map((status) => (
              <button
                key={status}
                type="button"
                className="button conversations-toggle"
                aria-pressed={filters.statuses.includes(status)}
                onClick={() => toggle(status)}
              >
                {words.statuses[status]}
              </button>
            ))}
          </div>
        </fieldset>
        {/* Without one, Enter would send nothing in a form of two fields. */}
        <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true" />
      </form>
    </search>
  );
}
