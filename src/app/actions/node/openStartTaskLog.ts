import { resolveOne } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Open Start Task Log',
  icon: 'output',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'node', unless: 'unreachable', at: '1_look@1' }],
};

/** Path of the start task's error output on every node (Batch documentation: "Files and directories"). */
const path = 'startup/stderr.txt';

/** Opens the error output of a node's failed start task. */
export const run: Command = async (services, args) => {
  const { accountId, poolId, nodeId } = await resolveOne(services, 'node', args);
  await services.ui.open({ resource: { kind: 'nodeFile', accountId, poolId, nodeId, path }, document: 'text' }, 'end');
};
