import { createFormats } from './formats.ts';

export { MISSING } from './formats.ts';

/** Of the reader's own locale. */
export const formats = createFormats(globalThis.navigator?.language ?? 'en');
