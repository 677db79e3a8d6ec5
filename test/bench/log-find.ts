import { searchFile } from '../../src/app/documents/searchFile.ts';
import { startTextSearch } from '../../src/node/textSearch.ts';
import { ratio, sized } from './harness.ts';
import { serveLog } from './harnessLog.ts';

/**
 * Measures finding a text in a log of 256 MiB relative to downloading it in one request, through 50 ms of latency and 1
 * Gbit/s. Target: at most 1.3.
 */
const length = sized(256, 1) * 1024 ** 2;
const fewestLines = length / 256;
await using log = await serveLog(length, { latencyMs: 50, bytesPerMs: 125_000 });

const thread = new URL('../../src/node/searchThread.ts', import.meta.url);

async function find(): Promise<number> {
  const began = performance.now();
  const search = startTextSearch(thread, 'tile 44 failed', 1000);
  const { signal } = new AbortController();
  const found = await searchFile(log.file, 'stdout.txt', { searched: search.open(), note: () => undefined, signal });
  search.close();
  if (found === undefined || found.lines < fewestLines) throw new Error(`${found?.lines} lines were searched`);
  return performance.now() - began;
}

async function download(): Promise<number> {
  const began = performance.now();
  const { body } = await fetch(`${log.url}/whole`);
  let bytes = 0;
  for await (const part of body ?? []) bytes += part.length;
  if (bytes !== length) throw new Error(`${bytes} bytes came`);
  return performance.now() - began;
}

await ratio('log-find', { ours: find, reference: download, runs: 5 });
