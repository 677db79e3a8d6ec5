import type { Readable } from 'node:stream';
import type { Versioned } from '../state/version.ts';
import type { WireObject } from '../state/wire.ts';

/** The response of a handler. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: WireObject;
  /** Sent unchanged. */
  readonly stream?: Readable;
  /** Sent as `etag` and `last-modified`. */
  readonly versioned?: Versioned;
}
