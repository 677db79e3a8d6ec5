import * as l10n from '@vscode/l10n';
import type { Pool, StartTask } from '../../../core/model/pool.ts';
import { readPool } from '../../../core/model/poolShape.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { readAs } from '../../../core/model/shape.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import { settleTransition } from '../../../core/remedy/life.ts';
import {
  findAutoscaleChange,
  findOtherPool,
  findPoolChange,
  poolLife,
  settleDisableAutoscale,
  settleEnableAutoscale,
  settleResize,
  settleStartTask,
} from '../../../core/remedy/poolLife.ts';
import type { Look, Settlement } from '../../../core/remedy/settlement.ts';
import { plural } from '../../../core/text/plural.ts';
import type { BatchService, ChangeOptions, PoolResize } from '../../../service/ports.ts';
import { toCommandId } from '../../commandId.ts';
import type { Verb } from '../run/verb.ts';
import { deletionOfPools, runOfFormulas, stopOfResizes } from './effects.ts';
import { lookAt, toBefore } from './looks.ts';
import { refuseForgotten } from './refuseForgotten.ts';

/** What a second look at a pool compares with. */
export function toPoolItem(resource: PoolResource, pool: Pool): BulkItem<PoolResource> {
  const { allocationState, allocationStateTransitionTime, creationTime, enableAutoScale } = pool;
  const { targetDedicatedNodes, targetLowPriorityNodes } = pool;
  return {
    resource,
    before: {
      allocationState,
      allocationStateTransitionTime,
      creationTime,
      enableAutoScale,
      targetDedicatedNodes,
      targetLowPriorityNodes,
    },
  };
}

/** Why a pool is not to get another size, or to be taken away, after all. */
function findChange(item: BulkItem<PoolResource>, now: object): string | undefined {
  return findPoolChange(toBefore(readPool, item), readAs(readPool, now).value);
}

/** The same for verbs that replace the formula of a pool, with which that is written down. */
export function toFormulaItem(resource: PoolResource, pool: Pool): BulkItem<PoolResource> {
  const { autoScaleFormula, autoScaleRun } = pool;
  const item = toPoolItem(resource, pool);
  return {
    ...item,
    before: { ...item.before, autoScaleFormula, autoScaleRun: { timestamp: autoScaleRun?.timestamp } },
  };
}

/** Why the formula of a pool is not to be replaced after all. */
function findChangeOfFormula(item: BulkItem<PoolResource>, now: object): string | undefined {
  return findAutoscaleChange(toBefore(readPool, item), readAs(readPool, now).value);
}

type PoolVerb<Choices extends object> = Omit<Verb<PoolResource, Choices>, 'isRepeatable' | 'bind'> & {
  readonly act: (service: BatchService, poolId: string, choices: Choices, options: ChangeOptions) => Promise<void>;
  readonly settle: (look: Look<Pool>, choices: Choices) => Settlement;
};

/** Verbs of one request for each pool, which do no more when they are repeated. */
function toVerb<Choices extends object>({ act, settle, ...said }: PoolVerb<Choices>): Verb<PoolResource, Choices> {
  return {
    ...said,
    isRepeatable: true,
    bind: ({ getService }, choices) => ({
      async act([{ resource }], options) {
        await act(await getService(resource.accountId), resource.poolId, choices, options);
        return undefined;
      },
      async settle(item, sent) {
        const service = await getService(item.resource.accountId);
        return settle(await lookAt(readPool, item, sent, service.pools.getPool(item.resource.poolId)), choices);
      },
    }),
  };
}

/** What becomes of tasks is said only where nodes go. */
function losesNodes({ nodeDeallocationOption }: PoolResize): boolean {
  return nodeDeallocationOption !== undefined;
}

/** A pool is kept with its nodes. */
function describeKept(count: number): string {
  return plural(count, {
    '=1': l10n.t(
      'First, the properties of the pool and its nodes, and the ends of the start task logs of broken nodes, are saved on this computer.',
    ),
    other: l10n.t(
      'First, the properties of the pools and their nodes, and the ends of the start task logs of broken nodes, are saved on this computer.',
    ),
  });
}

/** Gives pools new numbers of nodes. */
export const resizePoolVerb = toVerb<PoolResize>({
  id: toCommandId('pool.resize'),
  canBeUndone: (resize) => !losesNodes(resize),
  sends: [['POST', '/resize']],
  takesAway: losesNodes,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Resizing the pool'), other: l10n.t('Resizing {count} pools', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The pool is being resized.'),
        other: l10n.t('{count} pools are being resized.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The pool could not be resized.'),
        other: l10n.t('{count} of {total} pools could not be resized.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Resize pool {0}?', name), other: l10n.t('Resize {count} pools?', asCount(count)) }),
    confirm: () => l10n.t('Resize'),
    kept: describeKept,
  },
  act: (service, poolId, target, options) => service.pools.resizePool(poolId, target, options),
  settle: settleResize,
  findChange,
});

