import { texts } from '../texts/index.ts';
import { SORTS, type Sort } from './listFilters.ts';

/** The order of the list, where there is no table whose head would offer it. */
export function SortSelect({ sort, onChange }: { sort: Sort; onChange: (sort: Sort) => void }) {
  return (
    <select
      className="field conversations-sort"
      aria-label={texts.conversations.sort}
      value={sort}
      onChange={(event) => {
        const chosen = SORTS.find((known) => known === event.target.value);
        if (chosen !== undefined) {
          onChange(chosen);
        }
      }}
    >
      {SORTS.map((known) => (
        <option key={known} value={known}>
          {texts.conversations.sorts[known]}
        </option>
      ))}
    </select>
  );
}
