import type { BulkRecord } from '../../../core/changes/bulk/bulkRecord.ts';
import { type Resource, toKey } from '../../../core/model/resource.ts';
import type { SeenEffect } from '../../../core/model/savedAttempt.ts';
import type { App } from '../../app.ts';

type Journals = Pick<App, 'journal' | 'kept'>;

/**
 * Adds the effects of an action to the evidence saved before it. Items without saved evidence are skipped. Never
 * rejects: a failed write is only logged.
 * @param action ID of the command
 */
export async function noteEffects(
  { journal, kept, log }: Journals & Pick<App, 'log'>,
  action: string,
  seen: Iterable<readonly [Resource, SeenEffect]>,
): Promise<void> {
  try {
    for (const [resource, effect] of seen) {
      if (resource.kind === 'task') {
        const isIt = isBefore(toTaskAction(action));
        await journal.changeLast(resource, isIt, (attempt) => ({ ...attempt, effect }));
      } else await kept.changeLast(resource, isBefore(action), (object) => ({ ...object, effect }));
    }
  } catch (error) {
    log.warn(`the observed effects of an action could not be saved: ${String(error)}`);
  }
}

/** Returns the recorded effects of a bulk action, by the item's index in the plan. */
export async function listNoted(
  { journal, kept }: Journals,
  { plan, outcomes, lastAt }: Pick<BulkRecord, 'plan' | 'outcomes' | 'lastAt'>,
): Promise<ReadonlyMap<number, SeenEffect>> {
  const noted = new Map<number, SeenEffect>();
  for (const [index, { resource }] of plan.items.entries()) {
    if (outcomes[index]?.outcome !== 'done') continue;
    const action = resource.kind === 'task' ? toTaskAction(plan.verb) : plan.verb;
    const all: readonly Kept[] = await (resource.kind === 'task' ? journal.list(resource) : kept.list(resource));
    const found = all.findLast(
      (one) => one.action === action && one.savedAt >= plan.judgedAt && one.savedAt <= lastAt,
    )?.effect;
    if (found !== undefined) noted.set(index, found);
  }
  return noted;
}

/**
 * Returns the time of the last action from this computer on each of `resources` whose effect was reported: ISO 8601, by
 * `toKey`.
 */
export async function listReported(
  { journal, kept }: Journals,
  resources: readonly Resource[],
): Promise<ReadonlyMap<string, string>> {
  const reported = new Map<string, string>();
  for (const resource of resources) {
    const all: readonly Kept[] = await (resource.kind === 'task' ? journal.list(resource) : kept.list(resource));
    const last = all.at(-1);
    if (last?.effect !== undefined) reported.set(toKey(resource), last.savedAt);
  }
  return reported;
}

interface Kept {
  readonly savedAt: string;
  readonly action: string;
  readonly effect?: SeenEffect;
}

/** Matches a record that was saved for an action and has no effect yet. */
function isBefore(action: string): (one: Kept) => boolean {
  return (one) => one.action === action && one.effect === undefined;
}

/** Returns the last part of a verb's ID, such as "retry", which is how saved attempts record it. */
function toTaskAction(action: string): string {
  return action.split('.').at(-1) ?? action;
}
