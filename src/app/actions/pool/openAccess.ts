import { resolveOne } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Show Network Access to Pool',
  effect: 'reads',
  rows: [{ on: 'pool', at: 'connect@1' }],
};

/** Opens a document that lists the open ports of a pool's nodes, the addresses allowed, and how to close them. */
export const run: Command = async (services, args) => {
  const resource = await resolveOne(services, 'pool', args);
  await services.ui.open({ resource, document: 'access' });
};
