import type { Shape } from './layout.ts';
import { markerPath, seriesClass } from './markers.ts';

/** How a series looks, beside its name. */
export function Swatch({ order, shape }: { order: number; shape: Shape }) {
  return (
    <svg className={`swatch ${seriesClass(order)}`} viewBox="0 0 24 12" aria-hidden="true">
      {shape === 'line' ? (
        <>
          <path className="line" d="M0 6H24" />
          <path className="marker" d={markerPath(order)} transform="translate(12 6)" />
        </>
      ) : (
        <>
          <path className="bar" d="M6 0h12v12h-12z" />
          {order > 0 && <path className="bar-lines" d="M6 12L18 0M6 6L12 0M12 12L18 6" />}
        </>
      )}
    </svg>
  );
}
