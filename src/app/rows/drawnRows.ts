import type { Row } from './row.ts';

/** A row of a tree. It is the same object until it moves. */
interface TreeRow<T> {
  /** Identifies the row's item, regardless of the branch in which it is shown. */
  readonly id: string;
  readonly parent?: T | undefined;
}

/** The tree in its current state. */
export interface CurrentTree<T> {
  toRow(node: T): Row;
  /** Returns the rows below `node`. */
  toChildren(node: T): readonly T[];
}

interface ChangedBranch<T> {
  readonly node: T;
  readonly gained: ReadonlySet<string>;
  readonly lost: ReadonlySet<string>;
}

/**
 * The rows that VS Code has received for a tree: the text of each row, and the rows below expanded ones. Redrawing a
 * row also redraws everything below it, and until VS Code has requested those rows again, it passes `undefined` to
 * commands in their place. Therefore, only rows whose text differs are redrawn.
 */
export class DrawnRows<T extends TreeRow<T>> {
  readonly #rows = new WeakMap<T, Row>();
  readonly #tooltips = new WeakMap<T, Row>();
  readonly #below = new WeakMap<T, readonly T[]>();
  readonly #questions = new WeakMap<T, number>();
  #lastQuestion = 0;

  /** Records that a row is drawn. VS Code requests its tooltip again on hover. */
  draw(node: T, row: Row): void {
    this.#rows.set(node, row);
    this.#tooltips.delete(node);
  }

  drawTooltip(node: T, row: Row): void {
    this.#tooltips.set(node, row);
  }

  /** Records that VS Code requests the rows below `node`. The returned number identifies the answer. */
  ask(node: T): number {
    this.#lastQuestion += 1;
    this.#questions.set(node, this.#lastQuestion);
    return this.#lastQuestion;
  }

  /** Records the answer to a request. VS Code ignores an answer after a later request for the same rows. */
  answer(node: T, question: number, children: readonly T[]): void {
    if (this.#questions.get(node) !== question) return;
    this.#below.set(node, children);
    this.forgetBelow(children);
  }

  /** Records that the rows below `nodes` are not drawn until VS Code requests them. */
  forgetBelow(nodes: readonly T[]): void {
    for (const node of nodes) this.#below.delete(node);
  }

  /** Returns true if VS Code has requested the children of `node`. */
  isOpened(node: T): boolean {
    return this.#below.has(node);
  }

  /**
   * Returns the drawn rows at and below `tops` that must be redrawn because their text or their list of children has
   * changed. No returned row is below another. Everything below these rows counts as not drawn from then on;
   * `takesRows` is true if any rows are affected. Visits each drawn row once.
   */
  takeChanged(
    tops: readonly T[],
    current: CurrentTree<T>,
  ): { readonly nodes: readonly T[]; readonly takesRows: boolean } {
    const branches: ChangedBranch<T>[] = [];
    for (const top of tops) this.#compare(top, current, branches);
    const nodes = joinMoves(branches);
    const takesRows = nodes.some((node) => (this.#below.get(node) ?? []).length > 0);
    this.forgetBelow(nodes);
    return { nodes, takesRows };
  }

  #compare(node: T, current: CurrentTree<T>, branches: ChangedBranch<T>[]): void {
    const before = this.#below.get(node) ?? [];
    const after = this.#below.has(node) ? current.toChildren(node) : before;
    if (this.#readsDifferently(node, current) || !isSameList(before, after)) {
      branches.push({ node, gained: idsWithout(after, before), lost: idsWithout(before, after) });
    } else {
      for (const child of before) this.#compare(child, current, branches);
    }
  }

  /** Compares the text of a row with the drawn text. Returns false for a row that has not been drawn yet. */
  #readsDifferently(node: T, current: CurrentTree<T>): boolean {
    const drawn = this.#rows.get(node);
    if (drawn === undefined) return false;
    const row = current.toRow(node);
    if (row !== drawn && toRowText(row) !== toRowText(drawn)) return true;
    const tooltip = this.#tooltips.get(node);
    return tooltip !== undefined && row !== tooltip && toTooltipText(row) !== toTooltipText(tooltip);
  }
}

/**
 * If a row moves between branches, replaces these with their common parent, because redrawing them separately would
 * briefly show the row twice, which no tree supports.
 */
function joinMoves<T extends TreeRow<T>>(branches: readonly ChangedBranch<T>[]): readonly T[] {
  const loserOf = new Map(branches.flatMap(({ node, lost }) => [...lost].map((id) => [id, node] as const)));
  const holders = new Set<T>();
  for (const { node, gained } of branches) {
    const hasMove = [...gained].some((id) => loserOf.has(id));
    if (hasMove && node.parent !== undefined) holders.add(node.parent);
  }
  return [...holders, ...branches.map(({ node }) => node).filter((node) => !isBelow(node, holders))];
}

function isBelow<T extends TreeRow<T>>(node: T, others: ReadonlySet<T>): boolean {
  for (let above = node.parent; above !== undefined; above = above.parent) if (others.has(above)) return true;
  return false;
}

function isSameList<T extends TreeRow<T>>(one: readonly T[], other: readonly T[]): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every(({ id }, index) => id === other[index]?.id);
}

function idsWithout<T extends TreeRow<T>>(some: readonly T[], others: readonly T[]): ReadonlySet<string> {
  const ids = new Set(some.map(({ id }) => id));
  for (const { id } of others) ids.delete(id);
  return ids;
}

/** Serializes everything that a row shows, except its tooltip. */
function toRowText({ facts: _facts, ...shown }: Row): string {
  return JSON.stringify(shown);
}

function toTooltipText({ facts }: Row): string {
  return JSON.stringify(facts?.() ?? []);
}
