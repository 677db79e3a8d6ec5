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

/** Tells once of each version that is served as another, and of each property that is ignored for it. */
export class LenienceNotes {
  readonly #told = new Set<string>();

  /** What is not told yet of it. */
  findNew({ operation, askedVersion, servedAs, ignored = [] }: ServedRequest): readonly string[] {
    if (askedVersion === undefined) return [];
    const notes = [
      `REST ${askedVersion} is served as ${servedAs} (docs/simulator.md).`,
      ...ignored.map(
        (name) => `${operation} of REST ${askedVersion}: ${name} is ignored; ${servedAs} has no such property.`,
      ),
    ];
    const fresh = notes.filter((note) => !this.#told.has(note)).slice(0, mostNotes - this.#told.size);
    for (const note of fresh) this.#told.add(note);
    return fresh;
  }
}
