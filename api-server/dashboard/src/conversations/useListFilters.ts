import { useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { searchWith } from '../filters/filters.ts';
import { useFilters } from '../filters/useFilters.ts';
import { type ListFilters, NO_LIST_FILTERS, parseListFilters, searchWithList } from './listFilters.ts';

/** The list's filters of the address, and ways to others. */
export function useListFilters() {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const { filters } = useFilters();
  const list = useMemo(() => parseListFilters(search), [search]);

  const go = (to: string, replace: boolean) => navigate(to === '' ? path : `${path}?${to}`, { replace });
  /** `replace` for what goes on with the change before: back shall not lead through its steps. */
  const change = (changed: Partial<ListFilters>, replace = false) =>
    go(searchWithList(search, { ...list, ...changed }), replace);
  /** Shows all conversations of the time, in the order in use. */
  const clear = () =>
    go(
      searchWithList(searchWith(search, { ...filters, bots: [] }), { ...NO_LIST_FILTERS, sort: list.sort }),
      false,
    );
  return { list, change, clear };
}
