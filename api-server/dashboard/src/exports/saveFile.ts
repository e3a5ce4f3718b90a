/** Long enough for the browser to begin with the file, which it reads by the address. */
const KEEP_ADDRESS_MILLIS = 60_000;

/** Gives a file to the reader as the browser does with downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_ADDRESS_MILLIS);
}
