import * as vscode from 'vscode';
import type { Resource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { Cause } from '../causes/causes.ts';
import type { Failure } from '../causes/failing.ts';
import { toReader } from '../reader.ts';
import type { Row } from '../row.ts';
import { toTooltip, toTreeItem } from '../treeItem.ts';
import { toCauseRow, toFailureRow } from './causeRows.ts';

/** A row of the failures view. */
export interface FailureNode {
  readonly id: string;
  /** The thing that commands act on; of a cause its newest failure. */
  readonly resource: Resource;
  /** Everything that a cause hit. */
  readonly resources: readonly Resource[];
  readonly cause?: Cause;
  readonly failure?: Failure;
}

/** Causes and what they hit, as they were last told. */
export class FailuresProvider implements vscode.TreeDataProvider<FailureNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #toAccountName: (accountId: string) => string | undefined;
  readonly onDidChangeTreeData = this.#changed.event;
  #causes: readonly Cause[] = [];

  /** `toAccountName` gives the name that a cause is shown with; none where there is one account only. */
  constructor(toAccountName: (accountId: string) => string | undefined) {
    this.#toAccountName = toAccountName;
  }

  show(causes: readonly Cause[]): void {
    this.#causes = causes;
    this.#changed.fire(undefined);
  }

  getChildren(node?: FailureNode): FailureNode[] {
    if (node === undefined) return this.#causes.flatMap((cause) => toCauseNode(cause) ?? []);
    return (node.cause?.failures ?? []).map((failure) => toFailureNode(node.id, failure));
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

  #toRow(node: FailureNode): Row {
    if (node.cause !== undefined) return toCauseRow(node.cause, this.#toAccountName(node.cause.accountId), toReader());
    if (node.failure !== undefined) return toFailureRow(node.failure, toReader());
    throw new Error('a row of the failures view is a cause or a failure');
  }
}

function toCauseNode(cause: Cause): FailureNode | undefined {
  const resources = cause.failures.map(({ failing }) => failing.resource);
  const [resource] = resources;
  if (resource === undefined) return undefined;
  return { id: JSON.stringify([cause.accountId, cause.cluster.fingerprint]), resource, resources, cause };
}

function toFailureNode(parentId: string, failure: Failure): FailureNode {
  const { resource } = failure.failing;
  return { id: `${parentId}${toKey(resource)}`, resource, resources: [resource], failure };
}
