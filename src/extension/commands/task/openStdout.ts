import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { openLog } from './openLog.ts';

export const contribution: Contribution = {
  title: 'Open stdout.txt',
  icon: 'output',
  effect: 'reads',
  rows: [{ on: 'task', if: 'hasFiles', at: '1_look@1' }],
};

/** Opens what the tasks wrote to standard output, at its end. */
export const run: Command = openLog('stdout.txt');
