import type { Call } from '../http/call.ts';
import { checkConditions } from '../http/conditions.ts';
import type { ErrorCode } from '../http/errorCodes.ts';
import type { Reply } from '../http/reply.ts';
import { ServiceError } from '../http/serviceError.ts';
import { bareReply, writeReply } from '../http/single.ts';
import type { Versioned } from '../state/version.ts';

/** A job or job schedule: open until it is terminated or deleted, or completes. */
interface Closable extends Versioned {
  readonly state: string;
}

/** What a request is refused with that needs an open resource, by the state it is in instead. */
export type ClosedCodes = Readonly<Record<'terminating' | 'completed' | 'deleting', ErrorCode>>;

/** Throws the code of its state unless the resource is open. */
export function requireOpen({ state }: Closable, codes: ClosedCodes): void {
  const codeOf: Readonly<Partial<Record<string, ErrorCode>>> = codes;
  const code = codeOf[state];
  if (code !== undefined) throw new ServiceError(code);
}

/** The resource, unless a condition is not met or it is no more open. */
export function writable<T extends Closable>(call: Call, resource: T, codes: ClosedCodes): T {
  checkConditions(call, resource);
  requireOpen(resource, codes);
  return resource;
}

/** Answers a request to terminate an open resource. A forced one that is already under way continues. */
export function terminateReply(call: Call, resource: Closable, codes: ClosedCodes, terminate: () => void): Reply {
  const isStuck = resource.state === 'terminating' && isForced(call);
  if (!isStuck) {
    writable(call, resource, codes);
    terminate();
  }
  return writeReply(call, 202, resource);
}

/** Answers a request to delete a resource in any state. A forced one that is already under way continues. */
export function deleteReply(call: Call, resource: Closable, codes: ClosedCodes, remove: () => void): Reply {
  checkConditions(call, resource);
  const isDeleting = resource.state === 'deleting';
  if (isDeleting && !isForced(call)) throw new ServiceError(codes.deleting);
  if (!isDeleting) remove();
  return bareReply(202);
}

/** Since 2024-07-01: what was asked before is asked once more, in case that it got stuck. */
function isForced(call: Call): boolean {
  return call.query.get('force')?.toLowerCase() === 'true';
}
