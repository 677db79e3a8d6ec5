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

/** The error codes of a request that needs an open resource, by the resource's actual state. */
export type ClosedCodes = Readonly<Record<'terminating' | 'completed' | 'deleting', ErrorCode>>;

/** Throws the error code for the resource's state unless the resource is open. */
export function requireOpen({ state }: Closable, codes: ClosedCodes): void {
  const codeOf: Readonly<Partial<Record<string, ErrorCode>>> = codes;
  const code = codeOf[state];
  if (code !== undefined) throw new ServiceError(code);
}

/** Returns the resource, unless a condition is not met or it is no longer open. */
export function writable<T extends Closable>(call: Call, resource: T, codes: ClosedCodes): T {
  checkConditions(call, resource);
  requireOpen(resource, codes);
  return resource;
}

/** Handles a request to terminate an open resource. A forced request continues a termination in progress. */
export function terminateReply(call: Call, resource: Closable, codes: ClosedCodes, terminate: () => void): Reply {
  const isStuck = resource.state === 'terminating' && isForced(call);
  if (!isStuck) {
    writable(call, resource, codes);
    terminate();
  }
  return writeReply(call, 202, resource);
}

/** Handles a request to delete a resource in any state. A forced request continues a deletion in progress. */
export function deleteReply(call: Call, resource: Closable, codes: ClosedCodes, remove: () => void): Reply {
  checkConditions(call, resource);
  const isDeleting = resource.state === 'deleting';
  if (isDeleting && !isForced(call)) throw new ServiceError(codes.deleting);
  if (!isDeleting) remove();
  return bareReply(202);
}

/** Returns true for a forced request, which repeats an earlier one that may be stuck (since 2024-07-01). */
export function isForced(call: Call): boolean {
  return call.query.get('force')?.toLowerCase() === 'true';
}
