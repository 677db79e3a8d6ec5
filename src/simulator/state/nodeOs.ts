import type { NodeRecord } from './records.ts';
import { objectOf, textOf } from './wire.ts';

/** The operating system of a pool's nodes; told by the node agent. */
export function osOf(node: NodeRecord): 'linux' | 'windows' {
  const configuration = objectOf(node.pool.spec, 'virtualMachineConfiguration');
  return textOf(configuration, 'nodeAgentSKUId')?.toLowerCase().includes('windows') ? 'windows' : 'linux';
}
