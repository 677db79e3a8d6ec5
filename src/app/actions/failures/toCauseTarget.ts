import { readMember } from '../../../core/model/readMember.ts';
import { isResource, toKind } from '../../../core/model/resource.ts';
import { type CauseTarget, fromDocumentAddress } from '../../../core/places/documentPath.ts';
import { toHit } from '../targets/targets.ts';

/** Returns the cause of a row, of a document, or of a document's address; undefined for anything else. */
export function toCauseTarget(given: unknown): CauseTarget | undefined {
  return fromRow(given) ?? fromTarget(given) ?? fromUri(given);
}

/**
 * Checks whether a command was called on a cause: its row, the row of unread tasks, or a document about it. Such a
 * document names the cause's account or job, but covers only part of its failures.
 */
export function isCause(given: unknown): boolean {
  return toHit(given) !== undefined || toCauseTarget(given) !== undefined;
}

/** Returns the cause of a row. Rows of the explorer are about a job; rows of the failures view are about an account. */
function fromRow(row: unknown): CauseTarget | undefined {
  const resource = readMember(row, 'resource');
  if (!isResource(resource) || !Array.isArray(readMember(row, 'resources'))) return undefined;
  const { accountId } = resource;
  const inJob = readFingerprint(readMember(row, 'place'));
  const job = toKind('job', resource);
  if (inJob !== undefined && job !== undefined) return { resource: job, document: 'cause', fingerprint: inJob };
  return ofAccount(accountId, row);
}

function ofAccount(accountId: string, row: unknown): CauseTarget | undefined {
  const fingerprint = readFingerprint(readMember(readMember(row, 'cause'), 'cluster'));
  return fingerprint === undefined
    ? undefined
    : { resource: { kind: 'account', accountId }, document: 'cause', fingerprint };
}

/** Returns the cause of a row that groups several failures; undefined for any other row. */
export function toCauseOfSeveral(row: unknown): CauseTarget | undefined {
  if (!Array.isArray(readMember(row, 'members'))) return undefined;
  const resource = readMember(row, 'resource');
  return isResource(resource) ? ofAccount(resource.accountId, row) : undefined;
}

function fromTarget(target: unknown): CauseTarget | undefined {
  const resource = readMember(target, 'resource');
  const fingerprint = readFingerprint(target);
  if (readMember(target, 'document') !== 'cause' || fingerprint === undefined || !isResource(resource))
    return undefined;
  return resource.kind === 'account' || resource.kind === 'job'
    ? { resource, document: 'cause', fingerprint }
    : undefined;
}

function fromUri(uri: unknown): CauseTarget | undefined {
  const target = fromDocumentAddress(uri);
  return target?.document === 'cause' ? target : undefined;
}

function readFingerprint(value: unknown): string | undefined {
  const fingerprint = readMember(value, 'fingerprint');
  return typeof fingerprint === 'string' ? fingerprint : undefined;
}
