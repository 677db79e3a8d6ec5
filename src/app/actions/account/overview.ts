import { openExplanation } from '../resource/openExplanation.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Show Account Overview',
  icon: 'dashboard',
  effect: 'reads',
  rows: [{ on: 'account', at: '2_explain@1' }],
  views: [{ on: 'explorer', at: 'navigation@3' }],
};

/** Opens an overview of an account: failures by cause, pools and jobs, quotas, and idle nodes. */
export const run: Command = openExplanation('account');
