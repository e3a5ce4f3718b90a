/** Moves places on a line apart so that neighbours keep a gap, each as near to where it wants to be as that allows. */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted
    .map((place, index) => ({ place, index }))
    .sort((one, other) => one.place - other.place);
  const placed: number[] = [];
  let next = low;
  for (const { place } of order) {
    const at = Math.max(place, next);
    placed.push(at);
    next = at + gap;
  }
  // What was pushed out at the far end comes back, and pushes what is before it.
  let limit = high;
  for (let index = placed.length - 1; index >= 0; index -= 1) {
    placed[index] = Math.min(placed[index] ?? limit, limit);
    limit = (placed[index] ?? limit) - gap;
  }
  const result: number[] = [];
  order.forEach(({ index }, rank) => {
    result[index] = placed[rank] ?? 0;
  });
  return result;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where a tooltip stands, in the coordinates of the area that it belongs to: beside a line at `anchor`, on the other
 * side if there is no room, or below the area, so that a finger's way is free; and never outside of the viewport.
 */
export function placeTooltip(
  anchor: number,
  area: Box,
  size: { readonly width: number; readonly height: number },
  viewport: { readonly width: number; readonly height: number },
  side: 'beside' | 'below' = 'beside',
  distance = 12,
): { left: number; top: number } {
  const edge = 4;
  const least = edge - area.left;
  const most = viewport.width - edge - area.left - size.width;
  const after = anchor + distance;
  const before = anchor - distance - size.width;
  const left = after <= most || before < least ? after : before;
  const highest = edge - area.top;
  const lowest = viewport.height - edge - area.top - size.height;
  return {
    left: Math.max(least, Math.min(left, most)),
    top: Math.max(highest, Math.min(side === 'below' ? area.height : 0, lowest)),
  };
}
