import type { Row } from './row.ts';

/** A row of a tree: one object for as long as it is in its place. */
interface TreeRow<T> {
  /** The same in whichever branch the row stands. */
  readonly id: string;
  readonly parent?: T | undefined;
}

/** A tree as it would be drawn now. */
export interface CurrentTree<T> {
  toRow(node: T): Row;
  /** The rows below `node`. */
  toChildren(node: T): readonly T[];
}

/** A branch that has to be drawn anew, and which rows came to it and left it. */
interface ChangedBranch<T> {
  readonly node: T;
  readonly gained: ReadonlySet<string>;
  readonly lost: ReadonlySet<string>;
}

/**
 * What VS Code has been given of a tree: how each row reads, and what stands below those that were opened. A row cannot
 * be drawn anew without everything below it, and until VS Code has asked for that again it hands commands no row in the
 * place of one of these. So only what reads differently is to be drawn anew.
 */
export class DrawnRows<T extends TreeRow<T>> {
  readonly #rows = new WeakMap<T, Row>();
  readonly #tooltips = new WeakMap<T, Row>();
  readonly #below = new WeakMap<T, readonly T[]>();
  readonly #questions = new WeakMap<T, number>();
  #lastQuestion = 0;

  /** A row is drawn. Its tooltip is asked for again when the mouse comes. */
  draw(node: T, row: Row): void {
    this.#rows.set(node, row);
    this.#tooltips.delete(node);
  }

  drawTooltip(node: T, row: Row): void {
    this.#tooltips.set(node, row);
  }

  /** VS Code asks what stands below `node`; the number belongs to the answer. */
  ask(node: T): number {
    this.#lastQuestion += 1;
    this.#questions.set(node, this.#lastQuestion);
    return this.#lastQuestion;
  }

  /** The answer to a question. VS Code does not look at one that comes after another question for the same rows. */
  answer(node: T, question: number, children: readonly T[]): void {
    if (this.#questions.get(node) !== question) return;
    this.#below.set(node, children);
    this.forgetBelow(children);
  }

  /** What stands below these rows is not drawn until VS Code asks for it. */
  forgetBelow(nodes: readonly T[]): void {
    for (const node of nodes) this.#below.delete(node);
  }

  /** Whether VS Code has been given what stands below `node`. */
  isOpened(node: T): boolean {
    return this.#below.has(node);
  }

  /**
   * Of the drawn rows at and below `tops` those that have to be drawn anew, since they or the list of rows below them
   * read differently now; none that stands below another. What is below them counts as not drawn from then on. Looks at
   * each drawn row once.
   */
  takeChanged(tops: readonly T[], current: CurrentTree<T>): readonly T[] {
    const branches: ChangedBranch<T>[] = [];
    for (const top of tops) this.#compare(top, current, branches);
    const changed = joinMoves(branches);
    this.forgetBelow(changed);
    return changed;
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

  /** Not before it was drawn at all. */
  #readsDifferently(node: T, current: CurrentTree<T>): boolean {
    const drawn = this.#rows.get(node);
    if (drawn === undefined) return false;
    const row = current.toRow(node);
    if (row !== drawn && toText(row) !== toText(drawn)) return true;
    const tooltip = this.#tooltips.get(node);
    return tooltip !== undefined && row !== tooltip && toTooltipText(row) !== toTooltipText(tooltip);
  }
}

/**
 * A row that goes from one branch to one beside it would be in both for a moment, which no tree can show: then the
 * branch that holds these is drawn anew.
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

/** Ids of `some` that are not in `others`. */
function idsWithout<T extends TreeRow<T>>(some: readonly T[], others: readonly T[]): ReadonlySet<string> {
  const ids = new Set(some.map(({ id }) => id));
  for (const { id } of others) ids.delete(id);
  return ids;
}

/** All that a row shows, but its tooltip. */
function toText({ facts: _facts, ...shown }: Row): string {
  return JSON.stringify(shown);
}

function toTooltipText({ facts }: Row): string {
  return JSON.stringify(facts?.() ?? []);
}
