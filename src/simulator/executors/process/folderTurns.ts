import type { NodeMachine } from '../executor.ts';

/**
 * Lets one machine at a time have a folder. A node that is restored has the folder of a node that may still be about to end:
 * what that one wipes and kills there must not be the new one's.
 */
export class FolderTurns {
  readonly #ends = new Map<string, Promise<void>>();

  /** Makes a machine once the one that had the folder before has ended. Rejects as `create` does. */
  async make(folder: string, create: () => Promise<NodeMachine>): Promise<NodeMachine> {
    const former = this.#ends.get(folder);
    let leave = (): void => undefined;
    const end = new Promise<void>((resolve) => {
      leave = resolve;
    });
    this.#ends.set(folder, end);
    void end.then(() => {
      if (this.#ends.get(folder) === end) this.#ends.delete(folder);
    });
    await former;
    try {
      const machine = await create();
      return {
        ...machine,
        close: () => machine.close().finally(leave),
        dispose: () => machine.dispose().finally(leave),
      };
    } catch (error) {
      leave();
      throw error;
    }
  }
}
