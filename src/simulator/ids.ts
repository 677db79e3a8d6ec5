import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** Source of IDs that the service would draw at random. */
export interface IdSource {
  /** Lower-case GUID. */
  guid(): string;
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
  /** Restarts the sequence of IDs, if it is reproducible. */
  restart?(): void;
}

/** IDs as unpredictable as the service's own. */
export const randomIds: IdSource = {
  guid: () => randomUUID(),
  hex: (length) =>
    randomBytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length),
};

/** Creates IDs that look like the service's own, and are the same in each run with the same seed. */
export function seededIds(seed: string): IdSource {
  let count = 0;
  const digits = (length: number): string => {
    let text = '';
    while (text.length < length) {
      count += 1;
      text += createHash('sha256').update(`${seed}/${count}`).digest('hex');
    }
    return text.slice(0, length);
  };
  return {
    guid: () => digits(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    hex: digits,
    restart: () => {
      count = 0;
    },
  };
}
