import type { State } from '../../src/app/ports.ts';

/** State in memory. Values are copied through JSON, as VS Code does when it saves them. */
export class MemoryMemento implements State {
  readonly #values = new Map<string, string>();

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  get<T>(key: string): T | undefined;
  get<T>(key: string, defaultValue: T): T;
  get<T>(key: string, defaultValue?: T): T | undefined {
    const saved = this.#values.get(key);
    return saved === undefined ? defaultValue : JSON.parse(saved);
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, JSON.stringify(value));
  }

  all(): readonly (readonly [string, string])[] {
    return [...this.#values];
  }
}
