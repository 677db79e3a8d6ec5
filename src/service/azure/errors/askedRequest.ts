/** The request that a response belongs to. */
export interface AskedRequest {
  readonly method: string;
  readonly url: string;
}

/** IDs have at most 64 characters; our paths contain at most three of them, followed by a file name. */
const maxPathLength = 300;

/**
 * Names a request for use in a sentence: `GET /jobs/frames/tasks`. The query is left out, because it may hold a secret
 * and is the only difference between pages of a list. A `URL`'s path is ASCII, whatever the service put into a next
 * link.
 */
export function nameRequest({ method, url }: AskedRequest): string {
  const { pathname } = new URL(url, 'http://localhost');
  return `${method} ${pathname.length > maxPathLength ? `${pathname.slice(0, maxPathLength)}…` : pathname}`;
}
