import type { NodeMachine } from '../executor.ts';

/**
 * Lets only one machine at a time use a folder. A restored node uses the folder of a node that may still be about to
 * end, which must not wipe files or kill processes of the new one.
 */
export class FolderTurns {
  readonly #ends = new Map<string, Promise<void>>();

  /** Creates a machine once the previous user of the folder has ended. Rejects as `create` does. */
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
