export const states = {
  loading: 'Loading …',
  retry: 'Try again',
  unreachable: {
    title: 'The server does not answer',
    detail: 'What is shown may be old. The page tries again by itself.',
  },
  busy: {
    title: 'The server is busy',
    detail: 'The page tries again in a moment.',
  },
  tooLong: {
    title: 'This took too long',
    detail: 'Choose a shorter time or fewer bots.',
  },
  forbidden: {
    title: 'Your role does not allow this',
    detail: 'Ask an administrator of your organization.',
  },
  notFound: {
    title: 'Not found',
    detail: 'It does not exist, or it is not your organization’s.',
  },
  wrong: {
    title: 'This cannot be shown',
    detail: (detail: string) => detail,
  },
  failed: {
    title: 'Something went wrong on the server',
    detail: 'Try again. If it stays, give this number to who runs the server:',
  },
  broken: {
    title: 'This part of the page has failed',
    detail: 'Try again. The rest of the page goes on; loading it anew may help.',
  },
  requestId: (id: string) => `Request ${id}`,
  empty: {
    title: 'Nothing in this time',
    detail: 'Choose a longer time or other bots.',
  },
} as const;
