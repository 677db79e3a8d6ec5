import type { NodeRecord } from './records.ts';
import { timeMs } from './time.ts';

/** A time for which a pool had a virtual machine. */
export interface NodeLease {
  readonly poolId: string;
  readonly vmSize: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The time a node has been there, until then. */
export function leaseOf(node: NodeRecord, untilMs: number): NodeLease {
  return { poolId: node.pool.id, vmSize: node.vmSize, fromMs: timeMs(node.allocationTime), untilMs };
}
