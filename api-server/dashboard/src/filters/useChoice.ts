import { useCallback } from 'react';
import { useLocation, useSearch } from 'wouter';

/** One of several values that the address holds under a name; the first is the default and is not written there. */
export function useChoice<const Value extends string>(
  name: string,
  values: readonly [Value, ...Value[]],
): [Value, (value: Value) => void] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const held = new URLSearchParams(search).get(name);
  const [standard] = values;
  const choose = useCallback(
    (value: Value) => {
      const query = new URLSearchParams(search);
      query.delete(name);
      if (value !== standard) {
        query.set(name, value);
      }
      // Back leads to the view before, not through every way of looking at this one.
      navigate(query.size === 0 ? path : `${path}?${query}`, { replace: true });
    },
    [name, path, search, standard, navigate],
  );
  return [values.find((value) => value === held) ?? standard, choose];
}
