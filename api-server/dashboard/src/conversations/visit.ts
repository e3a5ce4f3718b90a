/** What an entry of the browser's history remembers of the visit to it. */
interface Visit {
  /** It has been on screen before: now somebody comes back to it. */
  readonly seen?: true;
  /** It was opened from the list, which the back button leads to. */
  readonly fromList?: true;
}

/** Given to the address of a conversation by the list. */
export const FROM_LIST: Visit = { fromList: true };

function visit(): Visit {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null ? state : {};
}

/** Whether the address on screen was not before; asked again, it is no longer new. */
export function isNewEntry(): boolean {
  const isNew = visit().seen !== true;
  if (isNew) {
    history.replaceState({ ...visit(), seen: true }, '');
  }
  return isNew;
}

export function isFromList(): boolean {
  return visit().fromList === true;
}
