import type { NodeMachine } from './executor.ts';

/** The machines of one executor, tracked from the moment their creation begins, so that none outlives the executor. */
export class Machines {
  readonly #all = new Set<Promise<NodeMachine>>();
  #isDisposed = false;

  /** Creates a machine and keeps it until it is disposed. Rejects if the executor was disposed. */
  async make(create: () => Promise<NodeMachine>): Promise<NodeMachine> {
    if (this.#isDisposed) throw new Error('The executor was disposed');
    const forget = () => this.#all.delete(making);
    const making = create().then((machine) => endedOnce(machine, forget));
    this.#all.add(making);
    making.catch(forget);
    return making;
  }

  /** Ends all machines, including those still being created; no more can be created. Persistent disks may stay. */
  async end(how: 'close' | 'dispose'): Promise<void> {
    this.#isDisposed = true;
    const made = await Promise.allSettled(this.#all);
    await Promise.all(made.map((result) => (result.status === 'fulfilled' ? result.value[how]() : undefined)));
  }
}

/** Makes a machine end only once, because its pool and its executor may end it at the same time. */
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
