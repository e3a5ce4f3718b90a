/** Says whether the page is live. */
export function ConnectionState() {
  return null;
}
