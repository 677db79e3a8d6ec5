import * as l10n from '@vscode/l10n';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { openLog } from './openLog.ts';

export const contribution: RemedyContribution = {
  title: 'Open stdout.txt',
  icon: 'output',
  effect: 'reads',
  remedy: () => l10n.t('Open stdout.txt'),
  rows: [{ on: 'task', if: 'hasFiles', unless: 'neverRan', at: '1_look@1' }],
};

/** Opens the standard output of tasks at its end. */
export const run: Command = openLog('stdout.txt');
