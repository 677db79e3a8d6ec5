import * as l10n from '@vscode/l10n';
import { openDraft } from '../definition/openDraft.ts';
import { resolve } from '../targets/resolve.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: RemedyContribution = {
  title: 'Fix and Resubmit Task…',
  icon: 'edit',
  effect: 'reads',
  needs: 'changeJobs',
  remedy: () => l10n.t('Fix and Resubmit…'),
  rows: [
    { on: ['task', 'taskRun'], if: 'onlyResubmit', unless: 'retryable', at: 'inline@2' },
    { on: ['task', 'taskRun'], unless: ['active', 'preparing', 'running'], at: '3_putRight@3' },
    { on: 'task', if: ['active', 'preparing', 'running'], at: 'act@2' },
  ],
  editors: [
    {
      on: /\/tasks\/[^/]+\/(files\/|text\/|task\.json$|[^/]+\.explanation\.md$)/,
      if: 'shownTaskCanResubmit',
      at: 'navigation@2',
    },
  ],
};

/**
 * Opens the definition of a task in an editor, for correction and submission under another ID, so that the first run
 * stays available. Corrections in one of several tasks apply to all.
 */
export const run: WindowCommand = async (services, args) => {
  const [first, ...others] = await resolve(services, 'task', args, { many: true });
  if (first !== undefined) await openDraft(services, [first, ...others]);
};
