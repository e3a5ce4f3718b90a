import { texts } from '../texts/index.ts';
import { BotChart } from './BotChart.tsx';
import { durations, messageVolume, rates, responseTimes } from './series.ts';

export function ResponseTimes() {
  return (
    <BotChart
      path="/api/analytics/response-times"
      chartOf={responseTimes}
      shape="line"
      words={texts.charts.responseTimes}
      className="chart-wide"
      exportPath="/api/export/response-times.csv"
    />
  );
}

export function MessageVolume() {
  return (
    <BotChart
      path="/api/analytics/message-volume"
      chartOf={messageVolume}
      shape="bars"
      words={texts.charts.volume}
    />
  );
}

export function Rates() {
  return (
    <BotChart path="/api/analytics/success-rate" chartOf={rates} shape="line" words={texts.charts.rates} />
  );
}

export function Durations() {
  return (
    <BotChart
      path="/api/analytics/conversation-duration"
      chartOf={durations}
      shape="line"
      words={texts.charts.durations}
    />
  );
}
