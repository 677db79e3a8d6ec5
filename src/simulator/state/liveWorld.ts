import type { World } from './world.ts';

/** Adds the initial content to a new world. */
type Fill = (world: World) => Promise<void>;

/** The current world of an account, which may be replaced by the initial one or a snapshot. */
export class LiveWorld {
  readonly #make: () => World;
  readonly #onFilled: (world: World) => void;
  #current: World;
  #start: () => void = () => undefined;
  #replacing = new Promise<void>((resolve) => {
    this.#start = resolve;
  });
  #isReady = false;

  /** `onFilled` is called with each world once its content is loaded. */
  constructor(make: () => World, onFilled: (world: World) => void) {
    this.#make = make;
    this.#onFilled = onFilled;
    this.#current = make();
  }

  get current(): World {
    return this.#current;
  }

  /** Returns true once the content is loaded. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Resolves when the content is loaded, or loading has failed. */
  whenReady(): Promise<void> {
    return this.#isReady ? Promise.resolve() : this.#replacing.catch(() => undefined);
  }

  /** Fills the first world. Rejects if that fails. */
  begin(fill: Fill): Promise<void> {
    this.#replacing = this.#replacing.then(() => this.#fill(fill));
    this.#start();
    return this.#replacing;
  }

  /** Ends the current world with all of its activities, and replaces it by a new one. */
  replace(fill: Fill): Promise<void> {
    const former = this.whenReady();
    this.#isReady = false;
    this.#replacing = former.then(async () => {
      await this.#current.close();
      this.#current = this.#make();
      await this.#fill(fill);
    });
    return this.#replacing;
  }

  /** Closes the current world; with `keepsDisks`, disks stay for another run of the simulator. */
  close(keepsDisks: boolean): Promise<void> {
    return this.#current.close(keepsDisks);
  }

  async #fill(fill: Fill): Promise<void> {
    await fill(this.#current);
    this.#onFilled(this.#current);
    this.#isReady = true;
  }
}
