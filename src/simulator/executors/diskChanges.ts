import type { RunScript } from './runScript.ts';

/** A change to a disk on which outcomes are played, as data: disks with the same changes have the same content. */
export type DiskChange =
  | {
      readonly kind: 'run';
      /** Folder of the run, whose earlier content is gone. */
      readonly root: string;
      readonly script: RunScript;
      readonly startMs: number;
      /** Absent while the run continues. */
      readonly endMs?: number;
      /** Set if the run ended by itself, and left its files. */
      readonly isComplete: boolean;
    }
  /** Files that existed before anything ran. */
  | { readonly kind: 'files'; readonly script: RunScript; readonly endMs: number }
  | { readonly kind: 'remove'; readonly path: string };

/** The changes of a disk that are still relevant, oldest first. */
export class DiskChanges {
  readonly #changes = new Map<string, DiskChange>();
  #files = 0;
  #removals = 0;

  list(): readonly DiskChange[] {
    return [...this.#changes.values()];
  }

  note(change: DiskChange): void {
    if (change.kind === 'run') {
      this.#changes.delete(change.root);
      if (this.#removals > 0) this.#forget(change.root);
      this.#changes.set(change.root, change);
    } else if (change.kind === 'files') {
      this.#files += 1;
      this.#changes.set(`/${this.#files}`, change);
    } else if (!this.#changes.delete(change.path)) {
      this.#forget(change.path);
      this.#removals += 1;
      this.#changes.set(change.path, change);
    }
  }

  clear(): void {
    this.#changes.clear();
  }

  /** Drops all changes below a folder. */
  #forget(folder: string): void {
    for (const path of this.#changes.keys()) {
      if (path === folder || path.startsWith(`${folder}/`)) this.#changes.delete(path);
    }
  }
}
