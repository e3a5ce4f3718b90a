import { BotsCompared } from './bots/BotsCompared.tsx';
import { Durations, MessageVolume, Rates, ResponseTimes } from './charts/BotCharts.tsx';
import { DurationHistogram } from './charts/DurationHistogram.tsx';
import { IntervalChoice } from './charts/IntervalChoice.tsx';
import { Usage } from './charts/Usage.tsx';
import { LiveCards } from './live/LiveCards.tsx';
import { LiveFeed } from './live/LiveFeed.tsx';
import { texts } from './texts/index.ts';
import './overview.css';

/** How the bots are doing now and over the chosen time. */
export function Overview() {
  return (
    <>
      <h1 className="visually-hidden">{texts.shell.overview}</h1>
      <LiveCards />
      <div className="overview-head">
        <h2>{texts.charts.title}</h2>
        <IntervalChoice />
      </div>
      <div className="overview">
        <ResponseTimes />
        {/* Beside the charts where there is room, else after the first. */}
        <div className="overview-feed">
          <LiveFeed />
        </div>
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
