import type { NodeStateCounts } from '../../src/core/model/pool.ts';

/** The counts of a pool without nodes. */
export const noNodes: NodeStateCounts = {
  creating: 0,
  idle: 0,
  offline: 0,
  preempted: 0,
  rebooting: 0,
  reimaging: 0,
  running: 0,
  starting: 0,
  startTaskFailed: 0,
  leavingPool: 0,
  unknown: 0,
  unusable: 0,
  waitingForStartTask: 0,
  total: 0,
};
