import { type Clock, within } from '../../../core/clock.ts';
import type { TreeNode } from './treeNode.ts';

/** Milliseconds to wait for the rows of a branch before "Loading…" is shown instead. */
const noticeMs = 1_000;

/**
 * Tracks branches that are slow to load. VS Code does not redraw any row of a view while it waits for the children of
 * one row, so a service that does not respond must not block them.
 */
export class LateBranches {
  readonly #late = new WeakSet<TreeNode>();
  readonly #clock: Clock;
  readonly #onEnd: (node: TreeNode) => void;

  /** Calls `onEnd` when a late branch has been loaded. */
  constructor(clock: Clock, onEnd: (node: TreeNode) => void) {
    this.#clock = clock;
    this.#onEnd = onEnd;
  }

  has(node: TreeNode): boolean {
    return this.#late.has(node);
  }

  /** Waits briefly for `loading`, and does not wait while the branch is late. `loading` never rejects. */
  async wait(node: TreeNode, loading: Promise<void>): Promise<void> {
    if (this.#late.has(node)) return;
    const isLoaded = loading.then(() => true);
    if (await within(this.#clock, noticeMs, isLoaded)) return;
    this.#late.add(node);
    void loading.then(() => {
      this.#late.delete(node);
      this.#onEnd(node);
    });
  }
}
