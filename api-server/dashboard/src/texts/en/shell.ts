import type { SignInReason } from '../../session/session.ts';

export const shell = {
  product: 'Botflow Analytics',
  skipToContent: 'Skip to content',
  navigation: 'Views',
  overview: 'Overview',
  bots: 'Bots',
  conversations: 'Conversations',
  notFound: {
    title: 'There is no such page',
    detail: 'The address may have been cut when it was copied.',
    action: 'Go to the overview',
  },
  theme: { system: 'Theme: as the device', light: 'Theme: light', dark: 'Theme: dark' },
  account: 'Account and settings',
  signOut: 'Sign out',
  docs: 'How to read it all by program',
  renew: 'Use another access token',
  renewReason: 'Paste a new access token to stay signed in.',
  accessEnds: (time: string) => `Your access ends on ${time}.`,
  expiresSoon: (time: string) => `Your access ends at ${time}`,
  signIn: {
    title: 'Sign in',
    reasons: {
      'no token': 'Open the link that you were given, or paste an access token.',
      expired: 'Your access has ended. Paste a new access token to go on where you were.',
      refused: 'The server did not accept the access token. Paste another one.',
      'not a member': 'You are not a member of this organization, or no longer. Ask its administrator.',
      'signed out': 'You are signed out.',
    } satisfies Record<SignInReason, string>,
    label: 'Access token',
    hint: 'It stays in this tab and is sent to this server only.',
    action: 'Sign in',
    notAToken: 'This is not an access token. It has three parts with points between them.',
    expired: 'This access token has expired.',
    cancel: 'Cancel',
  },
} as const;
