/** The request that an answer belongs to. */
export interface AskedRequest {
  readonly method: string;
  readonly url: string;
}

/** Ids are at most 64 characters long; a path of ours has three of them at most, and a file name after that. */
const maxPathLength = 300;

/**
 * A request as a sentence names it: `GET /jobs/frames/tasks`. The query is left out: it may hold a secret, and pages of a
 * list differ in nothing else. A path of `URL` is ASCII, whatever the service put into a next link.
 */
export function nameRequest({ method, url }: AskedRequest): string {
  const { pathname } = new URL(url, 'http://localhost');
  return `${method} ${pathname.length > maxPathLength ? `${pathname.slice(0, maxPathLength)}…` : pathname}`;
}
