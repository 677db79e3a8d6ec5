import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { copyIds } from './copyIds.ts';

export const contribution: Contribution = {
  title: 'Copy ID',
  effect: 'reads',
  palette: 'never',
  rows: [
    {
      on: [
        'account',
        'pool',
        'node',
        'job',
        'jobSchedule',
        'task',
        'taskRun',
        'taskFile',
        'nodeFile',
        'missingTask',
        'preparationNode',
      ],
      at: 'copy@1',
    },
  ],
};

/** Copies the IDs of the selected items, one per line. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const resources = toResources(orInFront(services, args));
  if (resources.length === 0) throw toInvalidInput(l10n.t('Select a row in the Azure Batch explorer first.'));
  await copyIds(services, resources);
};
