import { Emitter, type Event } from '../../src/core/event.ts';

/** An event that counts its listeners, so that a test detects leaked ones. */
export class CountingEmitter<T> {
  readonly #emitter = new Emitter<T>();
  listeners = 0;

  readonly event: Event<T> = (listener) => {
    const subscription = this.#emitter.event(listener);
    this.listeners += 1;
    return {
      dispose: () => {
        this.listeners -= 1;
        subscription.dispose();
      },
    };
  };

  fire(value: T): void {
    this.#emitter.fire(value);
  }
}
