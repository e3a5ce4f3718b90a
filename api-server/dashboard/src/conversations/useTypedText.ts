import { type ChangeEvent, useEffect, useEffectEvent, useRef, useState } from 'react';

const PAUSE_MILLIS = 400;

interface Draft {
  /** As it stands in the field. */
  readonly text: string;
  /** What was in use when it was typed. */
  readonly base: string;
}

/**
 * A text field whose text is used while it is typed: after a pause, on Enter and on leaving. All that happens until the
 * field is left, or Enter pressed, is one change; `apply` hears whether it goes on with the change before.
 */
export function useTypedText(value: string, apply: (text: string, goesOn: boolean) => void) {
  const [typed, setTyped] = useState<Draft | null>(null);
  const goesOn = useRef(false);
  // What came from elsewhere meanwhile, by the back button say, wins over what stands in the field.
  const draft = typed !== null && [typed.base, typed.text.trim()].includes(value) ? typed : null;
  if (draft !== typed) {
    setTyped(null);
  }

  const use = (text: string) => {
    if (text.trim() !== value) {
      apply(text.trim(), goesOn.current);
      goesOn.current = true;
      setTyped({ text, base: text.trim() });
    }
  };
  const usePaused = useEffectEvent(() => {
    if (draft !== null) {
      use(draft.text);
    }
  });
  useEffect(() => {
    if (typed !== null) {
      const pause = setTimeout(usePaused, PAUSE_MILLIS);
      return () => clearTimeout(pause);
    }
  }, [typed]);

  return {
    text: draft?.text ?? value,
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      if (draft === null) {
        goesOn.current = false;
      }
      setTyped({ text: event.target.value, base: value });
    },
    /** Enter, or leaving the field. */
    finish: () => {
      if (draft !== null) {
        use(draft.text);
      }
      setTyped(null);
      goesOn.current = false;
    },
  };
}
