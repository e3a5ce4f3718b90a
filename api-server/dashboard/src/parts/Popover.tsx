import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import './parts.css';

interface PopoverProps {
  /** What the button shows. */
  label: ReactNode;
  /** What the button is called, if what it shows does not tell. */
  name?: string;
  align?: 'start' | 'end';
  className?: string;
  /** What opens; `close` shuts it and gives the focus back to the button. */
  children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel below itself; Escape, a click elsewhere and leaving it with Tab shut it. */
export function Popover({ label, name, align = 'start', className = '', children }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!isOpen) {
      return;
    }
    const shutIfOutside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) {
        setOpen(false);
      }
    };
    document.addEventListener('pointerdown', shutIfOutside);
    document.addEventListener('focusin', shutIfOutside);
    return () => {
      document.removeEventListener('pointerdown', shutIfOutside);
      document.removeEventListener('focusin', shutIfOutside);
    };
  }, [isOpen]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      close();
    }
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the Escape of what is inside
    <div className={`popover ${className}`} ref={box} onKeyDown={onKeyDown}>
      <button
        type="button"
        ref={button}
        className="button"
        aria-label={name}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </button>
      {isOpen && (
        <div id={id} className={`popover-panel popover-${align}`}>
          {children(close)}
        </div>
      )}
    </div>
  );
}