/** Deletes pools with their nodes. */
export const deletePoolVerb = toVerb({
  id: toCommandId('pool.delete'),
  canBeUndone: () => false,
  effect: deletionOfPools,
  sends: [['DELETE', '']],
  takesAway: () => true,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Deleting the pool'), other: l10n.t('Deleting {count} pools', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The pool is being deleted.'),
        other: l10n.t('{count} pools are being deleted.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The pool could not be deleted.'),
        other: l10n.t('{count} of {total} pools could not be deleted.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Delete pool {0}?', name), other: l10n.t('Delete {count} pools?', asCount(count)) }),
    confirm: () => l10n.t('Delete'),
    kept: describeKept,
  },
  act: (service, poolId, _choices, options) => service.pools.deletePool(poolId, options),
  settle: (look) => settleTransition(poolLife.delete, look),
  findChange,
});

/**
 * Gives a pool another start task. It may hold secrets, so it is written down nowhere and lost with the window.
 */
export const changeStartTaskVerb: Verb<PoolResource, object, StartTask> = {
  id: toCommandId('pool.changeStartTask'),
  isRepeatable: true,
  canBeUndone: () => true,
  sends: [['PATCH', '']],
  takesAway: () => false,
  replaces: () => true,
  findChange: (item, now) => findOtherPool(toBefore(readPool, item), readAs(readPool, now).value),
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Changing the start task'),
        other: l10n.t('Changing {count} start tasks', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The pool has the new start task.'),
        other: l10n.t('{count} pools have the new start task.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The start task could not be changed.'),
        other: l10n.t('{count} of {total} start tasks could not be changed.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Change the start task of pool {0}?', name),
        other: l10n.t('Change {count} start tasks?', asCount(count)),
      }),
    confirm: () => l10n.t('Change the Start Task'),
    kept: (count) =>
      plural(count, {
        '=1': l10n.t('First, the properties of the pool as they are now are saved on this computer.'),
        other: l10n.t('First, the properties of the pools as they are now are saved on this computer.'),
      }),
  },
  bind: ({ getService }, _choices, known) => ({
    async act([{ resource }], options) {
      const startTask = known(resource) ?? refuseForgotten();
      await (await getService(resource.accountId)).pools.patchPool(resource.poolId, { startTask }, options);
      return undefined;
    },
    async settle(item, sent) {
      const { accountId, poolId } = item.resource;
      const service = await getService(accountId);
      const look = await lookAt(readPool, item, sent, service.pools.getPool(poolId));
      return settleStartTask(look, known(item.resource) ?? refuseForgotten());
    },
  }),
};

export interface AutoscaleChoices {
  readonly formula: string;
}

/** Lets formulas set the size of pools. */
export const enableAutoscaleVerb = toVerb<AutoscaleChoices>({
  id: toCommandId('pool.enableAutoscale'),
  // A formula may take nodes away, with what runs there.
  canBeUndone: () => false,
  effect: runOfFormulas,
  sends: [['POST', '/enableautoscale']],
  takesAway: () => false,
  replaces: () => true,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Changing the autoscale formula'),
        other: l10n.t('Changing {count} autoscale formulas', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The formula sets the size of the pool now.'),
        other: l10n.t('Formulas set the size of {count} pools now.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The autoscale formula could not be changed.'),
        other: l10n.t('{count} of {total} autoscale formulas could not be changed.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Let this formula set the size of pool {0}?', name),
        other: l10n.t('Let this formula set the size of {count} pools?', asCount(count)),
      }),
    confirm: () => l10n.t('Use This Formula'),
  },
  act: (service, poolId, { formula }, options) => service.pools.enableAutoscale(poolId, formula, options),
  settle: (look, { formula }) => settleEnableAutoscale(look, formula),
  findChange: findChangeOfFormula,
});

/** Makes pools keep the size that they have. */
export const disableAutoscaleVerb = toVerb({
  id: toCommandId('pool.disableAutoscale'),
  canBeUndone: () => true,
  sends: [['POST', '/disableautoscale']],
  takesAway: () => false,
  replaces: () => true,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Turning off autoscale'),
        other: l10n.t('Turning off autoscale of {count} pools', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The pool no longer scales automatically.'),
        other: l10n.t('{count} pools no longer scale automatically.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('Autoscale could not be turned off.'),
        other: l10n.t('Autoscale could not be turned off for {count} of {total} pools.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Turn off autoscale of pool {0}?', name),
        other: l10n.t('Turn off autoscale of {count} pools?', asCount(count)),
      }),
    confirm: () => l10n.t('Turn Off'),
  },
  act: (service, poolId, _choices, options) => service.pools.disableAutoscale(poolId, options),
  settle: settleDisableAutoscale,
  findChange: findChangeOfFormula,
});

/** Stops the resizes of pools. */
export const stopResizePoolVerb = toVerb({
  id: toCommandId('pool.stopResize'),
  canBeUndone: () => true,
  effect: stopOfResizes,
  sends: [['POST', '/stopresize']],
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Stopping the resize'), other: l10n.t('Stopping {count} resizes', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The resize is being stopped.'),
        other: l10n.t('{count} resizes are being stopped.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The resize could not be stopped.'),
        other: l10n.t('{count} of {total} resizes could not be stopped.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Stop the resize of pool {0}?', name),
        other: l10n.t('Stop {count} resizes?', asCount(count)),
      }),
    confirm: () => l10n.t('Stop the resize'),
  },
  act: (service, poolId, _choices, options) => service.pools.stopResizePool(poolId, options),
  settle: (look) => settleTransition(poolLife.stopResize, look),
  findChange,
});
