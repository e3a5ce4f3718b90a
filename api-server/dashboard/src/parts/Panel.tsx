import { type ReactNode, useId } from 'react';
import './parts.css';

interface PanelProps {
  title: string;
  /** What the figures are, in a sentence. */
  note?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A part of a view that stands by itself, with its heading. */
export function Panel({ title, note, actions, className = '', children }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header className="panel-head">
        <div>
          <h2 id={id}>{title}</h2>
          {note !== undefined && <p className="note">{note}</p>}
        </div>
        {actions !== undefined && <div className="panel-actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}
