import { useSyncExternalStore } from 'react';

/** A table of ten columns needs so much. */
const wide = () => matchMedia('(min-width: 80rem)');

export function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = wide();
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => wide().matches,
  );
}
