import type { Command, Contribution } from '../verb/contribution.ts';
import { toScopeTarget } from './scopeArgument.ts';

export const contribution: Contribution = {
  title: 'Show Damaged Data',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'damaged', at: '1_look@1' }],
};

/** Opens the damaged entries of a list as the service returned them, for the row that counts them. */
export const run: Command = async (services, args) => {
  const target = toScopeTarget(args);
  if (target === undefined) return;
  const { accountId, scope } = target;
  const resource = { kind: 'account', accountId } as const;
  await services.ui.open({ resource, document: 'damaged', list: JSON.stringify(scope) });
};
