/** The request that a response belongs to. */
export interface AskedRequest {
  readonly method: string;
  readonly url: string;
}

/** Maximum length of a path in a message: a path has up to three IDs of 64 characters, and a file name. */
const maxPathLength = 300;

/**
 * Names a request for use in a sentence: `GET /jobs/frames/tasks`. The query is left out, because it may hold a secret
 * and is the only difference between pages of a list. The path of a `URL` is ASCII even if the service's next link
 * contains other characters.
 */
export function nameRequest({ method, url }: AskedRequest): string {
  const { pathname } = new URL(url, 'http://localhost');
  return `${method} ${pathname.length > maxPathLength ? `${pathname.slice(0, maxPathLength)}…` : pathname}`;
}
