import type { NodeRecord, PoolRecord } from './records.ts';
import { timeMs } from './time.ts';

/** A time span during which a pool had a virtual machine. */
export interface NodeLease {
  readonly poolId: string;
  readonly vmSize: string;
  readonly isDedicated: boolean;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Returns the lease of a node from its allocation until `untilMs`. */
export function toLease(node: NodeRecord, untilMs: number): NodeLease {
  const { pool, vmSize, isDedicated } = node;
  return { poolId: pool.id, vmSize, isDedicated, fromMs: timeMs(node.allocationTime), untilMs };
}

/** Lists the leases of former nodes and of the pools' current nodes. */
export function* findLeases(former: readonly NodeLease[], pools: Iterable<PoolRecord>): Generator<NodeLease> {
  yield* former;
  for (const pool of pools) {
    for (const node of pool.nodes.values()) yield toLease(node, Number.POSITIVE_INFINITY);
  }
}
