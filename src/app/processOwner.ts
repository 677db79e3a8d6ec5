import type { Host } from './ports.ts';

/** What a file says of the process that it belongs to. */
export function describeOwner({ processId, name }: Host): string {
  return JSON.stringify({ pid: processId, host: name });
}

/**
 * Whether the process that a file belongs to runs. Of one on another computer that shares the folder nothing is known,
 * nor of a text that is not whole yet: it is being written.
 */
export function judgeOwner(host: Host, text: string): 'running' | 'ended' | 'unknown' {
  let owner: { readonly pid?: unknown; readonly host?: unknown };
  try {
    owner = Object(JSON.parse(text));
  } catch {
    return 'unknown';
  }
  if (owner.host !== host.name || typeof owner.pid !== 'number') return 'unknown';
  return host.isRunning(owner.pid) ? 'running' : 'ended';
}
