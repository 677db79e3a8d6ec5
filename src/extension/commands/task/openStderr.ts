import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { openLog } from './openLog.ts';

export const contribution: Contribution = {
  title: 'Open stderr.txt',
  icon: 'warning',
  effect: 'reads',
  rows: [
    { on: 'task', if: 'failed', at: 'inline@1' },
    { on: 'task', if: 'hasFiles', at: '1_look@2' },
  ],
};

/** Opens what the tasks wrote to standard error, at its end. */
export const run: Command = openLog('stderr.txt');
