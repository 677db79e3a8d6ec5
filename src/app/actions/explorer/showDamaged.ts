import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { toScopeTarget } from './scopeArgument.ts';

export const contribution: Contribution = {
  title: 'Show Damaged Data',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'damaged', at: '1_look@1' }],
};

/** Shows what of a list came damaged, as it came: what the row that counts it does. */
export const run: Command = async (services, args) => {
  const target = toScopeTarget(args);
  if (target === undefined) return;
  const { accountId, scope } = target;
  const resource = { kind: 'account', accountId } as const;
  await services.ui.open({ resource, document: 'damaged', list: JSON.stringify(scope) });
};
