import type { MouseEvent } from 'react';
import { Link, useSearch } from 'wouter';
import { texts } from '../texts/index.ts';
import { listAddress } from './transcriptAddress.ts';
import { isFromList } from './visit.ts';

/** Back to the list as it was: where it was scrolled to if it is what the back button leads to. */
export function BackLink() {
  const goBack = (event: MouseEvent) => {
    if (isFromList()) {
      event.preventDefault();
      history.back();
    }
  };
  return (
    <Link className="transcript-back" href={listAddress(useSearch())} onClick={goBack}>
      <span aria-hidden="true">‹</span> {texts.conversations.transcript.back}
    </Link>
  );
}
