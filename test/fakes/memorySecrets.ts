import type { Secrets } from '../../src/app/ports.ts';
import { Emitter } from '../../src/core/event.ts';

/** Secrets of a user, in memory. */
export class MemorySecrets implements Secrets {
  readonly values = new Map<string, string>();
  readonly #changed = new Emitter<{ readonly key: string }>();
  readonly onDidChange = this.#changed.event;

  async get(key: string): Promise<string | undefined> {
    return this.values.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    this.values.set(key, value);
    this.#changed.fire({ key });
  }

  async delete(key: string): Promise<void> {
    this.values.delete(key);
    this.#changed.fire({ key });
  }
}
