import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Mark All Failures as Seen',
  icon: 'check-all',
  effect: 'reads',
  views: [{ on: 'failures', at: '1_show@1' }],
};

/** Marks the current failures as seen, for users who show only new ones. */
export const run: WindowCommand = async ({ trees }) => trees.failures.acknowledge();
