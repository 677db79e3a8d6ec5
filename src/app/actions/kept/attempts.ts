import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import type { NodeResource, TaskResource } from '../../../core/model/resource.ts';
import { isResource } from '../../../core/model/resourceChain.ts';
import { isObject } from '../../../core/model/shape.ts';
import {
  type AttemptLogTarget,
  type AttemptTarget,
  fromDocumentPath,
  toDocumentPath,
} from '../../../core/query/documentPath.ts';
import { toRows } from '../targets.ts';

/** The earlier attempts that a command was called on: rows of them, or the page of one. */
export function listAttempts(args: readonly unknown[]): readonly AttemptTarget[] {
  return toRows(args).flatMap((row) => findAttemptOf(row) ?? []);
}

function findAttemptOf(row: unknown): AttemptTarget | undefined {
  if (!isObject(row)) return undefined;
  const { scheme, authority, path, opens } = row;
  if (scheme === 'azurebatch' && typeof authority === 'string' && typeof path === 'string')
    return toAttempt(fromDocumentPath(authority, path));
  return toAttempt(opens);
}

/** Whatever a link says, it names an attempt or nothing. */
function toAttempt(opens: unknown): AttemptTarget | undefined {
  if (!isObject(opens) || opens['document'] !== 'attempt' || typeof opens['savedAt'] !== 'string') return undefined;
  const { resource, savedAt } = opens;
  if (!isResource(resource) || (resource.kind !== 'task' && resource.kind !== 'node')) return undefined;
  const target: AttemptTarget = { resource, document: 'attempt', savedAt };
  return toDocumentPath(target) === undefined ? undefined : target;
}

/** The kept log that a row is of. */
export function findLog(row: unknown): AttemptLogTarget | undefined {
  if (!isObject(row) || !isObject(row['opens'])) return undefined;
  const { document, path, ...attempt } = row['opens'];
  const target = document === 'attemptLog' && toAttempt({ ...attempt, document: 'attempt' });
  return target && typeof path === 'string' ? { ...target, document, path } : undefined;
}

type OwnerOf<K> = Extract<TaskResource | NodeResource, { readonly kind: K }>;

/** The attempt that a command was called on. Throws `InvalidInput` where that is none, or of another kind of thing. */
export function requireAttempt<K extends 'task' | 'node'>(
  args: readonly unknown[],
  kind: K,
): { readonly resource: OwnerOf<K>; readonly savedAt: string } {
  const [attempt] = listAttempts(args);
  if (attempt === undefined || attempt.resource.kind !== kind) {
    const message = l10n.t('Select an earlier attempt of a task first.');
    throw new BatchError({ code: 'InvalidInput', message });
  }
  return { resource: attempt.resource as OwnerOf<K>, savedAt: attempt.savedAt };
}
