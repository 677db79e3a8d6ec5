import * as l10n from '@vscode/l10n';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { openLog } from './openLog.ts';

export const contribution: RemedyContribution = {
  title: 'Open stderr.txt',
  icon: 'warning',
  effect: 'reads',
  remedy: () => l10n.t('Open stderr.txt'),
  rows: [
    { on: 'task', if: 'failed', unless: 'neverRan', at: 'inline@1' },
    { on: 'task', if: 'hasFiles', unless: 'neverRan', at: '1_look@2' },
  ],
};

/** Opens the standard error of tasks at its end. */
export const run: Command = openLog('stderr.txt');
