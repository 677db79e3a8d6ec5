import type { ApiVersion } from './apiVersion.ts';

/** The end of a run that left its task completed. */
export interface CompletionRecord {
  readonly jobId: string;
  readonly taskId: string;
  readonly result: 'success' | 'failure';
  readonly exitCode?: number;
  readonly atMs: number;
}

/** A request as it is remembered. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly operation?: string;
  /** The version it asked for, where that is not spoken, and the one it was served as. */
  readonly askedVersion?: string;
  readonly servedAs?: ApiVersion;
  /** Properties of its body that this version doesn't have. */
  readonly ignored?: readonly string[];
  readonly status: number;
  readonly atMs: number;
}

/** A request as a log shows it. */
export interface ServedRequest extends RequestRecord {
  readonly requestId: string;
  /** Milliseconds of the computer's clock that its answer took to make. */
  readonly tookMs: number;
}
