import { env, l10n } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import { toOwnId } from '../../../core/model/resourceChain.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { plural } from '../../../core/text/plural.ts';
import { notifyStatus } from '../../messages.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { refuseLostRows } from '../lostRows.ts';
import { toResources } from '../targets.ts';

export const contribution: Contribution = {
  title: 'Copy Id',
  effect: 'reads',
  rows: [
    {
      on: ['account', 'pool', 'node', 'job', 'jobSchedule', 'task', 'taskRun', 'taskFile', 'nodeFile'],
      at: '5_copy@1',
    },
  ],
};

/** Copies the ids of the selected things, one a line. */
export const run: Command = async (_services, args) => {
  refuseLostRows(args);
  const ids = toResources(args).map(toOwnId);
  if (ids.length === 0) {
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t('Select a row in the Azure Batch explorer first.'),
    });
  }
  await env.clipboard.writeText(ids.join('\n'));
  const count = formatNumber(ids.length);
  notifyStatus(
    plural(ids.length, {
      '=1': l10n.t('Id copied'),
      one: l10n.t('{count} id copied', { count }),
      other: l10n.t('{count} ids copied', { count }),
    }),
  );
};
