import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { ReadOptions } from '../ports.ts';

/** A copy of a file, ready to be read. */
export interface Copy {
  readonly properties: NodeFileProperties;
  /** Throws `InvalidRange` for a range past the end. */
  read(options: ReadOptions): Promise<Uint8Array>;
}
