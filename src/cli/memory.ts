import type { Secrets, State } from '../app/ports.ts';
import { Emitter } from '../core/event.ts';

/** State of a single run. The account is part of each command line, so nothing has to be saved. */
export class RunState implements State {
  readonly #values = new Map<string, unknown>();

  get(key: string): unknown {
    return this.#values.get(key);
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, value);
  }
}

/** Secrets of a single run, which are never written anywhere. */
export class RunSecrets implements Secrets {
  readonly #values = new Map<string, string>();
  readonly onDidChange = new Emitter<{ readonly key: string }>().event;

  async get(key: string): Promise<string | undefined> {
    return this.#values.get(key);
  }

  async store(key: string, secret: string): Promise<void> {
    this.#values.set(key, secret);
  }

  async delete(key: string): Promise<void> {
    this.#values.delete(key);
  }
}
