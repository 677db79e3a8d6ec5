import * as l10n from '@vscode/l10n';
import type { Contribution } from '../../../app/actions/contribution.ts';
import { refuseLostRows } from '../../../app/actions/lostRows.ts';
import { toResources } from '../../../app/actions/targets.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { toDocumentUri } from '../../documentUri.ts';
import { openAtStart, openSeveral } from '../../openDocument.ts';
import type { Command } from '../command.ts';
import { orInFront } from '../inFront.ts';

export const contribution: Contribution = {
  title: 'Properties',
  icon: 'json',
  effect: 'reads',
  rows: [
    { on: ['pool', 'node', 'job', 'jobSchedule', 'task', 'taskRun', 'subtask', 'preparationNode'], at: '1_look@9' },
  ],
};

/** Opens what the service says of things, as JSON. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const things = toResources(orInFront(services, args)).filter(
    ({ kind }) => kind !== 'account' && kind !== 'taskFile' && kind !== 'nodeFile',
  );
  if (things.length === 0) {
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t('Select a pool, node, job, job schedule, or task in an Azure Batch view first.'),
    });
  }
  await openSeveral(
    things.map((resource) => toDocumentUri({ resource, document: 'json' })),
    openAtStart,
  );
};
