import * as vscode from 'vscode';
import type { Resource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import type { Cause, Failure } from '../causes/causes.ts';
import { toReader } from '../reader.ts';
import type { Row } from '../row.ts';
import { toTooltip, toTreeItem } from '../treeItem.ts';
import { toCauseRow, toFailureRow } from './causeRows.ts';
import { toMoreFailuresRow } from './coverage.ts';

/** A row of the failures view. */
export interface FailureNode {
  readonly id: string;
  /** The thing that commands act on; of a cause its newest failure. */
  readonly resource: Resource;
  /** Everything that a cause hit. */
  readonly resources: readonly Resource[];
  /** Of a failure, or of the row that shows more of them, too. */
  readonly cause?: Cause;
  readonly failure?: Failure;
  /** Of what is neither a cause nor a failure. */
  readonly row?: Row;
  /** The list that could not be read. */
  readonly target?: { readonly accountId: string; readonly scope: Scope };
}

/** So many failures of a cause are shown at first, and so many more each time: a tree of thousands is slow. */
const firstShown = 200;
const moreShown = 1000;

/** Causes and what they hit, as they were last told. */
export class FailuresProvider implements vscode.TreeDataProvider<FailureNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #toAccountName: (accountId: string) => string | undefined;
  /** How many failures are shown of causes of which that are more than at first, by the ids of their rows. */
  readonly #shown = new Map<string, number>();
  readonly #given = new WeakMap<object, FailureNode>();
  readonly onDidChangeTreeData = this.#changed.event;
  #nodes: readonly FailureNode[] = [];

  /** `toAccountName` gives the name that a cause is shown with; none where there is one account only. */
  constructor(toAccountName: (accountId: string) => string | undefined) {
    this.#toAccountName = toAccountName;
  }

  /** Shows causes, and below them what has to be said of those that are not known. */
  show(causes: readonly Cause[], others: readonly FailureNode[]): void {
    this.#nodes = [...causes.flatMap((cause) => toCauseNode(cause) ?? []), ...others];
    this.#changed.fire(undefined);
  }

  /** Shows more failures of the cause that has this row. */
  showMore({ cause }: FailureNode): void {
    if (cause === undefined) return;
    const id = toCauseId(cause);
    this.#shown.set(id, (this.#shown.get(id) ?? firstShown) + moreShown);
    this.#changed.fire(undefined);
  }

  /** The row that a command was called on; undefined for anything else. */
  find(row: unknown): FailureNode | undefined {
    return typeof row === 'object' && row !== null ? this.#given.get(row) : undefined;
  }

  getChildren(node?: FailureNode): FailureNode[] {
    const nodes = node === undefined ? [...this.#nodes] : this.#toFailureNodes(node);
    for (const one of nodes) this.#given.set(one, one);
    return nodes;
  }

  getTreeItem(node: FailureNode): vscode.TreeItem {
    return toTreeItem(this.#toRow(node), node.id, node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: FailureNode): vscode.TreeItem {
    item.tooltip = toTooltip(this.#toRow(node).facts?.() ?? []);
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #toFailureNodes(node: FailureNode): FailureNode[] {
    const { cause } = node;
    if (cause === undefined || node.failure !== undefined) return [];
    const shown = cause.failures.slice(0, this.#shown.get(node.id) ?? firstShown);
    const nodes = shown.map((failure) => toFailureNode(node.id, cause, failure));
    const hidden = cause.failures.length - shown.length;
    if (hidden > 0) nodes.push(toMoreNode(node, toMoreFailuresRow(hidden, toReader())));
    return nodes;
  }

  #toRow({ row, cause, failure }: FailureNode): Row {
    if (row !== undefined) return row;
    if (cause === undefined)
      throw new Error('a row of the failures view is a cause, a failure, or says what is not known');
    if (failure !== undefined) return toFailureRow(failure, cause, toReader());
    return toCauseRow(cause, this.#toAccountName(cause.accountId), toReader());
  }
}

function toCauseId({ accountId, cluster }: Cause): string {
  return JSON.stringify([accountId, cluster.fingerprint]);
}

function toCauseNode(cause: Cause): FailureNode | undefined {
  const resources = cause.failures.map(({ failing }) => failing.resource);
  const [resource] = resources;
  if (resource === undefined) return undefined;
  return { id: toCauseId(cause), resource, resources, cause };
}

function toFailureNode(parentId: string, cause: Cause, failure: Failure): FailureNode {
  const { resource } = failure.failing;
  return { id: `${parentId}${toKey(resource)}`, resource, resources: [resource], cause, failure };
}

function toMoreNode({ id, resource, cause }: FailureNode, row: Row): FailureNode {
  return { id: `${id}more`, resource, resources: [], row, ...(cause === undefined ? {} : { cause }) };
}
