import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';

const SHAPES = [symbolCircle, symbolDiamond, symbolTriangle, symbolSquare];
const SIZE = 36;

/** What tells one series from another besides its colour: the outline of its marker, around 0,0. */
const PATHS = SHAPES.map((shape) => symbol(shape, SIZE)() ?? '');

export function markerPath(order: number): string {
  return PATHS[order % PATHS.length] ?? '';
}

/** The class that gives a series its colour. */
export function seriesClass(order: number): string {
  return `series-${(order % PATHS.length) + 1}`;
}
