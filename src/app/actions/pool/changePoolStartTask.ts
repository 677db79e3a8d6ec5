import * as l10n from '@vscode/l10n';
import { findOtherPool, settleStartTask } from '../../../core/changes/poolLife.ts';
import type { Pool, StartTask } from '../../../core/model/pool.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { toCommandId } from '../../commandId.ts';
import { refuseForgotten } from '../targets/refuseForgotten.ts';
import { toVerb } from '../verb/toVerb.ts';
import { poolNoun } from './pools.ts';

/** Replaces a pool's start task. It may contain secrets, so it is never saved and is lost with the window. */
export const changePoolStartTask = toVerb<PoolResource, Pool, object, StartTask>(poolNoun, {
  id: toCommandId('pool.changeStartTask'),
  canBeUndone: () => true,
  sends: [['PATCH', '']],
  takesAway: () => false,
  replaces: () => true,
  findChange: findOtherPool,
  texts: {
    title: (n) => [l10n.t('Changing the start task'), l10n.t('Changing {count} start tasks', n)],
    done: (n, name) => [
      l10n.t('Pool {0} has the new start task.', name),
      l10n.t('{count} pools have the new start task.', n),
    ],
    failed: (nOf) => [
      l10n.t('The start task could not be changed.'),
      l10n.t('{count} of {total} start tasks could not be changed.', nOf),
    ],
    question: (n, name) => [
      l10n.t('Change the start task of pool {0}?', name),
      l10n.t('Change {count} start tasks?', n),
    ],
    confirm: () => l10n.t('Change the Start Task'),
    kept: (count) =>
      plural(count, {
        '=1': l10n.t("First, the pool's current properties are saved on this computer."),
        other: l10n.t("First, the pools' current properties are saved on this computer."),
      }),
  },
  act: ({ pools }, { poolId }, _choices, options, startTask = refuseForgotten()) =>
    pools.patchPool(poolId, { startTask }, options),
  settle: (look, _choices, startTask = refuseForgotten()) => settleStartTask(look, startTask),
});
