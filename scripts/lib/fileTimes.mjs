import path from 'node:path';
import { stageOf } from './kinds.mjs';
import { root } from './places.mjs';
import { isWritten } from './sharedTests.mjs';

/**
 * Attributes processor time to test files. A process works for the file that its command line names: Node's runner starts it
 * with that, and one that several files share takes it as its title. So do all processes below it.
 */
export class FileTimes {
  /** Seconds of processor time by file, from the root. */
  seconds = {};
  /** Seconds that each process had used so far, with those below it if it works for a file. */
  #used = new Map();

  /** @param {ReturnType<typeof import('./processTree.mjs').listProcessTree>} tree in which parents come first */
  add(tree) {
    const places = new Map();
    const totals = new Map();
    for (const { pid, parent, processorS, command } of tree) {
      const place = places.get(parent) ?? toPlace(pid, command);
      if (place === undefined) {
        this.#used.set(pid, processorS);
        continue;
      }
      places.set(pid, place);
      totals.set(place, (totals.get(place) ?? 0) + processorS);
    }
    for (const [place, usedS] of totals) {
      // The time of a child for which nobody waited is lost when it ends.
      const moreS = Math.max(0, usedS - (this.#used.get(place.pid) ?? 0));
      this.#used.set(place.pid, usedS);
      this.seconds[place.file] = (this.seconds[place.file] ?? 0) + moreS;
    }
  }
}

/** Undefined for a process that works for no file, or runs several. */
function toPlace(pid, command) {
  const files = command
    .split(' ')
    .map((word) => path.relative(root, path.resolve(root, word)).replaceAll('\\', '/'))
    .filter((word) => stageOf(word) !== undefined || isWritten(word));
  return files.length === 1 && stageOf(files[0]) !== undefined ? { pid, file: files[0] } : undefined;
}
