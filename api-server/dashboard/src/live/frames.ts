import type { components } from '../api/contract.d.ts';

/** The figures of `metrics_update`, which are those of `GET /api/analytics/realtime`. */
export type Figures = components['schemas']['Realtime'];

export const STATUSES = ['active', 'resolved', 'unresolved', 'escalated'] as const;
export type Status = (typeof STATUSES)[number];

const GAP_REASONS = ['slow client', 'live data was interrupted', 'last_id is not held'] as const;
export type GapReason = (typeof GAP_REASONS)[number];

/** A question, its answer, or both; times are milliseconds since 1970, UTC. */
export interface Message {
  readonly id: string;
  readonly conversationId: string;
  readonly botId: string;
  readonly customer: string;
  readonly question: string | null;
  readonly answer: string | null;
  readonly saidAt: number;
  readonly askedAt: number | null;
  readonly status: Status;
}

export interface MessageFrame {
  readonly type: 'new_message';
  readonly id: string;
  readonly message: Message;
}

export interface StatusFrame {
  readonly type: 'conversation_status';
  readonly id: string;
  readonly conversationId: string;
  readonly status: Status;
}

/** What the server sends, as far as this page knows it. */
export type ServerFrame =
  | { readonly type: 'metrics_update'; readonly figures: Figures }
  | MessageFrame
  | StatusFrame
  | { readonly type: 'gap'; readonly reason: GapReason | null }
  | { readonly type: 'error'; readonly parameter: string | null }
  | { readonly type: 'pong' };

/** What tells something new, rather than answers the page. */
export type NewsFrame = Exclude<ServerFrame, { type: 'error' | 'pong' }>;

/** What the page sends. */
export type ClientFrame =
  | { readonly type: 'subscribe' | 'unsubscribe'; readonly bot_ids?: readonly string[] }
  | { readonly type: 'resume'; readonly last_id: string }
  | { readonly type: 'ping' }
  | { readonly type: 'authenticate'; readonly token: string };

type Fields = Readonly<Record<string, unknown>>;

const FRAME_ID = /^\d{1,20}-\d{1,20}$/;

/** Null for what is no frame, or none that this page knows: later servers may send more. */
export function parseFrame(text: unknown): ServerFrame | null {
  if (typeof text !== 'string') {
    return null;
  }
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isFields(frame) || !isFields(frame['data'])) {
    return null;
  }
  const { id, data } = frame;
  switch (frame['type']) {
    case 'metrics_update':
      return isFigures(data) ? { type: 'metrics_update', figures: data } : null;
    case 'new_message': {
      const message = messageOf(data);
      return isFrameId(id) && message !== null ? { type: 'new_message', id, message } : null;
    }
    case 'conversation_status': {
      const { conversation_id: conversationId, status } = data;
      return isFrameId(id) && typeof conversationId === 'string' && isStatus(status)
        ? { type: 'conversation_status', id, conversationId, status }
        : null;
    }
    case 'gap':
      return { type: 'gap', reason: GAP_REASONS.find((reason) => reason === data['reason']) ?? null };
    case 'error':
      return {
        type: 'error',
        parameter: typeof data['parameter'] === 'string' ? data['parameter'] : null,
      };
    case 'pong':
      return { type: 'pong' };
    default:
      return null;
  }
}

function messageOf(data: Fields): Message | null {
  const {
    id,
    conversation_id: conversationId,
    bot_id: botId,
    customer_phone: customer,
    message: question,
    bot_response: answer,
    status,
  } = data;
  const saidAt = timeOf(data['timestamp']);
  const askedAt = data['asked_at'] === null ? null : timeOf(data['asked_at']);
  if (
    typeof id !== 'string' ||
    typeof conversationId !== 'string' ||
    typeof botId !== 'string' ||
    typeof customer !== 'string' ||
    !isTextOrNull(question) ||
    !isTextOrNull(answer) ||
    saidAt === undefined ||
    askedAt === undefined ||
    !isStatus(status)
  ) {
    return null;
  }
  return { id, conversationId, botId, customer, question, answer, saidAt, askedAt, status };
}

const COUNTS = ['activeConversations', 'messagesPerHour'] as const;
const MAYBE_NUMBERS = ['avgResponseTime', 'successRate', 'p50', 'p95', 'p99'] as const;
const TOTALS = ['conversations', 'messages', 'active_bots'] as const;

function isFigures(data: Fields): data is Figures & Fields {
  const { trend, today, as_of: asOf } = data;
  return (
    COUNTS.every((name) => isNumber(data[name])) &&
    MAYBE_NUMBERS.every((name) => isNumberOrNull(data[name])) &&
    isFields(trend) &&
    [...COUNTS, ...MAYBE_NUMBERS].every((name) => isNumberOrNull(trend[name])) &&
    isFields(today) &&
    TOTALS.every((name) => isNumber(today[name])) &&
    (asOf === null || timeOf(asOf) !== undefined)
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isNumberOrNull(value: unknown): value is number | null {
  return value === null || isNumber(value);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isStatus(value: unknown): value is Status {
  return STATUSES.some((status) => status === value);
}

function isFrameId(value: unknown): value is string {
  return typeof value === 'string' && FRAME_ID.test(value);
}

function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Below zero if the first id is the earlier. Their numbers have up to 20 digits, more than a number holds. */
export function compareFrameIds(one: string, other: string): number {
  const [oneTime = '', oneCount = ''] = one.split('-');
  const [otherTime = '', otherCount = ''] = other.split('-');
  return compareDigits(oneTime, otherTime) || compareDigits(oneCount, otherCount);
}

function compareDigits(one: string, other: string): number {
  if (one.length !== other.length) {
    return one.length - other.length;
  }
  if (one === other) {
    return 0;
  }
  return one < other ? -1 : 1;
}
