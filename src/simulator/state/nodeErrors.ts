import type { WireObject } from './wire.ts';

/** Why a node is unusable that has no more room. */
export const nodeDiskFull: WireObject = {
  code: 'DiskFull',
  message: 'There is not enough disk space on the node',
  errorDetails: [
    {
      name: 'Message',
      value: 'The VM disk is full. Delete job, tasks, or file on the node to free up spaces and then restart the node.',
    },
  ],
};
