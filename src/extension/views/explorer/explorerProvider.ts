import * as vscode from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Resource } from '../../../core/model/resource.ts';
import type { AccountSnapshot, AccountStore, StoreChange } from '../../../service/store/accountStore.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { within } from '../../within.ts';
import type { JobCauses } from '../causes/jobCauses.ts';
import { loadOnce } from '../loadOnce.ts';
import { toReader } from '../reader.ts';
import type { Fact, Row } from '../row.ts';
import { toTooltip, toTreeItem } from '../treeItem.ts';
import { toBranchIds } from './branches.ts';
import { findJob, toChildren } from './children.ts';
import { toRowUri } from './decorations.ts';
import { mayBeStuck } from './preparation.ts';
import { toClosedAccountRow, toErrorRow, toGoneRow } from './rows/stateRow.ts';
import { toScopes } from './scopes.ts';
import { type FindCauses, toTasksOfCause } from './taskCauses.ts';
import { toRow } from './toRow.ts';
import { type PlaceOf, type TreeNode, TreeNodes } from './treeNode.ts';

/** More rows than that are forgotten at once: most of them have long left the tree. */
const maxRows = 50_000;

/** How long the rows of failed tasks wait for the logs that tell their causes, and a tooltip for what adds to it. */
const patienceMs = 1_500;

/** Asks how much of its quotas an account uses. */
export type ReadQuotas = (store: AccountStore) => Promise<readonly Fact[]>;

