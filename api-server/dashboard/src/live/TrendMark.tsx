import { formats } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import { type Measure, trendOf } from './trends.ts';

interface TrendMarkProps {
  measure: Measure;
  change: number | null;
  /** For narrow places: the words are read out, but not shown. */
  isShort?: boolean;
}

/** How a figure has changed against the hour before: an arrow, how much, and in words whether that is good. */
export function TrendMark({ measure, change, isShort = false }: TrendMarkProps) {
  const trend = trendOf(measure, change);
  const { trend: words } = texts.live;
  if (trend === null) {
    return (
      <span className="trend trend-unknown">
        {isShort ? <span className="visually-hidden">{words.unknown}</span> : words.unknown}
      </span>
    );
  }
  const { direction, judgement, size } = trend;
  if (direction === 'same') {
    return (
      <span className="trend">
        <span className={isShort ? 'visually-hidden' : undefined}>{words.same}</span>
        <span className="visually-hidden"> {words.sameAs}</span>
      </span>
    );
  }
  const word = words.words[measure][direction];
  const percent = formats.percent(size < 10 ? size : Math.round(size));
  return (
    <span className={`trend trend-${judgement}`}>
      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        <path d={direction === 'up' ? 'M5 1 9.5 9H.5Z' : 'M5 9 .5 1h9Z'} fill="currentColor" />
      </svg>
      {isShort ? percent : words.change(percent, word)}
      <span className="visually-hidden">
        {isShort && ` ${word}`} {words.comparedTo}
      </span>
    </span>
  );
}
