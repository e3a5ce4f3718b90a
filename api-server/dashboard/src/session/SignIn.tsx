import { type FormEvent, useId, useState } from 'react';
import { texts } from '../texts/index.ts';
import { useSession } from './SessionContext.tsx';
import { claimsOf } from './token.ts';
import './session.css';

interface SignInProps {
  /** Why it is asked for. */
  reason: string;
  onDone?: () => void;
  onCancel?: () => void;
}

/** Takes a token that somebody pastes; the address stays, so that they go on where they were. */
export function SignIn({ reason, onDone, onCancel }: SignInProps) {
  const session = useSession();
  const [token, setToken] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const id = useId();
  const { signIn } = texts.shell;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const claims = claimsOf(token);
    if (claims === null) {
      setFault(signIn.notAToken);
    } else if (claims.expiresAt <= Date.now()) {
      setFault(signIn.expired);
    } else {
      session.signIn(token);
      onDone?.();
    }
  };

  return (
    <form className="sign-in" onSubmit={submit}>
      <h1>{signIn.title}</h1>
      <p>{reason}</p>
      <label htmlFor={id}>{signIn.label}</label>
      <textarea
        id={id}
        className="field"
        rows={4}
        required
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        value={token}
        aria-invalid={fault !== null}
        aria-describedby={`${id}-hint ${id}-fault`}
        onChange={(event) => {
          setToken(event.target.value);
          setFault(null);
        }}
      />
      <p id={`${id}-hint`} className="note">
        {signIn.hint}
      </p>
      <p id={`${id}-fault`} className="fault" role="alert">
        {fault}
      </p>
      <div className="sign-in-actions">
        <button type="submit" className="button button-primary">
          {signIn.action}
        </button>
        {onCancel !== undefined && (
          <button type="button" className="button" onClick={onCancel}>
            {signIn.cancel}
          </button>
        )}
      </div>
    </form>
  );
}
