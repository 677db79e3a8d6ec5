import type { Attempt } from '../../../service/ports.ts';

const left = '…';
const word = /^[A-Za-z][A-Za-z_-]{0,60}$/;
const id = /^[\w-]{1,64}$/;

/**
 * A request as one may show it to a stranger: what was asked of which kind of thing, and what came of it. Whose names
 * they are (account, host, pools, jobs, tasks, nodes, users, files, what a list was filtered by) is left out.
 */
export function toRequestShape(attempt: Attempt): Readonly<Record<string, unknown>> {
  const { method, path, status, code, durationMs, attempt: number, apiVersion, requestId, retryInMs } = attempt;
  return {
    request: `${method} ${toPathShape(path)}`,
    ...(status === undefined ? { answer: 'none' } : { answer: status }),
    ...(code === undefined ? {} : { code: word.test(code) ? code : left }),
    ms: Math.round(durationMs),
    attempt: number,
    apiVersion,
    ...(requestId !== undefined && id.test(requestId) ? { requestId } : {}),
    ...(retryInMs === undefined ? {} : { retryInMs: Math.round(retryInMs) }),
  };
}

/** A path of the service has words of the service and names by turns, until a file's own path begins. */
function toPathShape(path: string): string {
  const segments = path
    .replace(/[?#].*/s, '')
    .split('/')
    .slice(1);
  const files = segments.findIndex((segment, index) => index % 2 === 0 && segment === 'files');
  const shown = files < 0 ? segments : segments.slice(0, files + 2);
  return shown.map((segment, index) => `/${index % 2 === 0 && word.test(segment) ? segment : left}`).join('');
}
