import * as vscode from 'vscode';
import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import { findRuns } from '../../../core/query/runs.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import { DrawnRows } from '../drawnRows.ts';
import { toReader } from '../reader.ts';
import type { Row, Viewer } from '../row.ts';
import { toTooltip, toTreeItem } from '../treeItem.ts';
import { toCauseRow } from './causeRows.ts';
import { toMoreFailuresRow } from './coverage.ts';
import { type FindNodes, toFailureRow, toRunRow } from './failureRows.ts';
import { findOwnWords } from './ownWords.ts';

/** What is not known of the failures of an account: a list, or how many of what there is. */
export type Unknown = 'error' | 'damaged' | 'counts' | 'tasks' | 'jobs' | 'logs';

/** A row of the failures view, as it was told last. There is one object per row, so that VS Code recognises it. */
export interface FailureNode {
  readonly id: string;
  /** The thing that commands act on: a failure, of a cause its newest one; the account where nothing else is meant. */
  readonly resource: Resource;
  /** Of a cause: everything that it hit. */
  readonly resources?: readonly Resource[];
  /** Of a failure, or of the row that shows more of them, too. */
  readonly cause?: Cause;
  readonly failure?: ExplainedFailure;
  /** Failures whose ids run in sequence: all of them, and as things that commands act on. */
  readonly run?: readonly ExplainedFailure[];
  readonly members?: readonly Resource[];
  /** What tells a failure from the others of its cause, of several the first and the last. */
  readonly own?: readonly (string | undefined)[];
  /** Of the row that shows more: the row below which it stands. */
  readonly above?: string;
  /** Of what is neither a cause nor a failure. */
  readonly row?: Row;
  /** What it says that is not known. */
  readonly unknown?: Unknown;
  /** The list that could not be read. */
  readonly target?: { readonly accountId: string; readonly scope: Scope };
}

/** So many that run in sequence are one row; fewer can be seen at a glance. */
const shortestRun = 5;
/** So many failures of a cause are shown at first, and so many more each time: a tree of thousands is slow. */
const firstShown = 200;
const moreShown = 1000;

