import type { EdgeUnit } from '../../charts/histogram.ts';
import type {
  DurationId,
  RateId,
  ResponseTimeId,
  UsageChoice,
  UsageId,
  VolumeId,
} from '../../charts/series.ts';

const edgeUnits: Record<EdgeUnit, string> = { second: 'sec', minute: 'min', hour: 'h' };

export const charts = {
  label: 'Charts',
  title: 'Over time',
  responseTimes: {
    title: 'Response time',
    note: 'How long customers wait for an answer.',
    columns: {
      p50: 'p50',
      p95: 'p95',
      p99: 'p99',
      avg: 'Average',
      count: 'Answers',
    } satisfies Record<ResponseTimeId, string>,
  },
  volume: {
    title: 'Messages',
    note: 'What customers write, and what bots answer.',
    columns: { inbound: 'From customers', outbound: 'From bots' } satisfies Record<VolumeId, string>,
  },
  rates: {
    title: 'Success and failure',
    note: 'Of all answers; handoffs of all conversations.',
    columns: {
      success_rate: 'Success',
      error_rate: 'Errors',
      fallback_rate: 'Fallbacks',
      handoff_rate: 'Handoffs',
      count: 'Answers',
    } satisfies Record<RateId, string>,
  },
  durations: {
    title: 'Conversation duration',
    note: 'On average, by when they ended.',
    columns: { avg: 'Average duration', count: 'Conversations ended' } satisfies Record<DurationId, string>,
  },
  histogram: {
    title: 'How long conversations last',
    note: (count: string) => `${count} ended in this time.`,
    duration: 'Duration',
    count: 'Conversations',
    share: 'Share',
    below: (to: number, unit: EdgeUnit) => `Under ${to} ${edgeUnits[unit]}`,
    between: (from: number, to: number, unit: EdgeUnit) => `${from}–${to} ${edgeUnits[unit]}`,
    from: (from: number, unit: EdgeUnit) => `${from} ${edgeUnits[unit]} or more`,
  },
  usage: {
    title: 'Usage by hour',
    cost: (sum: string) => `${sum} in all.`,
    messages: (sum: string) => `${sum} messages in all.`,
    customers: 'Customers who wrote, each hour by itself.',
    ofAllBots: 'Usage is of the whole organization, whatever bots are chosen.',
    choice: 'Usage of',
    choices: { cost: 'Cost', messages: 'Messages', customers: 'Customers' } satisfies Record<
      UsageChoice,
      string
    >,
    columns: {
      estimated_cost_usd: 'Cost',
      messages_received: 'From customers',
      messages_sent: 'From bots',
      active_users: 'Customers',
    } satisfies Record<UsageId, string>,
  },
  interval: {
    label: 'One point for each',
    choices: { auto: 'Auto', hour: 'Hour', day: 'Day' },
  },
  table: 'Table',
  chart: 'Chart',
  csv: 'CSV',
  time: 'Time',
  caption: (title: string, zone: string) => `${title}. Times are of ${zone}.`,
  zone: (zone: string, name: string) => `Times are of ${zone} (${name})`,
  zoneOnly: (zone: string) => `Times are of ${zone}`,
  total: 'Together',
  stillCounting: 'Still counting',
  only: (from: string, to: string) => `Only ${from} – ${to}`,
  legend: (title: string) => `Lines of: ${title}`,
  keys: 'Left and right arrow go from time to time. Enter opens the conversations that began in it.',
  open: 'Conversations that began in this time, slowest first',
  openByMouse: 'Click for the conversations that began in this time, slowest first',
  openByKeyboard: 'Enter for the conversations that began in this time, slowest first',
  spoken: (time: string, values: string) => `${time}: ${values}`,
  noValue: 'none',
  spokenValue: (name: string, value: string) => `${name} ${value}`,
} as const;
