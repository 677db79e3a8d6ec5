import { isObject } from '../../../core/model/shape.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import type { State } from '../../ports.ts';
import { toListIds } from './branches.ts';
import { toScopes } from './scopes.ts';
import type { TreeNode } from './treeNode.ts';

type FindRow = (id: string) => Pick<TreeNode, 'accountId' | 'place'> | undefined;

/**
 * Which branches of the explorer are open, as seen from VS Code's expand and collapse events and its requests for
 * children. VS Code fires no event for branches that start open, so a row that was shown open and never collapsed
 * counts as open.
 */
export class OpenBranches {
  readonly #opened: Set<string>;
  readonly #closed: Set<string>;
  readonly #isOpenAtFirst: (id: string) => boolean;

  readonly #findRow: FindRow;

  /**
   * `isOpenAtFirst` returns whether a row was shown open at first; `findRow` finds a row that was shown by its id;
   * `known` is what was open and closed before the window was loaded.
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

  /** What was opened and closed, the last of them last. */
  get all(): Pick<ExplorerState, 'opened' | 'closed'> {
    return { opened: [...this.#opened], closed: [...this.#closed] };
  }

  /** Whether a row is to be shown open again; undefined when it was neither opened nor closed. */
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

  /** Whether something of `scope` is on display: the row that lists it and all rows above it are open. */
  shows(accountId: string, scope: Scope): boolean {
    const isSeen = (id: string): boolean => toPathIds(id).every((part) => this.#isOpen(part));
    if (toListIds(accountId, scope).some(isSeen)) return true;
    return (
      scope.kind === 'nodeFiles' && [...this.#opened].some((id) => this.#lists(id, accountId, scope) && isSeen(id))
    );
  }

  /** Files of a node are listed below what wrote them as well: a subtask, a preparation task. */
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

/** Where the user was in the explorer: the ids of rows. */
interface ExplorerState {
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  readonly selected?: string;
}

const placeKey = 'azureBatch.explorerPlace';

/** More rows than that are not opened again: each requests its children. */
const maxRows = 100;

/**
 * Rows of single tasks and nodes, and everything below them. Loading these sends requests to nodes, so they are not
 * restored automatically.
 */
const deepRow = /\/(?:task|recentTask|recentTasks|node|nodeFiles|preparationNode):/;

/** Where the user was when the window was loaded last. What an older or newer version left there is left out. */
export function readPlace(memento: State): ExplorerState {
  const saved = memento.get(placeKey);
  const { opened, closed, selected } = isObject(saved) ? saved : {};
  return {
    opened: toIds(opened),
    closed: toIds(closed),
    ...(typeof selected === 'string' ? { selected } : {}),
  };
}

/** Saves where the user is; of too many rows, those that were opened and closed last. */
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
