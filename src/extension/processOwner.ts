import { hostname } from 'node:os';

/** What a file says of the process that it belongs to. */
export function describeOwner(): string {
  return JSON.stringify({ pid: process.pid, host: hostname() });
}

/**
 * Whether the process that a file belongs to runs. Of one on another computer that shares the folder nothing is known,
 * nor of a text that is not whole yet: it is being written.
 */
export function judgeOwner(text: string): 'running' | 'ended' | 'unknown' {
  let owner: { readonly pid?: unknown; readonly host?: unknown };
  try {
    owner = Object(JSON.parse(text));
  } catch {
    return 'unknown';
  }
  if (owner.host !== hostname() || typeof owner.pid !== 'number') return 'unknown';
  return isRunning(owner.pid) ? 'running' : 'ended';
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process may not be signalled, but it exists.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
