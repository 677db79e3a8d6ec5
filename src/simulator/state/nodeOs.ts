import type { NodeRecord } from './records.ts';
import { findObject, findText } from './wire.ts';

/** Returns the operating system of a pool's nodes, judging by the node agent. */
export function findOs(node: NodeRecord): 'linux' | 'windows' {
  const configuration = findObject(node.pool.spec, 'virtualMachineConfiguration');
  return findText(configuration, 'nodeAgentSKUId')?.toLowerCase().includes('windows') ? 'windows' : 'linux';
}
