/** Names (in lower case) of query parameters whose values are shown; every other value may be a secret. */
const shownParameters: ReadonlySet<string> = new Set(
  'api-version $filter $select $expand maxresults recursive timeout force'.split(' '),
);

/** Returns path and query of `url` for the log, without query values that are not known to be harmless. */
export function toLoggedPath(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const query = [...searchParams].map(
    ([name, value]) => `${name}=${shownParameters.has(name.toLowerCase()) ? value : '…'}`,
  );
  return query.length === 0 ? pathname : `${pathname}?${query.join('&')}`;
}
