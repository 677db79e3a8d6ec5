import type { Host } from '../../ports.ts';

/** Returns the content of a file that identifies this process as its owner. */
export function describeOwner({ processId, name }: Host): string {
  return JSON.stringify({ pid: processId, host: name });
}

/**
 * Checks whether the process to which a file belongs is running. Unknown for a process on another computer that shares
 * the folder, and for incomplete text, which is still being written.
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