/** The explorer as a projection of what the stores know. It asks them for what is missing and keeps no data. */
export class ExplorerProvider implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #causes: JobCauses;
  readonly #readQuotas: ReadQuotas;
  readonly #onError: (error: unknown) => void;
  readonly #nodes = new TreeNodes((accountId, cause) => this.#findHit(accountId, cause));
  readonly #changed = new vscode.EventEmitter<TreeNode[] | undefined>();
  /** Why an account could not be opened: its key is gone, the user is not signed in. */
  readonly #notOpened = new Map<string, BatchError>();
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(accounts: Accounts, causes: JobCauses, readQuotas: ReadQuotas, onError: (error: unknown) => void) {
    this.#accounts = accounts;
    this.#causes = causes;
    this.#readQuotas = readQuotas;
    this.#onError = onError;
    this.#subscriptions = [
      this.#changed,
      accounts.onDidChangeAccounts(() => this.#redrawAll()),
      accounts.onDidChangeData((change) => this.#redraw(change)),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) return this.#accounts.all.map(({ id }) => this.#nodes.root(id));
    const store = await this.#open(node.accountId);
    if (store === undefined) {
      return node.parent === undefined ? [this.#nodes.child(node, { kind: 'error', scope: { kind: 'pools' } })] : [];
    }
    await this.#loadFor(node, store);
    await this.#readLogs(node, store);
    return toChildren(node.place, store.snapshot, this.causesIn(store.snapshot)).map((place) =>
      this.#nodes.child(node, place),
    );
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const row = this.toRow(node);
    const item = toTreeItem(row, node.id, node);
    if (row.icon !== 'none') item.resourceUri = toRowUri(node.id);
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    const facts = this.toRow(node).facts?.() ?? [];
    const more = node.place.kind === 'account' ? await this.#toQuotaFacts(node.accountId) : [];
    if (facts.length + more.length > 0) item.tooltip = toTooltip([...facts, ...more]);
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  /** The row of an account. */
  root(accountId: string): TreeNode {
    return this.#nodes.root(accountId);
  }

  child(parent: TreeNode, place: TreeNode['place']): TreeNode {
    return this.#nodes.child(parent, place);
  }

  /** The row of an id, if it has been shown. */
  find(id: string): TreeNode | undefined {
    return this.#nodes.find(id);
  }

  /** How a row reads now. */
  toRow(node: TreeNode): Row {
    const store = this.#accounts.findStore(node.accountId);
    if (store !== undefined) return toRow(node.place, store.snapshot, toReader(), this.causesIn(store.snapshot));
    const account = this.#accounts.all.find(({ id }) => id === node.accountId);
    const error = this.#notOpened.get(node.accountId);
    if (account === undefined) return toGoneRow();
    if (node.place.kind === 'error' && error !== undefined) return toErrorRow(error, account);
    return toClosedAccountRow(account, this.#accounts.all.length === 1);
  }

  /** Reads the logs of a job's failed tasks. Throws what is no answer of the service. */
  readCauses(store: AccountStore, jobId: string): Promise<unknown> {
    return this.#causes.read(store, jobId);
  }

  /** Tells the causes of the failed tasks of a job by what a snapshot knows. */
  causesIn(snapshot: AccountSnapshot): FindCauses {
    return (jobId) => this.#causes.of(snapshot, jobId);
  }

  #findHit(accountId: string, cause: PlaceOf<'taskCause'>): readonly Resource[] {
    const snapshot = this.#accounts.findStore(accountId)?.snapshot;
    if (snapshot === undefined) return [];
    return toTasksOfCause(cause, this.causesIn(snapshot)(cause.jobId)).map(({ jobId, taskId }) => ({
      kind: 'task',
      accountId,
      jobId,
      taskId,
    }));
  }

  /**
   * Has the logs of a job's failed tasks read, and waits for them a little: rows that stay where they are need no second
   * look. What comes later is shown by other causes, if it tells any.
   */
  async #readLogs(node: TreeNode, store: AccountStore): Promise<void> {
    const { place } = node;
    if (place.kind !== 'taskGroup' || place.group !== 'failed') return;
    let isShown = false;
    const reading = this.#causes.read(store, place.jobId).then((isChanged) => {
      if (isChanged && isShown) this.#changed.fire([node]);
    }, this.#onError);
    await within(patienceMs, reading);
    isShown = true;
  }

  /** What of its quotas an account uses, if that can be had soon: a tooltip is not waited for. */
  async #toQuotaFacts(accountId: string): Promise<readonly Fact[]> {
    const store = this.#accounts.findStore(accountId);
    if (store === undefined) return [];
    const reading = this.#readQuotas(store).catch((error: unknown) => {
      this.#onError(error);
      return [];
    });
    return (await within(patienceMs, reading)) ?? [];
  }

  /** The account's store; undefined when it can't be opened, which the row below the account then says. */
  async #open(accountId: string): Promise<AccountStore | undefined> {
    try {
      const store = await this.#accounts.getStore(accountId);
      if (this.#notOpened.delete(accountId)) this.#changed.fire(undefined);
      return store;
    } catch (error) {
      if (!BatchError.is(error)) throw error;
      this.#notOpened.set(accountId, error);
      return undefined;
    }
  }

  /**
   * Loads what the rows below `node` are made of. Pools and jobs of an account are not waited for: its own rows don't
   * need them.
   */
  async #loadFor(node: TreeNode, store: AccountStore): Promise<void> {
    const { place } = node;
    const loading = Promise.all(toScopes(place).map((scope) => loadOnce(store, scope)));
    if (place.kind === 'account') return;
    await loading;
    const jobs = store.snapshot.slice({ kind: 'jobs' }).items;
    if (place.kind === 'job') await loadJobFacts(store, [place.jobId]);
    else if (place.kind === 'jobs') void loadJobFacts(store, toIds(jobs));
  }

  #redraw({ accountId, scopes }: StoreChange): void {
    if (this.#nodes.size > maxRows) {
      this.#redrawAll();
      return;
    }
    const ids = new Set(scopes.flatMap((scope) => toBranchIds(accountId, scope)));
    const nodes = [...ids].flatMap((id) => this.#nodes.find(id) ?? []);
    if (nodes.length > 0) this.#changed.fire(nodes);
  }

  #redrawAll(): void {
    this.#nodes.forget();
    this.#changed.fire(undefined);
  }
}

/** Loads how many tasks the jobs have in each state, and how their preparation goes where tasks wait. Never throws. */
async function loadJobFacts(store: AccountStore, jobIds: readonly string[]): Promise<void> {
  await store.loadMissingTaskCounts(jobIds);
  const { snapshot } = store;
  const waiting = jobIds.flatMap((jobId) => findJob(snapshot, jobId) ?? []).filter((job) => mayBeStuck(job, snapshot));
  await Promise.all(waiting.map(({ id }) => loadOnce(store, { kind: 'preparation', jobId: id })));
}

function toIds(items: readonly { readonly id: string }[]): readonly string[] {
  return items.map(({ id }) => id);
}
