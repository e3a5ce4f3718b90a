import { BotsCompared } from './bots/BotsCompared.tsx';
import { DurationHistogram } from './charts/DurationHistogram.tsx';
import { Durations } from './charts/Durations.tsx';
import { IntervalChoice } from './charts/IntervalChoice.tsx';
import { MessageVolume } from './charts/MessageVolume.tsx';
import { Rates } from './charts/Rates.tsx';
import { ResponseTimes } from './charts/ResponseTimes.tsx';
import { Usage } from './charts/Usage.tsx';
import { texts } from './texts/index.ts';
import './overview.css';

/** How the bots are doing now and over the chosen time. */
export function Overview() {
  return (
    <>
      <div className="overview-head">
        <h1>{texts.shell.overview}</h1>
        <IntervalChoice />
      </div>
      <div className="overview">
        <ResponseTimes />
        {/* What happens now stands here: beside the charts where there is room, else after the first. */}
        <MessageVolume />
        <Rates />
        <Durations />
        <DurationHistogram />
        <Usage />
        <BotsCompared />
      </div>
    </>
  );
}
