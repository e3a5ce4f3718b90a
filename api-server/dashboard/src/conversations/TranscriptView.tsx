/** One conversation, with what was said in it. */
export function TranscriptView({ conversationId }: { conversationId: string }) {
  return <h1>{conversationId}</h1>;
}
