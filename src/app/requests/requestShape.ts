import type { Attempt } from '../../service/ports.ts';

const left = '…';
const word = /^[A-Za-z][A-Za-z_-]{0,60}$/;
const id = /^[\w-]{1,64}$/;

/**
 * Describes a request so that it can be shown to anyone: its kind and its result. Names (account, host, pools, jobs,
 * tasks, nodes, users, files, filters of lists) are left out.
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

/** A path of the service alternates between fixed words and names, until a file's own path begins. */
function toPathShape(path: string): string {
  const segments = path
    .replace(/[?#].*/s, '')
    .split('/')
    .slice(1);
  const files = segments.findIndex((segment, index) => index % 2 === 0 && segment === 'files');
  const shown = files < 0 ? segments : segments.slice(0, files + 2);
  return shown.map((segment, index) => `/${index % 2 === 0 && word.test(segment) ? segment : left}`).join('');
}
