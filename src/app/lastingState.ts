import type { State } from './ports.ts';

/** Who loses more writes than this has another window writing the same; that one's is as good as ours. */
const maxWrites = 4;

/**
 * Saves a value in VS Code's global state so that it is there afterwards. VS Code keeps one copy of all keys for every
 * window and hands it out again after each write: a value that was written just before such a copy arrives is lost with
 * it, and nobody is told. That is seen once the write has been carried out, and then it is made again.
 */
export async function saveLasting(memento: State, key: string, value: unknown): Promise<void> {
  for (let writes = 0; writes < maxWrites; writes += 1) {
    await memento.update(key, value);
    if (JSON.stringify(memento.get(key)) === JSON.stringify(value)) return;
  }
}
