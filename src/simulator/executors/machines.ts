import type { NodeMachine } from './executor.ts';

/** The machines of one executor, known from the moment when making them begins, so that none outlives the executor. */
export class Machines {
  readonly #all = new Set<Promise<NodeMachine>>();
  #isDisposed = false;

  /** Makes a machine and keeps it until it is disposed. Rejects when the executor was. */
  async make(create: () => Promise<NodeMachine>): Promise<NodeMachine> {
    if (this.#isDisposed) throw new Error('The executor was disposed');
    const forget = () => this.#all.delete(making);
    const making = create().then((machine) => endedOnce(machine, forget));
    this.#all.add(making);
    making.catch(forget);
    return making;
  }

  /** Ends all of them, those that are still being made as well; no more can be made. Disks that last may stay. */
  async end(how: 'close' | 'dispose'): Promise<void> {
    this.#isDisposed = true;
    const made = await Promise.allSettled(this.#all);
    await Promise.all(made.map((result) => (result.status === 'fulfilled' ? result.value[how]() : undefined)));
  }
}

/** Its pool and its executor may end a machine at the same time. */
function endedOnce(machine: NodeMachine, forget: () => void): NodeMachine {
  let end: Promise<void> | undefined;
  return {
    ...machine,
    close() {
      end ??= machine.close().finally(forget);
      return end;
    },
    dispose() {
      end ??= machine.dispose().finally(forget);
      return end;
    },
  };
}
