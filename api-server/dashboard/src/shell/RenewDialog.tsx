import { useEffect, useRef } from 'react';
import { SignIn } from '../session/SignIn.tsx';
import { texts } from '../texts/index.ts';

/** Takes a new token without leaving the view. */
export function RenewDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog className="sign-in-dialog" ref={dialog} aria-label={texts.shell.renew} onClose={onClose}>
      <SignIn reason={texts.shell.renewReason} onDone={onClose} onCancel={onClose} />
    </dialog>
  );
}
