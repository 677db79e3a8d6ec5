import { isObject } from '../../../core/model/shape.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import type { State } from '../../ports.ts';
import { toListIds } from './branches.ts';
import { toScopes } from './scopes.ts';
import type { TreeNode } from './treeNode.ts';

type FindRow = (id: string) => Pick<TreeNode, 'accountId' | 'place'> | undefined;

/**
 * Tracks the expanded branches of the explorer, based on VS Code's expand and collapse events and its requests for
 * children. VS Code fires no event for branches that start expanded, so a row that was shown expanded and never
 * collapsed counts as expanded.
 */
export class OpenBranches {
  readonly #opened: Set<string>;
  readonly #closed: Set<string>;
  readonly #isOpenAtFirst: (id: string) => boolean;

  readonly #findRow: FindRow;

  /**
   * `isOpenAtFirst` returns true for a row that was initially shown expanded. `findRow` finds a displayed row by its
   * ID. `known` contains the rows that were expanded and collapsed before the window was loaded.
   */
  constructor(
    isOpenAtFirst: (id: string) => boolean,
    findRow: FindRow,
    known: Pick<ExplorerState, 'opened' | 'closed'> = { opened: [], closed: [] },
  ) {
    this.#isOpenAtFirst = isOpenAtFirst;
    this.#findRow = findRow;
    this.#opened = new Set(known.opened);
    this.#closed = new Set(known.closed);
  }

  /** The expanded and collapsed rows, most recent last. */
  get all(): Pick<ExplorerState, 'opened' | 'closed'> {
    return { opened: [...this.#opened], closed: [...this.#closed] };
  }

  /** Returns whether a row should be shown expanded again; undefined if it was neither expanded nor collapsed. */
  find(id: string): boolean | undefined {
    if (this.#opened.has(id)) return true;
    return this.#closed.has(id) ? false : undefined;
  }

  open(id: string): void {
    this.#closed.delete(id);
    this.#opened.add(id);
  }

  close(id: string): void {
    this.#opened.delete(id);
    this.#closed.add(id);
  }

  /** Checks whether items of `scope` are displayed: the row that lists them and all rows above it are expanded. */
  shows(accountId: string, scope: Scope): boolean {
    const isSeen = (id: string): boolean => toPathIds(id).every((part) => this.#isOpen(part));
    if (toListIds(accountId, scope).some(isSeen)) return true;
    return (
      scope.kind === 'nodeFiles' && [...this.#opened].some((id) => this.#lists(id, accountId, scope) && isSeen(id))
    );
  }

  /** Checks whether a row lists a scope's files, which are also listed below their subtask or preparation task. */
  #lists(id: string, accountId: string, { poolId, nodeId, path }: Extract<Scope, { kind: 'nodeFiles' }>): boolean {
    const row = this.#findRow(id);
    if (row?.accountId !== accountId) return false;
    return toScopes(row.place).some(
      (listed) =>
        listed.kind === 'nodeFiles' && listed.poolId === poolId && listed.nodeId === nodeId && listed.path === path,
    );
  }

  #isOpen(id: string): boolean {
    if (this.#opened.has(id)) return true;
    return !this.#closed.has(id) && this.#isOpenAtFirst(id);
  }
}

function toPathIds(id: string): readonly string[] {
  const segments = id.split('/').slice(1);
  return segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`);
}

/** The user's place in the explorer, as row IDs. */
interface ExplorerState {
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  readonly selected?: string;
}

const placeKey = 'azureBatch.explorerPlace';

/** Maximum number of rows to expand again, because each requests its children. */
const maxRows = 100;

/**
 * Rows of single tasks and nodes, and everything below them. Loading these sends requests to nodes, so they are not
 * restored automatically.
 */
const deepRow = /\/(?:task|recentTask|recentTasks|node|nodeFiles|preparationNode):/;

/** Reads the user's place when the window was last loaded. Ignores data of incompatible versions. */
export function readPlace(memento: State): ExplorerState {
  const saved = memento.get(placeKey);
  const { opened, closed, selected } = isObject(saved) ? saved : {};
  return { opened: toIds(opened), closed: toIds(closed), ...(typeof selected === 'string' ? { selected } : {}) };
}

/** Saves the user's place. If there are too many rows, saves the most recently expanded and collapsed ones. */
export async function writePlace(memento: State, { opened, closed, selected }: ExplorerState): Promise<void> {
  await memento.update(placeKey, {
    opened: opened.filter((id) => !deepRow.test(id)).slice(-maxRows),
    closed: closed.filter((id) => !deepRow.test(id)).slice(-maxRows),
    selected,
  });
}

function toIds(saved: unknown): readonly string[] {
  return Array.isArray(saved) ? saved.filter((id) => typeof id === 'string') : [];
}
