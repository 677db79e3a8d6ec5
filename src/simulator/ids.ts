import { randomBytes, randomUUID } from 'node:crypto';

/** Source of ids that the service would draw at random. */
export interface IdSource {
  /** Lower-case GUID. */
  guid(): string;
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
}

/** Ids as unpredictable as the service's own. */
export const randomIds: IdSource = {
  guid: () => randomUUID(),
  hex: (length) =>
    randomBytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length),
};
