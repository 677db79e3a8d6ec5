import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import type { FoundLines, SearchedFile, TextSearch } from '../app/ports.ts';
import { BatchError } from '../core/model/batchError.ts';
import { Cancelled } from '../core/model/cancelled.ts';
import type { SearchOrder, SearchWords, ThreadData } from './searchWords.ts';

/** Maximum time for one line. With some regular expressions, the time grows exponentially with a line's length. */
const patienceMs = 2000;

/**
 * Starts a thread that searches files. It ends with `close`, or when a line takes too long. `thread` is its program.
 * With `isRedacted`, lines are searched as they are shown, without secrets.
 */
export function startTextSearch(
  thread: string | URL,
  text: string,
  maxFound: number,
  isRedacted = false,
  patience = patienceMs,
): TextSearch {
  const steps = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const workerData: ThreadData = { text, maxFound, isRedacted, steps };
  const worker = new Worker(thread, { workerData });
  const lines = new Int32Array(steps);
  const asked: { resolve(words: SearchWords): void; reject(error: unknown): void }[] = [];
  let failure: unknown;
  let seen = 0;
  const fail = (error: unknown): void => {
    failure ??= error;
    clearInterval(watch);
    void worker.terminate();
    for (const { reject } of asked.splice(0)) reject(failure);
  };
  const watch = setInterval(() => {
    const step = asked.length === 0 ? 0 : Atomics.load(lines, 0);
    if (step > 0 && step === seen) fail(toEndless());
    seen = step;
  }, patience);
  worker.on('message', (words: SearchWords) => asked.shift()?.resolve(words));
  worker.on('error', fail);
  const send = (order: SearchOrder): Promise<SearchWords> => {
    if (failure !== undefined) return Promise.reject(failure);
    return new Promise((resolve, reject) => {
      if (asked.length === 0) seen = 0;
      asked.push({ resolve, reject });
      const whole = order.bytes?.byteLength === order.bytes?.buffer.byteLength ? order.bytes?.buffer : undefined;
      worker.postMessage(order, whole instanceof ArrayBuffer ? [whole] : []);
    });
  };
  let files = 0;
  return {
    open(): SearchedFile {
      files += 1;
      const file = files;
      return {
        add: async (bytes) => (await send({ file, bytes })).count,
        end: async (isCut = false): Promise<FoundLines> =>
          (await send({ file, bytes: undefined, isCut })).end ?? nothing,
      };
    },
    close: () => fail(new Cancelled()),
  };
}

const nothing: FoundLines = { found: [], hasMore: false, lines: 0 };

function toEndless(): BatchError {
  const message = l10n.t(
    'The expression takes too long on a line, so the search was stopped. Rewrite it without nested repetitions, such as (a+)+.',
  );
  return new BatchError({ code: 'InvalidInput', message });
}
