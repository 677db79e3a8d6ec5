import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { run as showOverview } from '../account/overview.ts';
import { run as explainCause } from '../failures/explain.ts';
import { isCause, toCauseOfSeveral } from '../failures/toCauseTarget.ts';
import { run as explainJob } from '../job/explain.ts';
import { run as explainJobSchedule } from '../jobSchedule/explain.ts';
import { run as explainNode } from '../node/explain.ts';
import { run as explainPool } from '../pool/explain.ts';
import { toResources } from '../targets/targets.ts';
import { run as explainTask } from '../task/explain.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Explain Row or Document',
  effect: 'reads',
  palette: 'never',
  keybinding: { key: 'shift+f1', in: ['explorer', 'failures', 'document'] },
};

/** Explains the item of a row or document, or, for a row of several failures, their cause. */
export const run: Command = async (services, args) => {
  const cause = toCauseOfSeveral(args[0]);
  if (cause !== undefined) return explainCause(services, [cause]);
  const [resource] = toResources(args);
  const explain = isCause(args[0]) ? explainCause : resource && findCommand(resource);
  if (explain === undefined) {
    const message = l10n.t('Select an account, pool, node, job, job schedule, task, or cause first.');
    throw new BatchError({ code: 'InvalidInput', message });
  }
  return explain(services, args);
};

function findCommand({ kind }: Resource): Command | undefined {
  switch (kind) {
    case 'task':
    case 'taskFile':
      return explainTask;
    case 'jobSchedule':
      return explainJobSchedule;
    case 'job':
      return explainJob;
    case 'pool':
      return explainPool;
    case 'node':
    case 'nodeFile':
      return explainNode;
    case 'account':
      return showOverview;
    default:
      return undefined;
  }
}
