import { randomBytes, randomUUID } from 'node:crypto';
import type { IdSource } from './simulatorOptions.ts';

/** Ids as unpredictable as the service's own. */
export const randomIds: IdSource = {
  guid: () => randomUUID(),
  hex: (length) =>
    randomBytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length),
};
