import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Mark All Failures as Seen',
  icon: 'check-all',
  effect: 'reads',
  views: [{ on: 'failures', at: '1_show@1' }],
};

/** Marks the current failures as seen, for users who show only new ones. */
export const run: Command = async ({ trees }) => trees.failures.acknowledge();
