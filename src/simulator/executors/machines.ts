import type { NodeMachine } from './executor.ts';

/** The machines of one executor, known from the moment when making them begins, so that none outlives the executor. */
export class Machines {
  readonly #all = new Set<Promise<NodeMachine>>();
  #isDisposed = false;

  /** Makes a machine and keeps it until it is disposed. Rejects when the executor was. */
  async make(create: () => Promise<NodeMachine>): Promise<NodeMachine> {
    if (this.#isDisposed) throw new Error('The executor was disposed');
    const making = create();
    this.#all.add(making);
    const forget = () => this.#all.delete(making);
    making.catch(forget);
    const machine = await making;
    return { ...machine, dispose: () => machine.dispose().finally(forget) };
  }

  /** Disposes all of them, those that are still being made as well; no more can be made. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    const made = await Promise.allSettled(this.#all);
    await Promise.all(made.map((result) => (result.status === 'fulfilled' ? result.value.dispose() : undefined)));
    this.#all.clear();
  }
}
