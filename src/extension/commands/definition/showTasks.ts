import * as l10n from '@vscode/l10n';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { loadDiagnosis } from '../../bundles/load.ts';
import { showResult } from '../../ui/shownList.ts';
import type { Command } from '../command.ts';
import { openDefinition } from './activeDefinition.ts';

export const contribution: Contribution = { title: 'Show Tasks of Task Factory', effect: 'reads', palette: 'never' };

/**
 * Shows the first and the last tasks that a task factory creates: the factory at the given offset of a definition, or
 * else the first factory.
 */
export const run: Command = async (_services, args) => {
  const document = await openDefinition(args);
  const [, offset] = args;
  const all = loadDiagnosis().listMadeTasks(document.getText());
  const made = all.find((one) => one.offset === offset) ?? all[0];
  if (made === undefined) throw toInvalidInput(l10n.t('This definition has no task factory.'));
  await showResult(`${made.jobId ?? 'job'}.tasks.json`, loadDiagnosis().renderMadeTasks(made), { preview: true });
};
