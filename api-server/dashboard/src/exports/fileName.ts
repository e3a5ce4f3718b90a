/** What no name of a file may hold on one system or another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u001f\u007f/\\:*?"<>|]+/g;

/** The name that a Content-Disposition header (RFC 6266) gives to a file, else the other one. */
export function fileNameOf(contentDisposition: string | null, otherwise: string): string {
  const header = contentDisposition ?? '';
  return [extendedName(header), plainName(header), otherwise].map(safe).find((name) => name !== '') ?? '';
}

/** `/api/export/usage.csv` is `usage.csv`. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A name that every system takes, and that leads to no other folder. */
export function safe(name: string): string {
  return name
    .replace(FORBIDDEN, '-')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 200);
}

function extendedName(header: string): string {
  const [, encoded] = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header) ?? [];
  try {
    return decodeURIComponent(encoded ?? '');
  } catch {
    return '';
  }
}

function plainName(header: string): string {
  const [, quoted, token] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header) ?? [];
  return quoted?.replace(/\\(.)/g, '$1') ?? token ?? '';
}
