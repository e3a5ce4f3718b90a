import { formats } from '../format/index.ts';
import type { Quantity } from './series.ts';

/** A figure as it is read out in tables and beside the pointer. */
export function valueText(quantity: Quantity, value: number | null): string {
  switch (quantity) {
    case 'milliseconds':
      return formats.milliseconds(value);
    case 'seconds':
      return formats.duration(value);
    case 'percent':
      return formats.percent(value);
    case 'count':
      return formats.count(value);
    case 'dollars':
      return formats.money(value);
  }
}

/** A round figure at an axis, short. */
export function tickText(quantity: Quantity, value: number): string {
  if (value === 0) {
    return '0';
  }
  return quantity === 'count' ? formats.compact(value) : valueText(quantity, value);
}
