import { Component, type ReactNode } from 'react';
import { texts } from '../texts/index.ts';
import { Notice } from './Notice.tsx';

interface ErrorBoundaryProps {
  children: ReactNode;
}

/** Keeps a fault of the page itself to the part in which it happened, and offers to begin that part anew. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { hasFailed: boolean }> {
  override readonly state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) {
      return this.props.children;
    }
    return (
      <Notice
        kind="error"
        title={texts.states.broken.title}
        detail={texts.states.broken.detail}
        action={
          <button type="button" className="button" onClick={() => this.setState({ hasFailed: false })}>
            {texts.states.retry}
          </button>
        }
      />
    );
  }
}
