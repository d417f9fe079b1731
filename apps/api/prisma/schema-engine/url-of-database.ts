/** Another database on the same server, reached in the same way. */
export function urlOfDatabase(url: URL, name: string): URL {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other;
}
