import { toFocus } from '../../../app/actions/explorer/found.ts';
import { resolveOne } from '../../../app/actions/targets/resolve.ts';
import { toResources } from '../../../app/actions/targets/targets.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toKind } from '../../../core/model/resource.ts';
import type { Command } from '../command.ts';
import { openChoice } from './find.ts';
import { askThing } from './findBox.ts';

export const contribution: Contribution = {
  title: 'Find Here…',
  icon: 'search',
  effect: 'reads',
  palette: 'never',
  rows: [
    { on: ['pools', 'jobs', 'jobSchedules'], at: '1_look@2' },
    { on: ['account', 'pool', 'nodeGroup', 'job', 'taskGroup'], at: 'look@2' },
  ],
};

/** Runs Find within the account, pool, or job of the row that the command is called on. */
export const run: Command = async (services, args) => {
  const account = await resolveOne(services, 'account', args);
  const [resource = account] = toResources([args[0]]);
  const within = toKind('job', resource) ?? toKind('pool', resource) ?? account;
  await openChoice(services, await askThing(services.accounts, { ...toFocus([resource]), within }));
};
