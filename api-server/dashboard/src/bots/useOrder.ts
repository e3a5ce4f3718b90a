import { useLocation, useSearch } from 'wouter';
import { type Order, parseOrder, writeOrder } from './comparison.ts';

/** The order of the address, and a way to another one. */
export function useOrder(): [Order, (order: Order) => void] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const change = (order: Order) => {
    const query = new URLSearchParams(search);
    writeOrder(query, order);
    navigate(query.size === 0 ? path : `${path}?${query}`, { replace: true });
  };
  return [parseOrder(new URLSearchParams(search)), change];
}
