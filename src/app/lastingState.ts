import type { State } from './ports.ts';

/** Maximum number of writes. If more are lost, another window writes the same key, and its value is as valid. */
const maxWrites = 4;

/**
 * Saves a value in VS Code's global state so that it stays there. VS Code keeps one copy of all keys for every window
 * and distributes it after each write, so a value written just before such a copy arrives is silently lost. This
 * function therefore checks after each write and repeats the write if the value is gone.
 */
export async function saveLasting(memento: State, key: string, value: unknown): Promise<void> {
  for (let writes = 0; writes < maxWrites; writes += 1) {
    await memento.update(key, value);
    if (JSON.stringify(memento.get(key)) === JSON.stringify(value)) return;
  }
}
