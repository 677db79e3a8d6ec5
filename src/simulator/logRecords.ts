import type { ApiVersion } from './apiVersion.ts';

/** The end of a run that left its task completed. */
export interface CompletionRecord {
  readonly jobId: string;
  readonly taskId: string;
  readonly result: 'success' | 'failure';
  readonly exitCode?: number;
  readonly atMs: number;
}

/** A request in the log. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly operation?: string;
  /** The unsupported version that the request asked for, and the version that it was served as. */
  readonly askedVersion?: string;
  readonly servedAs?: ApiVersion;
  /** Properties of the request's body that this version doesn't have. */
  readonly ignored?: readonly string[];
  readonly status: number;
  readonly atMs: number;
}

/** A request, with more details for log lines. */
export interface ServedRequest extends RequestRecord {
  readonly requestId: string;
  /** Milliseconds of real time that it took to create the response. */
  readonly tookMs: number;
}

/** Maximum number of notes; more can only come from a client that makes up names. */
const mostNotes = 500;

/** Formats a request as a log line. */
export function describeRequest(request: ServedRequest): string {
  const { method, path, status, tookMs, requestId, servedAs, ignored = [] } = request;
  const version = servedAs === undefined ? '' : ` as ${servedAs}`;
  const without = ignored.length === 0 ? '' : `, ignored ${ignored.join(', ')}`;
  return `${method} ${path} ${status} ${Math.round(tookMs)} ms ${requestId}${version}${without}`;
}

/** Reports each version that is served as another, and each ignored property, once. */
export class LenienceNotes {
  readonly #noted = new Set<string>();

  /** Returns the notes about the request that are new. */
  findNew({ operation, askedVersion, servedAs, ignored = [] }: ServedRequest): readonly string[] {
    if (askedVersion === undefined) return [];
    const notes = [
      `REST ${askedVersion} is served as ${servedAs} (docs/simulator.md).`,
      ...ignored.map(
        (name) => `${operation} in REST ${askedVersion}: ${name} is ignored; ${servedAs} has no such property.`,
      ),
    ];
    const fresh = notes.filter((note) => !this.#noted.has(note)).slice(0, mostNotes - this.#noted.size);
    for (const note of fresh) this.#noted.add(note);
    return fresh;
  }
}
