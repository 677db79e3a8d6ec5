import * as l10n from '@vscode/l10n';
import { openDraft } from '../definition/openDraft.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';
import { findTasks } from './findTasks.ts';

export const contribution: RemedyContribution = {
  title: 'Fix and Resubmit All Tasks with This Cause…',
  icon: 'edit',
  effect: 'reads',
  needs: 'changeJobs',
  palette: 'never',
  remedy: () => l10n.t('Fix and Resubmit All Tasks with This Cause…'),
  rows: [
    { on: 'failureGroup', if: ['onlyResubmit', 'repeated'], at: 'inline@2' },
    { on: 'failureGroup', if: 'ofTasks', at: '3_putRight@2' },
  ],
};

/** Opens the definition of one task of a cause: corrections in it apply to all tasks of the cause. */
export const run: WindowCommand = async (services, args) => {
  const [first, ...others] = await findTasks(services, args);
  if (first !== undefined) await openDraft(services, [first, ...others]);
};
