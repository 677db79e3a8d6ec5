import type { RunScript } from './runScript.ts';

/** What has become of a disk on which outcomes are played, as data: a disk to which the same happens is like it. */
export type DiskChange =
  | {
      readonly kind: 'run';
      /** Folder of the run, whose former content is gone. */
      readonly root: string;
      readonly script: RunScript;
      readonly startMs: number;
      /** Absent while it goes on. */
      readonly endMs?: number;
      /** Whether it came to its own end, and left its files. */
      readonly isComplete: boolean;
    }
  /** Files that were there before anything ran. */
  | { readonly kind: 'files'; readonly script: RunScript; readonly endMs: number }
  | { readonly kind: 'remove'; readonly path: string };

/** The changes of a disk that still matter, oldest first. */
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

  /** Forgets what happened below a folder. */
  #forget(folder: string): void {
    for (const path of this.#changes.keys()) {
      if (path === folder || path.startsWith(`${folder}/`)) this.#changes.delete(path);
    }
  }
}
