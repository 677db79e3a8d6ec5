import { readNotRecorded } from '../../model/monitor.ts';
import { readSubnetNetwork } from '../../model/network.ts';
import { flag, type Infer, text } from '../../model/shape.ts';
import { facts } from './shapes.ts';

export const readNetworkEvidence = facts({
  /** Subnet of the pool and what applies to it; absent if it could not be read. */
  value: readSubnetNetwork,
  asOf: text,
  unread: readNotRecorded,
  /** True if nodes of the pool are able to run tasks, so that its network lets them reach Batch. */
  areOthersWorking: flag,
});

/** The network of a pool, if it was looked at. */
export interface NetworkEvidence extends Infer<typeof readNetworkEvidence> {}
