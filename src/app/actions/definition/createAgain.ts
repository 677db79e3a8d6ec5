import * as l10n from '@vscode/l10n';
import type { ItemOutcome } from '../../../core/changes/bulk/bulkRecord.ts';
import { planRequests } from '../../../core/changes/bulk/plannedRequests.ts';
import { isNewTime } from '../../../core/changes/settlement.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { toKey } from '../../../core/model/resource.ts';
import type { Right } from '../../../core/model/right.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { deleteJob } from '../job/delete.ts';
import { deleteJobSchedule } from '../jobSchedule/delete.ts';
import { deletePool } from '../pool/delete.ts';
import { runBulk } from '../run/runBulk.ts';
import { withRight } from '../verb/readOnly.ts';
import type { WindowApp } from '../verb/window.ts';
import { askBeside } from './askBeside.ts';
import { collections } from './collections.ts';
import { type CreatedResource, type Creation, findThere, submitDefinition } from './submitDefinition.ts';
import { notifyLost, waitUntilGone } from './waitUntilGone.ts';

const rights: Readonly<Record<CreatedResource['kind'], Right>> = {
  pool: 'deletePools',
  job: 'deleteJobs',
  jobSchedule: 'deleteSchedules',
};

/** An item whose definition changes properties that the service can't change. */
export interface Replaced {
  readonly resource: CreatedResource;
  readonly there: Creation;
  readonly value: Creation;
  /** Names of the properties that cannot be changed. */
  readonly fixed: readonly string[];
  readonly account: string;
}

/**
 * Deletes an existing item and creates it again from its definition. First asks next to the definition, and then for
 * the item's name, as the deletion does. Creates the item once the old one is gone. If the service refuses to create
 * it, the definition stays open and the refusal is shown. Throws `BatchError` and `Cancelled`.
 */
export async function createAgain(all: WindowApp, replaced: Replaced): Promise<void> {
  const { resource, value, fixed, account } = replaced;
  const services = await withRight(all, rights[resource.kind], [resource]);
  const id = toVisible(value.id);
  const isConfirmed = await askBeside(services, {
    message: l10n.t('Delete {id} in account {account} and create it again?', { id, account }),
    names: [value.id],
    notes: [
      l10n.t("Batch doesn't allow these properties to be changed: {0}.", listPlain(fixed)),
      l10n.t('The existing item is deleted with everything that belongs to it, which is listed before you confirm.'),
      l10n.t("It's created from this definition after the deletion finishes, which may take several minutes."),
    ],
    confirm: l10n.t('Delete and Create Again…'),
    requests: [...planRequests([['DELETE', '']], [resource]), `POST ${collections[resource.kind]}`],
    canBeUndone: false,
  });
  if (!isConfirmed) throw new Cancelled();
  const deleted = await remove(services, resource);
  // The outcome of the deletion has already been shown.
  if (deleted?.outcome !== 'done') return;
  await untilGone(services, replaced);
  const [created] = await runBulk(services, {
    verb: submitDefinition,
    choices: {},
    items: [{ resource }],
    known: new Map([[toKey(resource), value]]),
    judgedAtMs: services.clock.now(),
  });
  if (created?.outcome !== 'done') notifyLost(services, [value.id]);
}

/** Deletes the item as its own command does, after that command's question. Resolves to the outcome. */
async function remove(services: WindowApp, resource: CreatedResource): Promise<ItemOutcome | undefined> {
  const judgedAtMs = services.clock.now();
  const isFollowed = false;
  switch (resource.kind) {
    case 'pool': {
      const { items, choices } = await deletePool.ask(services, [resource]);
      return (await runBulk(services, { verb: deletePool, choices, items, judgedAtMs, isFollowed }))[0];
    }
    case 'job': {
      const { items, choices } = await deleteJob.askMore(services, [resource]);
      return (await runBulk(services, { verb: deleteJob, choices, items, judgedAtMs, isFollowed }))[0];
    }
    case 'jobSchedule': {
      const { items, choices } = await deleteJobSchedule.askMore(services, [resource]);
      return (await runBulk(services, { verb: deleteJobSchedule, choices, items, judgedAtMs, isFollowed }))[0];
    }
  }
}

/** Waits until the ID is free. Throws `InvalidInput` if another item has taken it, or the user stops waiting. */
async function untilGone(services: WindowApp, { resource, there, value }: Replaced): Promise<void> {
  const { service } = await services.accounts.getStore(resource.accountId);
  await waitUntilGone(services, [value.id], async () => {
    const now = await findThere(service, resource);
    if (now === undefined) return 'gone';
    return isNewTime(there.creationTime, now.creationTime) ? 'taken' : undefined;
  });
}
