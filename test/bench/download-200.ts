import { type Download, downloadFiles } from '../../src/app/actions/file/downloadFiles.ts';
import { workThrough } from '../../src/core/workThrough.ts';
import { toOutputFolder } from '../../src/node/outputFolder.ts';
import { systemClock } from '../../src/service/clock.ts';
import { FakeUi } from '../fakes/fakeUi.ts';
import { temporaryFolder } from '../fakes/temporaryFolder.ts';
import { ratio, sized } from './harness.ts';
import { serveLog } from './harnessLog.ts';

/**
 * Measures downloading 200 files of 256 KiB to a disk relative to requesting the same number in parallel and discarding
 * them, through 50 ms of latency and 1 Gbit/s. Target: at most 1.2.
 */
const length = 256 * 1024;
const count = sized(200, 3);
const atOnce = 6;
await using log = await serveLog(length, { latencyMs: 50, bytesPerMs: 125_000 });
const properties = await log.file.getProperties();
const downloads = Array.from(
  { length: count },
  (_, index): Download => ({ file: log.file, properties, owner: ['job', `task-${index}`], path: 'stdout.txt' }),
);

async function download(): Promise<number> {
  using made = temporaryFolder('downloads');
  const began = performance.now();
  const folder = toOutputFolder(made.path);
  const { isWhole, note } = await downloadFiles(
    { clock: systemClock, ui: new FakeUi(), pickFolder: async () => folder },
    downloads,
  );
  if (!isWhole) throw new Error(note);
  return performance.now() - began;
}

async function ask(): Promise<number> {
  const began = performance.now();
  await workThrough(downloads, atOnce, async () => {
    const response = await fetch(`${log.url}/whole`);
    if ((await response.arrayBuffer()).byteLength !== length) throw new Error('cut');
  });
  return performance.now() - began;
}

await ratio('download-200', { ours: download, reference: ask, runs: 5 });
