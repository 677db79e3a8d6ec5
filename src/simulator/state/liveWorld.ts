import type { World } from './world.ts';

/** Puts into a new world what it holds to begin with. */
type Fill = (world: World) => Promise<void>;

/** The world that an account has now, in whose place another may come: that of the start, or of another time. */
export class LiveWorld {
  readonly #make: () => World;
  readonly #onFilled: (world: World) => void;
  #current: World;
  #start: () => void = () => undefined;
  #replacing = new Promise<void>((resolve) => {
    this.#start = resolve;
  });
  #isReady = false;

  /** `onFilled` is called with each world once it holds what it is to hold. */
  constructor(make: () => World, onFilled: (world: World) => void) {
    this.#make = make;
    this.#onFilled = onFilled;
    this.#current = make();
  }

  get current(): World {
    return this.#current;
  }

  /** Whether it holds what it is to hold. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Resolves when it holds what it is to hold, or can't. */
  whenReady(): Promise<void> {
    return this.#isReady ? Promise.resolve() : this.#replacing.catch(() => undefined);
  }

  /** Fills the first world. Rejects when that fails. */
  begin(fill: Fill): Promise<void> {
    this.#replacing = this.#replacing.then(() => this.#fill(fill));
    this.#start();
    return this.#replacing;
  }

  /** Ends the world there is, with all that goes on in it, and puts a new one in its place. */
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

  /** Disks that last may stay for another run of the simulator. */
  close(keepsDisks: boolean): Promise<void> {
    return this.#current.close(keepsDisks);
  }

  async #fill(fill: Fill): Promise<void> {
    await fill(this.#current);
    this.#onFilled(this.#current);
    this.#isReady = true;
  }
}
