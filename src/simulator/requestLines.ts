import type { ServedRequest } from './logRecords.ts';

/** More notes than that are those of a client that makes up names. */
const mostNotes = 500;

/** The line of a log. */
export function describeRequest(request: ServedRequest): string {
  const { method, path, status, tookMs, requestId, servedAs, ignored = [] } = request;
  const version = servedAs === undefined ? '' : ` as ${servedAs}`;
  const without = ignored.length === 0 ? '' : `, ignored ${ignored.join(', ')}`;
  return `${method} ${path} ${status} ${Math.round(tookMs)} ms ${requestId}${version}${without}`;
}

/** Notes, once each, the versions that are served as another and the properties that are ignored. */
export class LenienceNotes {
  readonly #noted = new Set<string>();

  /** The notes about the request that are new. */
  findNew({ operation, askedVersion, servedAs, ignored = [] }: ServedRequest): readonly string[] {
    if (askedVersion === undefined) return [];
    const notes = [
      `REST ${askedVersion} is served as ${servedAs} (docs/simulator.md).`,
      ...ignored.map(
        (name) => `${operation} of REST ${askedVersion}: ${name} is ignored; ${servedAs} has no such property.`,
      ),
    ];
    const fresh = notes.filter((note) => !this.#noted.has(note)).slice(0, mostNotes - this.#noted.size);
    for (const note of fresh) this.#noted.add(note);
    return fresh;
  }
}
