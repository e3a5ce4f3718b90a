import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/ApiContext.tsx';
import { refreshing } from '../api/queryClient.ts';
import { useProblem } from '../api/useProblem.ts';
import { useFilters } from '../filters/useFilters.ts';
import { useZone } from '../filters/zone.ts';
import { formats } from '../format/index.ts';
import { ProblemNotice } from '../parts/ProblemNotice.tsx';
import { texts } from '../texts/index.ts';
import type { Figures } from './frames.ts';
import { type Freshness, freshnessOf } from './freshness.ts';
import { useBotsOfAddress, useConnectionStatus, useStreamFigures } from './LiveProvider.tsx';
import { TrendMark } from './TrendMark.tsx';
import { useCoarseNow } from './ticks.ts';
import './live.css';

const POLL_MILLIS = 10_000;

/** The figures of the last 60 minutes and of today, as they change. */
export function LiveCards() {
  const bots = useBotsOfAddress();
  const status = useConnectionStatus();
  const streamed = useStreamFigures();
  const polled = usePolledFigures(bots, streamed === null || isPollNeeded(status));
  const api = useApi();
  const now = useCoarseNow();

  const problem = useProblem(polled);
  const isPolled =
    polled.data !== undefined &&
    !polled.isPlaceholderData &&
    (streamed === null || polled.dataUpdatedAt > streamed.cameAt);
  const figures = isPolled ? polled.data : (streamed?.figures ?? null);
  const freshness =
    figures === null
      ? null
      : freshnessOf({
          figures,
          isPolled,
          status,
          isPollFailing: problem !== null,
          serverNow: api.clock.at(now),
        });
  const isOld = freshness?.kind === 'lost' || freshness?.kind === 'behind';
  const { cards } = texts.live;

  return (
    <section className={`live ${isOld ? 'live-old' : ''}`} aria-labelledby="live-title">
      <header className="live-head">
        <h2 id="live-title">{cards.title}</h2>
        <FreshnessLine freshness={freshness} />
      </header>
      {figures === null && problem !== null ? (
        <ProblemNotice error={problem} retry={() => void polled.refetch()} />
      ) : (
        <>
          <ul className="live-cards" aria-busy={figures === null}>
            <Card
              measure="activeConversations"
              figures={figures}
              value={(known) => formats.count(known.activeConversations)}
            />
            <Card
              measure="avgResponseTime"
              figures={figures}
              value={(known) => formats.milliseconds(known.avgResponseTime)}
            />
            <Card
              measure="successRate"
              figures={figures}
              value={(known) => formats.percent(known.successRate)}
            />
            <Card
              measure="messagesPerHour"
              figures={figures}
              value={(known) => formats.count(known.messagesPerHour)}
            />
          </ul>
          <div className="live-rows">
            <Percentiles figures={figures} />
            <Today figures={figures} />
          </div>
        </>
      )}
    </section>
  );
}

/** Over HTTP, while the stream does not bring them or has not yet: when nothing changes it is silent. */
function usePolledFigures(bots: readonly string[], isNeeded: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ['realtime', bots],
    queryFn: ({ signal }) => api.get('/api/analytics/realtime', { bot_id: bots }, signal),
    enabled: isNeeded,
    refetchInterval: refreshing(POLL_MILLIS),
    staleTime: POLL_MILLIS,
    placeholderData: keepPreviousData,
  });
}

function isPollNeeded(status: ReturnType<typeof useConnectionStatus>): boolean {
  return status.kind === 'reconnecting' || (status.kind === 'open' && status.areBotsRefused);
}

function FreshnessLine({ freshness }: { freshness: Freshness | null }) {
  const { filters } = useFilters();
  const zone = useZone(filters) ?? 'UTC';
  const api = useApi();
  if (freshness === null) {
    return <p className="live-freshness">{'\u00a0'}</p>;
  }
  const { freshness: words } = texts.live;
  let text: string = words.empty;
  switch (freshness.kind) {
    case 'live':
      text = words.live(formats.time(freshness.asOf, zone));
      break;
    case 'polled':
      text = words.polled(formats.time(freshness.asOf, zone));
      break;
    case 'lost':
      text = words.lost(formats.clock(api.clock.at(freshness.since) ?? freshness.since, zone));
      break;
    case 'behind':
      text = words.behind(formats.time(freshness.asOf, zone), Math.floor(freshness.millis / 60_000));
      break;
  }
  const isCalm = freshness.kind === 'live' || freshness.kind === 'empty';
  return <p className={`live-freshness ${isCalm ? '' : 'live-warning'}`}>{text}</p>;
}

interface CardProps {
  measure: 'activeConversations' | 'avgResponseTime' | 'successRate' | 'messagesPerHour';
  figures: Figures | null;
  value: (figures: Figures) => string;
}

function Card({ measure, figures, value }: CardProps) {
  const { label, note } = texts.live.cards[measure];
  return (
    <li className="live-card">
      <h3>{label}</h3>
      <p className="live-figure">{figures === null ? <Unknown /> : value(figures)}</p>
      <p className="live-trend">
        {figures === null ? <Unknown /> : <TrendMark measure={measure} change={figures.trend[measure]} />}
      </p>
      <p className="note">{note}</p>
    </li>
  );
}

function Percentiles({ figures }: { figures: Figures | null }) {
  const { cards } = texts.live;
  return (
    <dl className="live-percentiles" aria-label={cards.percentiles}>
      {(['p50', 'p95', 'p99'] as const).map((measure) => (
        <div key={measure}>
          <dt title={cards.percentileNote[measure]}>{cards[measure]}</dt>
          <dd>
            {figures === null ? <Unknown /> : formats.milliseconds(figures[measure])}
            {figures !== null && <TrendMark measure={measure} change={figures.trend[measure]} isShort />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Today({ figures }: { figures: Figures | null }) {
  const { cards } = texts.live;
  if (figures === null) {
    return (
      <p className="live-today">
        {cards.today}: <Unknown />
      </p>
    );
  }
  const { conversations, messages, active_bots: activeBots } = figures.today;
  return (
    <p className="live-today">
      {cards.today}:{' '}
      {[
        cards.conversations(formats.count(conversations), conversations === 1),
        cards.messages(formats.count(messages), messages === 1),
        cards.activeBots(formats.count(activeBots), activeBots === 1),
      ].join(' · ')}
    </p>
  );
}

/** Holds the place of a figure that has not come yet. */
function Unknown() {
  return (
    <span className="skeleton live-unknown">
      <span className="visually-hidden">{texts.states.loading}</span>
    </span>
  );
}
