import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';
import { openDefinition } from './openDefinition.ts';

export const contribution: Contribution = { title: 'Show Tasks of Task Factory', effect: 'reads', palette: 'never' };

/**
 * Shows the first and the last tasks that a task factory creates: the factory at the given offset of a definition, or
 * else the first factory.
 */
export const run: WindowCommand = async (services, args) => {
  const document = await openDefinition(services, args);
  const [, offset] = args;
  const { listMadeTasks, renderMadeTasks } = services.bundles.diagnosis();
  const all = listMadeTasks(document.text);
  const made = all.find((one) => one.offset === offset) ?? all[0];
  if (made === undefined) throw toInvalidInput(l10n.t('This definition has no task factory.'));
  await services.showText(`${made.jobId ?? 'job'}.tasks.json`, renderMadeTasks(made), { takesFocus: true });
};
