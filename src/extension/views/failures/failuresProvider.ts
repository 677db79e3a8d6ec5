import * as vscode from 'vscode';
import type { Accounts } from '../../../app/accounts/accounts.ts';
import type { FindResubmission } from '../../../app/lists/resolved.ts';
import { DrawnRows } from '../../../app/rows/drawnRows.ts';
import { toCauseRow, toMutedRow, toResolvedRow } from '../../../app/rows/failures/causeRows.ts';
import { type FailureNode, findRunsOf, toFailureNodes, toMoreNode } from '../../../app/rows/failures/failureNodes.ts';
import { type FindNodes, toFailureRow, toRunRow } from '../../../app/rows/failures/failureRows.ts';
import { withReadOnly } from '../../../app/rows/readOnlyRow.ts';
import type { Row, Viewer } from '../../../app/rows/row.ts';
import type { Cause, Repeats } from '../../../core/diagnosis/causes/causes.ts';
import { toKey } from '../../../core/model/resource.ts';
import { toReader } from '../reader.ts';
import { toTooltip, toTreeItem } from '../treeItem.ts';

/**
 * Number of a cause's failures that are shown at first, and the number added each time: a tree of thousands is slow.
 */
const firstShown = 200;
const moreShown = 1000;

interface Known {
  readonly findNodes: FindNodes;
  readonly findResubmission: FindResubmission;
  /** Finds the results of earlier retries if a cause came back; undefined if it did not or this is unknown. */
  readonly findRepeats: (cause: Cause) => Repeats | undefined;
}

/** Identity of a cause in an account. */
export interface CauseName {
  readonly accountId: string;
  readonly fingerprint: string;
}

