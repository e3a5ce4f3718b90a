import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type Filters, parseFilters, searchWith } from './filters.ts';

/** The filters of the address, and ways to other addresses; the address is the only place that holds them. */
export function useFilters() {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const filters = useMemo(() => parseFilters(search), [search]);

  /** Goes to the same view with other filters; back leads to what was before. */
  const change = useCallback(
    (changed: Partial<Filters>) => {
      navigate(withSearch(path, searchWith(search, { ...filters, ...changed })));
    },
    [path, search, filters, navigate],
  );

  /** The address of another view with the same filters, or some others, and with what else that view takes. */
  const addressOf = useCallback(
    (view: string, changed: Partial<Filters> = {}, others: Readonly<Record<string, string>> = {}) =>
      withSearch(view, searchWith(new URLSearchParams(others).toString(), { ...filters, ...changed })),
    [filters],
  );

  return { filters, change, addressOf };
}

function withSearch(path: string, search: string): string {
  return search === '' ? path : `${path}?${search}`;
}
