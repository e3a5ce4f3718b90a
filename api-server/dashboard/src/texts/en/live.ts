import type { GapReason } from '../../live/frames.ts';
import type { Direction, Measure } from '../../live/trends.ts';

type Moving = Exclude<Direction, 'same'>;

const speed: Record<Moving, string> = { up: 'slower', down: 'faster' };
const amount: Record<Moving, string> = { up: 'more', down: 'fewer' };

export const live = {
  connection: {
    connecting: 'Connecting',
    open: 'Live',
    reconnecting: 'Not live',
    stopped: 'Not live',
    tryingAgain: 'Trying again.',
    nextTry: (seconds: number) => `next try in ${seconds} s`,
    tryingNow: 'trying now',
    busy: 'The server has no room at the moment.',
  },
  cards: {
    title: 'Now',
    activeConversations: { label: 'Active now', note: 'Open conversations with a message in 5 minutes' },
    avgResponseTime: { label: 'Avg response time', note: 'Question to answer, last 60 minutes' },
    successRate: { label: 'Success rate', note: 'Of the answers in the last 60 minutes' },
    messagesPerHour: { label: 'Messages/hour', note: 'Both directions, last 60 minutes' },
    percentiles: 'Response times',
    p50: 'p50',
    p95: 'p95',
    p99: 'p99',
    percentileNote: { p50: 'Half are faster', p95: '95 of 100 are faster', p99: '99 of 100 are faster' },
    today: 'Today (UTC)',
    conversations: (count: string, isOne: boolean) => `${count} ${isOne ? 'conversation' : 'conversations'}`,
    messages: (count: string, isOne: boolean) => `${count} ${isOne ? 'message' : 'messages'}`,
    activeBots: (count: string, isOne: boolean) => `${count} ${isOne ? 'bot' : 'bots'} active`,
  },
  trend: {
    words: {
      activeConversations: amount,
      messagesPerHour: amount,
      successRate: { up: 'higher', down: 'lower' },
      avgResponseTime: speed,
      p50: speed,
      p95: speed,
      p99: speed,
    } satisfies Record<Measure, Record<Moving, string>>,
    change: (size: string, word: string) => `${size} ${word}`,
    same: 'No change',
    comparedTo: 'than in the hour before',
    sameAs: 'since the hour before',
    unknown: 'Nothing to compare',
  },
  freshness: {
    live: (time: string) => `Figures of ${time}`,
    polled: (time: string) => `Not live: refreshed every 10 seconds. Figures of ${time}`,
    lost: (time: string) => `Not live since ${time} – trying again`,
    behind: (time: string, minutes: number) => `Figures are of ${time}, ${minutes} minutes behind`,
    empty: 'No messages yet',
  },
  feed: {
    title: 'Messages',
    list: 'Newest messages',
    newestFirst: 'Newest first, as they come',
    notLive: 'Not live: newer ones may be missing',
    paused: 'Paused',
    pause: 'Pause',
    showNew: (count: string) => `Show ${count} new`,
    waiting: (count: string) => `Paused – ${count} new`,
    more: 'Show more',
    all: 'All conversations',
    asked: 'Asked:',
    answered: 'Answered:',
    noAnswer: 'No answer yet',
    unasked: 'Spoke unasked',
    open: (customer: string) => `Conversation with ${customer}`,
    empty: { title: 'No recent messages', detail: 'They appear here as they come.' },
    refused: {
      title: 'These bots are not shown live',
      detail: 'At least one of them is not known. Choose other bots.',
    },
    gap: {
      'slow client': (time: string) => `This device was too slow at ${time}: some messages may be missing.`,
      'live data was interrupted': (time: string) =>
        `Live data was interrupted at ${time}: some messages may be missing.`,
      'last_id is not held': (time: string) =>
        `The page was away for long until ${time}: older messages may be missing.`,
      unknown: (time: string) => `Some messages of about ${time} may be missing.`,
    } satisfies Record<GapReason | 'unknown', (time: string) => string>,
    gapDetail: 'Conversations has them all.',
    dismiss: 'Dismiss',
    announcement: (messages: string, isOne: boolean, active: string | null) =>
      `${messages} new ${isOne ? 'message' : 'messages'}${active === null ? '' : `; ${active} conversations active`}`,
  },
} as const;
