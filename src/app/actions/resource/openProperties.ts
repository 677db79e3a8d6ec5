import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { openSeveral } from '../../documents/openSeveral.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Properties',
  icon: 'json',
  effect: 'reads',
  palette: 'never',
  rows: [
    { on: ['node', 'jobSchedule', 'subtask', 'preparationNode'], at: '1_look@9' },
    { on: ['pool', 'job', 'task', 'taskRun'], at: 'look@9' },
  ],
};

/** Opens the service's data about items, as JSON. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const things = toResources(orInFront(services, args)).filter(
    ({ kind }) => kind !== 'account' && kind !== 'taskFile' && kind !== 'nodeFile',
  );
  if (things.length === 0) {
    throw toInvalidInput(l10n.t('Select a pool, node, job, job schedule, or task in an Azure Batch view first.'));
  }
  await openSeveral(
    services,
    things.map((resource) => ({ resource, document: 'json' as const })),
    'default',
  );
};
