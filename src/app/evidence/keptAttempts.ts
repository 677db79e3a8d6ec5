import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { LogEnd } from '../../core/model/logEnd.ts';
import type { NodeResource, Resource, TaskResource } from '../../core/model/resource.ts';
import type { SavedAttempt, SeenEffect } from '../../core/model/savedAttempt.ts';
import type { SavedObject } from '../../core/model/savedObject.ts';
import type { Task } from '../../core/model/task.ts';
import type { ExplainingBundles } from '../ports.ts';
import type { AttemptJournal } from './attemptJournal.ts';

/** The stores of saved records, and the bundles that read them. */
export interface KeptPlaces {
  readonly bundles: ExplainingBundles;
  readonly journal: Pick<AttemptJournal, 'list' | 'forget'>;
  readonly kept: Pick<AttemptJournal<Resource, SavedObject>, 'list' | 'forget'>;
}

/** An item whose earlier attempts are listed individually. */
export type AttemptOwner = TaskResource | NodeResource;

/** A record of a task or a node from before an action. */
export interface KeptAttempt {
  /** Time of saving, ISO 8601, which identifies the attempt among the item's attempts. */
  readonly savedAt: string;
  /** The outcome of the attempt and the action that followed, in one line. */
  readonly title: string;
  readonly logs: readonly LogEnd[];
  /** The problem in one line, as reported at the time. */
  readonly why?: string | undefined;
  readonly effect?: SeenEffect | undefined;
  readonly of: { readonly task: Task } | { readonly node: ComputeNode };
}

/** Lists the earlier attempts of a task, or the earlier states of a node before actions; newest first. */
export async function listKeptAttempts(
  { bundles, journal, kept }: KeptPlaces,
  owner: AttemptOwner,
  toActionName: (action: string) => string,
): Promise<readonly KeptAttempt[]> {
  const attempts =
    owner.kind === 'task'
      ? (await journal.list(owner)).map((saved) => toTaskAttempt(saved, bundles))
      : (await kept.list(owner)).map((saved) => toNodeAttempt(owner, saved, toActionName, bundles));
  return attempts.toReversed();
}

/** Finds one attempt. Throws `BatchError` if it was deleted. */
export async function findAttempt(
  places: KeptPlaces,
  { resource, savedAt }: { readonly resource: AttemptOwner; readonly savedAt: string },
  toActionName: (action: string) => string,
): Promise<KeptAttempt> {
  const attempts = await listKeptAttempts(places, resource, toActionName);
  const found = attempts.find((attempt) => attempt.savedAt === savedAt);
  if (found !== undefined) return found;
  const message = l10n.t(
    'This is no longer saved on this computer: it was forgotten or was removed because of its age.',
  );
  throw new BatchError({ code: 'InvalidInput', status: 404, message });
}

function toTaskAttempt(saved: SavedAttempt, bundles: ExplainingBundles): KeptAttempt {
  const { savedAt, logs, why, effect, task } = saved;
  return { savedAt, title: bundles.diagnosis().describeAttempt(saved), logs, why, effect, of: { task } };
}

function toNodeAttempt(
  { nodeId }: NodeResource,
  { savedAt, action, logs, why, effect, object }: SavedObject,
  toActionName: (action: string) => string,
  bundles: ExplainingBundles,
): KeptAttempt {
  const node = bundles.diagnosis().toSavedNode(object, nodeId);
  const title = l10n.t('before “{action}”', { action: toActionName(action) });
  return { savedAt, title, logs, why, effect, of: { node } };
}

/** Deletes an attempt from this computer. */
export async function forgetAttempt(
  { journal, kept }: Omit<KeptPlaces, 'bundles'>,
  owner: AttemptOwner,
  savedAt: string,
): Promise<void> {
  const isIt = (one: { readonly savedAt: string }): boolean => one.savedAt === savedAt;
  if (owner.kind === 'task') await journal.forget(owner, isIt);
  else await kept.forget(owner, isIt);
}
