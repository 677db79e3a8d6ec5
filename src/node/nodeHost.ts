import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Host } from '../app/ports.ts';

/** This process, as the operating system identifies it. */
export const nodeHost: Host = {
  name: hostname(),
  processId: process.pid,
  makeId: () => randomBytes(8).toString('hex'),
  isRunning(processId) {
    try {
      return process.kill(processId, 0);
    } catch (error) {
      // A signal to another user's process is refused, which proves that it exists.
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  },
};
