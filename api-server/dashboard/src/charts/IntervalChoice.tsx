import { useChoice } from '../filters/useChoice.ts';
import { texts } from '../texts/index.ts';
import { Choice } from './Choice.tsx';

const INTERVALS = ['auto', 'hour', 'day'] as const;

/** How long a time has one figure, as the address holds it. */
export function useInterval() {
  return useChoice('interval', INTERVALS);
}

export function IntervalChoice() {
  const [interval, choose] = useInterval();
  return (
    <Choice
      label={texts.charts.interval.label}
      values={INTERVALS}
      texts={texts.charts.interval.choices}
      chosen={interval}
      onChoose={choose}
      isLabelShown
    />
  );
}
