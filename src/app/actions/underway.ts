import { toKey } from '../../core/model/resourceChain.ts';
import type { Resource } from './targets.ts';

/**
 * The commands that are being carried out and change something, from the press on: a button that is pressed twice before
 * its question is there asks once.
 */
export class Underway {
  readonly #running = new Set<string>();

  /**
   * Does `act` unless the same command is being carried out on the same things; resolves to false if it is. A command that
   * is called on nothing asks for its things first, and is never taken for the same.
   */
  async once(command: string, things: readonly Resource[], act: () => Promise<unknown>): Promise<boolean> {
    const key = things.length === 0 ? undefined : [command, ...things.map(toKey).sort()].join('\n');
    if (key !== undefined && this.#running.has(key)) return false;
    if (key !== undefined) this.#running.add(key);
    try {
      await act();
      return true;
    } finally {
      if (key !== undefined) this.#running.delete(key);
    }
  }
}
