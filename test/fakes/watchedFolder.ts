import { BulkFolder } from '../../src/extension/bulk/bulkFolder.ts';
import { goneAfterBeats, HeartbeatWatch, heartbeatMs } from '../../src/extension/bulk/heartbeatWatch.ts';
import { FakeClock } from './fakeClock.ts';

/** The windows of one computer: `folder` is what each of them has, and time passes for all when a test says so. */
export class WatchedFolder {
  readonly folder: BulkFolder;
  readonly #watch = new HeartbeatWatch();
  readonly #clock = new FakeClock(Date.now());

  constructor(path: string) {
    this.folder = new BulkFolder(path, () => this.#clock.now(), undefined, this.#watch);
  }

  /** Lets so many heartbeats pass without any owner showing itself; as many as make it gone when not told. */
  letSilencePass(beats = goneAfterBeats): void {
    for (let passed = 0; passed < beats; passed += 1) this.#watch.beat();
    this.#clock.advance(beats * heartbeatMs);
  }
}
