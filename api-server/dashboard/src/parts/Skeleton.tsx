import { texts } from '../texts/index.ts';
import './parts.css';

/** Holds the place of what is loading, so that nothing jumps when it comes. `height` as CSS has it. */
export function Skeleton({ height, width = '100%' }: { height: string; width?: string }) {
  return (
    <div className="skeleton" style={{ height, width }} role="status">
      <span className="visually-hidden">{texts.states.loading}</span>
    </div>
  );
}
