import { parentPort, workerData } from 'node:worker_threads';
import { FileSearch, type Sought, toSought } from '../core/files/fileSearch.ts';
import type { SearchOrder, SearchWords, ThreadData } from './searchWords.ts';

/** Searches several files concurrently. `onLine` is called before each line that is searched. */
export class Searches {
  readonly #sought: Sought | undefined;
  readonly #maxFound: number;
  readonly #isRedacted: boolean;
  readonly #onLine: () => void;
  readonly #files = new Map<number, FileSearch>();

  constructor({ text, maxFound, isRedacted }: Omit<ThreadData, 'steps'>, onLine: () => void) {
    this.#sought = toSought(text);
    this.#maxFound = maxFound;
    this.#isRedacted = isRedacted;
    this.#onLine = onLine;
  }

  follow({ file, bytes, isCut }: SearchOrder): SearchWords {
    if (this.#sought === undefined) return { file, count: 0 };
    const search =
      this.#files.get(file) ?? new FileSearch(this.#sought, this.#maxFound, this.#onLine, this.#isRedacted);
    this.#files.set(file, search);
    const { found } = search;
    if (bytes !== undefined) {
      search.add(bytes);
      return { file, count: found.length };
    }
    search.end(isCut);
    this.#files.delete(file);
    const { hasMore, lines } = search;
    return { file, count: found.length, end: { found, hasMore, lines } };
  }
}

/** Runs in its own thread, because a regular expression may take any time and can only be ended with the thread. */
function run(port: NonNullable<typeof parentPort>, data: ThreadData): void {
  const steps = new Int32Array(data.steps);
  const searches = new Searches(data, () => void Atomics.add(steps, 0, 1));
  // Shows that the thread has started.
  Atomics.store(steps, 0, 1);
  port.on('message', (order: SearchOrder) => port.postMessage(searches.follow(order)));
}

if (parentPort !== null && workerData !== null) run(parentPort, workerData);
