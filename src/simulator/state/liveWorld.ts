import type { World } from './world.ts';

/** Puts into a new world what it holds to begin with. */
type Fill = (world: World) => Promise<void>;

/** The world that an account has now, in whose place another may come: that of the start, or of another time. */
export class LiveWorld {
  readonly #make: () => World;
  #current: World;
  #start: () => void = () => undefined;
  #replacing = new Promise<void>((resolve) => {
    this.#start = resolve;
  });
  #isReady = false;

  constructor(make: () => World) {
    this.#make = make;
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
    this.#replacing = this.#replacing
      .then(() => fill(this.#current))
      .then(() => {
        this.#isReady = true;
      });
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
      await fill(this.#current);
      this.#isReady = true;
    });
    return this.#replacing;
  }

  close(): Promise<void> {
    return this.#current.close();
  }
}