/** Causes and what they hit, as they were last told. */
export class FailuresProvider implements vscode.TreeDataProvider<FailureNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<FailureNode[] | undefined>();
  readonly #toAccountName: (accountId: string) => string | undefined;
  readonly #findNodes: FindNodes;
  /** How many failures are shown of causes of which that are more than at first, by the ids of their rows. */
  readonly #shown = new Map<string, number>();
  readonly #given = new WeakMap<object, FailureNode>();
  readonly #drawn = new DrawnRows<FailureNode>();
  /** The rows below those of causes, and which they were before. */
  readonly #below = new WeakMap<FailureNode, readonly FailureNode[]>();
  readonly onDidChangeTreeData = this.#changed.event;
  #nodes: readonly FailureNode[] = [];

  /** `toAccountName` gives the name that a cause is shown with; none where there is one account only. */
  constructor(toAccountName: (accountId: string) => string | undefined, findNodes: FindNodes) {
    this.#toAccountName = toAccountName;
    this.#findNodes = findNodes;
  }

  /** Shows causes, and below them what has to be said of those that are not known. Draws what reads differently. */
  show(causes: readonly Cause[], others: readonly FailureNode[]): void {
    const before = this.#nodes;
    this.#nodes = renew(before, [...causes.flatMap((cause) => toCauseNode(cause) ?? []), ...others]);
    const isSameList = before.length === this.#nodes.length && before.every((node, i) => node === this.#nodes[i]);
    if (isSameList) this.#redrawChanged();
    else this.#changed.fire(undefined);
  }

  /** Shows more of the failures among which this row is the last. */
  showMore({ above }: FailureNode): void {
    if (above === undefined) return;
    this.#shown.set(above, (this.#shown.get(above) ?? firstShown) + moreShown);
    this.#redrawChanged();
  }

  /** The row that a command was called on; undefined for anything else. */
  find(row: unknown): FailureNode | undefined {
    return typeof row === 'object' && row !== null ? this.#given.get(row) : undefined;
  }

  getChildren(node?: FailureNode): FailureNode[] {
    const nodes = node === undefined ? [...this.#nodes] : this.#toFailureNodes(node);
    for (const one of nodes) this.#given.set(one, one);
    if (node === undefined) this.#drawn.forgetBelow(nodes);
    else this.#drawn.answer(node, this.#drawn.ask(node), nodes);
    return nodes;
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

  #redrawChanged(): void {
    const reader = toReader();
    const changed = this.#drawn.takeChanged(this.#nodes, {
      toRow: (node) => this.#toRow(node, reader),
      toChildren: (node) => this.#toFailureNodes(node),
    });
    if (changed.length > 0) this.#changed.fire([...changed]);
  }

  #toFailureNodes(node: FailureNode): FailureNode[] {
    const { cause, run } = node;
    if (cause === undefined || node.failure !== undefined || node.row !== undefined) return [];
    const runs = run === undefined ? findRuns(cause.failures, toSeries, shortestRun) : run.map((failure) => [failure]);
    const shown = runs.slice(0, this.#shown.get(node.id) ?? firstShown);
    const nodes = toFailureNodes(node.id, cause, shown);
    const hidden = runs.slice(shown.length).reduce((sum, { length }) => sum + length, 0);
    if (hidden > 0) nodes.push(toMoreNode(node.id, cause, toMoreFailuresRow(hidden)));
    const renewed = renew(this.#below.get(node) ?? [], nodes);
    this.#below.set(node, renewed);
    return renewed;
  }

  #toRow({ row, cause, failure, run, own = [] }: FailureNode, reader: Viewer): Row {
    if (row !== undefined) return row;
    if (cause === undefined)
      throw new Error('a row of the failures view is a cause, a failure, or says what is not known');
    const findNodes = this.#findNodes;
    if (failure !== undefined) return toFailureRow(failure, { cause, own: own[0], findNodes }, reader);
    if (run !== undefined) return toRunRow(run, { cause, findNodes }, own, reader);
    return toCauseRow(cause, this.#toAccountName(cause.accountId), reader);
  }
}

/** Tasks of one job are one series; nothing else has ids that people have counted. */
function toSeries({ failing }: ExplainedFailure): string {
  return failing.kind === 'task' ? `${failing.resource.jobId}\n${failing.resource.taskId}` : '';
}

/** Rows of a list as they are told now, the same objects as `before` where they are the same rows. */
function renew(before: readonly FailureNode[], now: readonly FailureNode[]): FailureNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return now.map((node) => Object.assign(known.get(node.id) ?? node, node));
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

/** Rows of failures, those that run in sequence as one. */
function toFailureNodes(parentId: string, cause: Cause, runs: readonly (readonly ExplainedFailure[])[]): FailureNode[] {
  const ends = runs.flatMap((run) => [...new Set([run[0], run.at(-1)])].filter((end) => end !== undefined));
  const words = findOwnWords(ends);
  const owns = new Map(ends.map((failure, index) => [failure, words[index]]));
  return runs.flatMap((run): FailureNode[] => {
    const [failure, last] = [run[0], run.at(-1)];
    if (failure === undefined || last === undefined) return [];
    const { resource } = failure.failing;
    const id = `${parentId}${toKey(resource)}`;
    if (run.length === 1) return [{ id, resource, cause, failure, own: [owns.get(failure)] }];
    const members = run.map(({ failing }) => failing.resource);
    return [{ id: `${id}run`, resource, members, cause, run, own: [owns.get(failure), owns.get(last)] }];
  });
}

function toMoreNode(id: string, cause: Cause, row: Row): FailureNode {
  return { id: `${id}more`, resource: { kind: 'account', accountId: cause.accountId }, cause, above: id, row };
}
