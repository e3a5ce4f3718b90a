/** The paths of the views; the server answers each with the page. */
export const VIEWS = {
  overview: '/',
  bots: '/bots',
  conversations: '/conversations',
} as const;

export function conversationPath(conversationId: string): string {
  return `${VIEWS.conversations}/${conversationId}`;
}
