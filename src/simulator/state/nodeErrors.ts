import type { WireObject } from './wire.ts';

/** Error of a node that is unusable because its disk is full. */
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