/** Causes and the items that they affect, as last explained. */
export class FailuresProvider implements vscode.TreeDataProvider<FailureNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<FailureNode[] | undefined>();
  readonly #accounts: Pick<Accounts, 'all' | 'whyRefused' | 'listMissing'>;
  readonly #known: Known;
  /** Number of shown failures once it exceeds `firstShown`, by ID of the cause's row. */
  readonly #shown = new Map<string, number>();
  readonly #given = new WeakMap<object, FailureNode>();
  readonly #drawn = new DrawnRows<FailureNode>();
  readonly #below = new WeakMap<FailureNode, readonly FailureNode[]>();
  readonly onDidChangeTreeData = this.#changed.event;
  #nodes: readonly FailureNode[] = [];

  constructor(accounts: Pick<Accounts, 'all' | 'whyRefused' | 'listMissing'>, known: Known) {
    this.#accounts = accounts;
    this.#known = known;
  }

  /** Shows these rows. Redraws those whose content has changed, and returns whether that removed rows from VS Code. */
  show(nodes: readonly FailureNode[]): boolean {
    const before = this.#nodes;
    this.#nodes = renew(before, nodes);
    const isSameList = before.length === this.#nodes.length && before.every((node, i) => node === this.#nodes[i]);
    if (isSameList) return this.#redrawChanged();
    this.#changed.fire(undefined);
    return before.length > 0;
  }

  /** Shows more failures of the cause whose last row this is. */
  showMore({ above }: FailureNode): void {
    if (above === undefined) return;
    this.#shown.set(above, (this.#shown.get(above) ?? firstShown) + moreShown);
    this.#redrawChanged();
  }

  /** Returns the row that a command was called on; undefined for anything else. */
  find(row: unknown): FailureNode | undefined {
    return typeof row === 'object' && row !== null ? this.#given.get(row) : undefined;
  }

  getChildren(node?: FailureNode): FailureNode[] {
    const nodes = node === undefined ? [...this.#nodes] : this.#toChildren(node);
    for (const one of nodes) this.#given.set(one, one);
    if (node === undefined) this.#drawn.forgetBelow(nodes);
    else this.#drawn.answer(node, this.#drawn.ask(node), nodes);
    return nodes;
  }

  getParent(node: FailureNode): FailureNode | undefined {
    return node.parent;
  }

  /** Returns the current children of a row, or the top rows. */
  listCurrent(node?: FailureNode): readonly FailureNode[] {
    return node === undefined ? this.#nodes : this.#toChildren(node);
  }

  /** Finds the first row of a cause: its open part, or else the resolved or muted one. */
  findCause({ accountId, fingerprint }: CauseName): FailureNode | undefined {
    const isIt = ({ cause, failure, run }: FailureNode): boolean =>
      failure === undefined &&
      run === undefined &&
      cause?.accountId === accountId &&
      cause.cluster.fingerprint === fingerprint;
    const find = (nodes: readonly FailureNode[]): FailureNode | undefined => {
      const rows = nodes.filter(({ row }) => row !== undefined).map((node) => this.#toChildren(node));
      return nodes.find(isIt) ?? rows.map(find).find((node) => node !== undefined);
    };
    return find(this.#nodes);
  }

  /** Finds the row of the current cause of a row's newest failure, when that row is gone. */
  findAgain({ cause, resource }: FailureNode): FailureNode | undefined {
    if (cause === undefined) return undefined;
    const key = toKey(resource);
    // Causes are at the top level, or below their account.
    const shown = this.#nodes.flatMap((node) => (node.row === undefined ? [node] : this.#toChildren(node)));
    return shown.find(
      ({ mutes, isResolved, resources = [] }) =>
        mutes === undefined && isResolved === undefined && resources.some((one) => toKey(one) === key),
    );
  }

  getTreeItem(node: FailureNode): vscode.TreeItem {
    const row = this.#toRow(node, toReader());
    this.#drawn.draw(node, row);
    return toTreeItem(row, node.id, node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: FailureNode): vscode.TreeItem {
    const row = this.#toRow(node, toReader());
    this.#drawn.drawTooltip(node, row);
    item.tooltip = toTooltip(row);
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #redrawChanged(): boolean {
    const reader = toReader();
    const { nodes, takesRows } = this.#drawn.takeChanged(this.#nodes, {
      toRow: (node) => this.#toRow(node, reader),
      toChildren: (node) => this.#toChildren(node),
    });
    if (nodes.length > 0) this.#changed.fire([...nodes]);
    return takesRows;
  }

  #toChildren(node: FailureNode): FailureNode[] {
    const below = node.children ?? this.#toFailureNodes(node);
    const renewed = renew(
      this.#below.get(node) ?? [],
      below.map((child) => ({ ...child, parent: node })),
    );
    this.#below.set(node, renewed);
    return renewed;
  }

  #toFailureNodes(node: FailureNode): readonly FailureNode[] {
    const { cause, run } = node;
    if (cause === undefined || node.failure !== undefined || node.row !== undefined) return [];
    const runs = run === undefined ? findRunsOf(cause) : run.map((failure) => [failure]);
    const shown = runs.slice(0, this.#shown.get(node.id) ?? firstShown);
    const nodes = toFailureNodes(node.id, cause, shown);
    const hidden = runs.slice(shown.length).reduce((sum, { length }) => sum + length, 0);
    return hidden > 0 ? [...nodes, toMoreNode(node.id, cause, hidden)] : nodes;
  }

  #toRow(node: FailureNode, reader: Viewer): Row {
    return withReadOnly(this.#accounts, node.resource.accountId, this.#toOwnRow(node, reader));
  }

  #toOwnRow({ row, cause, failure, run, own = [], mutes, isResolved }: FailureNode, reader: Viewer): Row {
    if (row !== undefined) return row;
    if (cause === undefined)
      throw new Error('a row in the Failures view is a cause, a failure, or says what is unknown');
    if (failure !== undefined) return toFailureRow(failure, { cause, own: own[0], ...this.#known }, reader);
    if (run !== undefined) return toRunRow(run, { cause, ...this.#known }, own, reader);
    if (isResolved) return toResolvedRow(cause, reader, this.#known);
    if (mutes !== undefined) return toMutedRow(cause, mutes, reader, this.#known);
    return toCauseRow(cause, reader, this.#known);
  }
}

/** Returns the current rows of a list, reusing the objects in `before` for rows with the same IDs. */
function renew(before: readonly FailureNode[], now: readonly FailureNode[]): FailureNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return now.map((node) => Object.assign(known.get(node.id) ?? node, node));
}
