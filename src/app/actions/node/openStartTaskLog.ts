import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { resolveOne } from '../resolve.ts';

export const contribution: Contribution = {
  title: 'Open Start Task Log',
  icon: 'output',
  effect: 'reads',
  rows: [{ on: 'node', unless: 'unreachable', at: '1_look@1' }],
};

/** Where the start task writes on every node (Batch documentation: "Files and directories"). */
const path = 'startup/stderr.txt';

/** Opens what the start task of a node wrote when it failed. */
export const run: Command = async (services, args) => {
  const { accountId, poolId, nodeId } = await resolveOne(services, 'node', args);
  await services.ui.open({ resource: { kind: 'nodeFile', accountId, poolId, nodeId, path }, document: 'text' }, 'end');
};
