import { BulkFolder } from '../../src/app/actions/run/bulkFolder.ts';
import { goneAfterBeats, HeartbeatWatch, heartbeatMs } from '../../src/app/actions/run/heartbeatWatch.ts';
import type { Folder } from '../../src/app/ports.ts';
import { NodeFolder } from '../../src/node/nodeFolder.ts';
import { nodeHost } from '../../src/node/nodeHost.ts';
import { systemClock } from '../../src/service/clock.ts';
import { FakeClock } from './fakeClock.ts';
import { MemoryFolder } from './memoryFolder.ts';

/** Opens the folder of bulk actions as a new window does; `place` may be a path on the disk. */
export function openBulkFolder(
  place: string | Folder = new MemoryFolder(),
  parts: Partial<ConstructorParameters<typeof BulkFolder>[1]> = {},
): BulkFolder {
  const folder = typeof place === 'string' ? new NodeFolder(place) : place;
  return new BulkFolder(folder, { clock: systemClock, host: nodeHost, watch: new HeartbeatWatch(), ...parts });
}

/** The windows of one computer, which share `folder`; the test controls time for all of them. */
export class WatchedFolder {
  readonly folder: BulkFolder;
  readonly #watch = new HeartbeatWatch();
  readonly #clock = new FakeClock(Date.now());

  /** @param place on the disk, if it is a path */
  constructor(place?: string | Folder) {
    // Heartbeats use real timers, and none occurs within a test, as if the owners were asleep.
    const clock = { ...systemClock, now: () => this.#clock.now() };
    this.folder = openBulkFolder(place, { clock, watch: this.#watch });
  }

  /** Lets this many heartbeats pass without any owner; by default, enough for it to count as gone. */
  letSilencePass(beats = goneAfterBeats): void {
    for (let passed = 0; passed < beats; passed += 1) this.#watch.beat();
    this.#clock.advance(beats * heartbeatMs);
  }
}
