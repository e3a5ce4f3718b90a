import { texts } from '../texts/index.ts';
import type { Shape } from './layout.ts';
import { Swatch } from './Swatch.tsx';

interface LegendProps {
  title: string;
  ids: readonly string[];
  hidden: ReadonlySet<string>;
  shape: Shape;
  textOf: (id: string) => string;
  onToggle: (id: string) => void;
}

/** Names the series; each entry hides or shows its own. */
export function Legend({ title, ids, hidden, shape, textOf, onToggle }: LegendProps) {
  return (
    <ul className="legend" aria-label={texts.charts.legend(title)}>
      {ids.map((id, order) => (
        <li key={id}>
          <button
            type="button"
            className="legend-entry"
            aria-pressed={!hidden.has(id)}
            onClick={() => onToggle(id)}
          >
            <Swatch order={order} shape={shape} />
            {textOf(id)}
          </button>
        </li>
      ))}
    </ul>
  );
}
