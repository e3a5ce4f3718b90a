import { useState } from 'react';

interface Asked {
  readonly error: Error | null;
  readonly isSuccess: boolean;
  readonly isPlaceholderData: boolean;
}

/**
 * What went wrong, until it goes right. A query that is tried again forgets its error at once; its reader, who has to
 * wait for the outcome, should not see the notice come and go.
 */
export function useProblem({ error, isSuccess, isPlaceholderData }: Asked): Error | null {
  const [kept, setKept] = useState<Error | null>(null);
  if (error !== null) {
    if (error !== kept) {
      setKept(error);
    }
    return error;
  }
  if (kept !== null && isSuccess && !isPlaceholderData) {
    setKept(null);
    return null;
  }
  return kept;
}
