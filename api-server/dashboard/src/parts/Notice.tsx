import type { ReactNode } from 'react';
import './parts.css';

interface NoticeProps {
  kind: 'empty' | 'error' | 'warning';
  title: string;
  detail?: ReactNode;
  action?: ReactNode;
}

/** Says in the place of data, or above it, why it is not there or not whole, and what to do. */
export function Notice({ kind, title, detail, action }: NoticeProps) {
  return (
    <div className={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <p className="notice-title">{title}</p>
      {detail !== undefined && <p>{detail}</p>}
      {action}
    </div>
  );
}
