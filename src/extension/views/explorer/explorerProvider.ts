import * as vscode from 'vscode';
import type { Accounts } from '../../../app/accounts/accounts.ts';
import type { JobCauses } from '../../../app/causes/jobCauses.ts';
import type { SucceededTasks } from '../../../app/causes/succeededTasks.ts';
import { loadOnce } from '../../../app/lists/loadOnce.ts';
import { DrawnRows } from '../../../app/rows/drawnRows.ts';
import { type AttemptSource, Attempts, toAttemptOwner } from '../../../app/rows/explorer/attempts.ts';
import { toListIds } from '../../../app/rows/explorer/branches.ts';
import { ExplorerRows } from '../../../app/rows/explorer/explorerRows.ts';
import {
  loadJobFacts,
  loadJobFactsNow,
  loadLastJobs,
  loadNodesBelow,
  toIds,
} from '../../../app/rows/explorer/jobFacts.ts';
import { LateBranches } from '../../../app/rows/explorer/lateBranches.ts';
import { toScopes } from '../../../app/rows/explorer/scopes.ts';
import type { FindCauses } from '../../../app/rows/explorer/taskCauses.ts';
import { type TreeNode, toSegment } from '../../../app/rows/explorer/treeNode.ts';
import { Redraws } from '../../../app/rows/redraws.ts';
import type { Row, RowFact } from '../../../app/rows/row.ts';
import { within } from '../../../core/clock.ts';
import type { Cause, Repeats } from '../../../core/diagnosis/causes/causes.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { readMember } from '../../../core/model/readMember.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { systemClock } from '../../../service/clock.ts';
import type { AccountSnapshot, AccountStore, Scope, StoreChange } from '../../../service/store/accountStore.ts';
import { toReader } from '../reader.ts';
import { toTooltip, toTreeItem } from '../treeItem.ts';
import { isDecorated, toRowUri } from './decorations.ts';

/** Maximum number of rows to keep; above it, all are forgotten, because most have long left the tree. */
const maxRows = 50_000;

/** Time that rows of failed tasks wait for their causes, and tooltips for optional facts. */
const patienceMs = 1_500;

/** Time that rows wait for the names of the nodes that they mention. */
const namePatienceMs = 500;

const gatherMs = 100;

/** Interval at which rows that show ages are checked. */
const ageMs = 15_000;

/** Reads how much of its quotas an account uses. */
export type ReadQuotas = (store: AccountStore) => Promise<readonly RowFact[]>;

/** Judgments on tasks that Batch counts as succeeded. */
export type Verdicts = Pick<SucceededTasks, 'find' | 'judge'>;

/** Evidence of tasks and nodes that is saved on this machine. */
export interface KeptAttempts extends AttemptSource {
  /** Calls `listener` with each item whose saved evidence has changed; without an item if any may have changed. */
  onDidChange(listener: (resource: Resource | undefined) => void): vscode.Disposable;
}

const noVerdicts: Verdicts = { find: () => undefined, judge: async () => undefined };

const nothingKept: KeptAttempts = { list: async () => [], onDidChange: () => ({ dispose: () => undefined }) };

/**
 * The explorer as a projection of the stores' data. It requests missing data from them and keeps nothing but the drawn
 * rows, so that only changed rows are redrawn.
 */
export class ExplorerProvider implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #causes: JobCauses;
  readonly #readQuotas: ReadQuotas;
  readonly #onError: (error: unknown) => void;
  readonly #findOpen: (id: string) => boolean | undefined;
  readonly #changed = new vscode.EventEmitter<TreeNode[] | undefined>();
  readonly #asked = new vscode.EventEmitter<TreeNode>();
  readonly #drawn = new DrawnRows<TreeNode>();
  readonly #changedAccounts = new Set<string>();
  readonly #redraws = new Redraws(systemClock, gatherMs, () => this.#redrawChanged());
  /** Groups of failed tasks whose rows have waited for logs. */
  readonly #distinguished = new WeakSet<TreeNode>();
  readonly #attempts: Attempts;
  readonly #verdicts: Verdicts;
  readonly #rows: ExplorerRows;
  /** Rows of the accounts, in the order in which VS Code shows them. */
  #roots: readonly TreeNode[] = [];
  readonly #late = new LateBranches(systemClock, ({ accountId }) => this.#scheduleSoon(accountId));
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly onDidChangeTreeData = this.#changed.event;
  /** Fires when VS Code requests the children of a row, as it does for expanded ones. */
  readonly onDidAsk = this.#asked.event;

  /**
   * `findOpen` returns whether the user has expanded or collapsed a row before; VS Code forgets this when the window
   * closes.
   */
  constructor(
    accounts: Accounts,
    causes: JobCauses,
    readQuotas: ReadQuotas,
    onError: (error: unknown) => void,
    findOpen: (id: string) => boolean | undefined = () => undefined,
    kept: KeptAttempts = nothingKept,
    findRepeats: (cause: Cause) => Repeats | undefined = () => undefined,
    verdicts = noVerdicts,
  ) {
    this.#verdicts = verdicts;
    this.#findOpen = findOpen;
    this.#attempts = new Attempts(kept);
    this.#rows = new ExplorerRows({
      accounts,
      causes,
      attempts: this.#attempts,
      findRepeats,
      findVerdict: (task) => verdicts.find(task),
      isLate: (node) => this.#late.has(node),
    });
    this.#accounts = accounts;
    this.#causes = causes;
    this.#readQuotas = readQuotas;
    this.#onError = onError;
    const ages = setInterval(() => {
      for (const { accountId } of this.#rows.roots()) this.#schedule(accountId);
    }, ageMs);
    this.#subscriptions = [
      { dispose: () => clearInterval(ages) },
      this.#redraws,
      this.#changed,
      this.#asked,
      accounts.onDidChangeAccounts(() => this.#redrawAll()),
      accounts.onDidChangeData((change) => this.#follow(change)),
      kept.onDidChange((resource) => void this.#followKept(resource)),
    ];
  }

  /** Reloads and shows the saved evidence of an item that was expanded. */
  async #followKept(resource: Resource | undefined): Promise<void> {
    if (resource === undefined) {
      this.#attempts.forget();
      for (const { accountId } of this.#rows.roots()) this.#schedule(accountId);
    } else if ((resource.kind === 'task' || resource.kind === 'node') && this.#attempts.has(resource)) {
      await this.#attempts.load(resource);
      this.#schedule(resource.accountId);
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Returns the children of a row that are known within a short time. Later data is shown as it arrives. */
  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) {
      const roots = this.#rows.roots();
      this.#drawn.forgetBelow(roots);
      this.#roots = roots;
      return [...roots];
    }
    this.#asked.fire(node);
    const question = this.#drawn.ask(node);
    await this.#late.wait(node, this.#load(node));
    await this.#waitForLogs(node);
    const children = this.#rows.toChildren(node);
    this.#drawn.answer(node, question, children);
    return children;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const row = this.toRow(node);
    this.#drawn.draw(node, row);
    const item = toTreeItem({ ...row, children: this.#toChildrenState(node, row) }, node.id, node);
    if (isDecorated(row)) item.resourceUri = toRowUri(node.id, String(item.label));
    return item;
  }

  #toChildrenState({ id }: TreeNode, { children }: Row): Row['children'] {
    const isOpen = children === 'none' ? undefined : this.#findOpen(id);
    if (isOpen === undefined) return children;
    return isOpen ? 'expanded' : 'collapsed';
  }

  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    const row = this.toRow(node);
    this.#drawn.drawTooltip(node, row);
    item.tooltip = toTooltip(row, node.place.kind === 'account' ? await this.#toQuotaFacts(node.accountId) : []);
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  /** Returns the root node of the account. */
  root(accountId: string): TreeNode {
    return this.#rows.nodes.root(accountId);
  }

  child(parent: TreeNode, place: TreeNode['place']): TreeNode {
    return this.#rows.nodes.child(parent, place);
  }

  /** Finds the row below `above` with this name after loading its data; undefined if it doesn't exist. */
  async findBelow(above: TreeNode, name: string): Promise<TreeNode | undefined> {
    await this.#load(above);
    await this.#waitForLogs(above);
    return this.#rows.toChildren(above).find(({ accountId, place }) => toSegment(accountId, place) === name);
  }

  /** Returns the row with an ID, if it has been shown. */
  find(id: string): TreeNode | undefined {
    return this.#rows.nodes.find(id);
  }

  /** Returns a command's argument if it is a row of this view. */
  toNode(row: unknown): TreeNode | undefined {
    const id = readMember(row, 'id');
    const node = typeof id === 'string' ? this.#rows.nodes.find(id) : undefined;
    return node === row ? node : undefined;
  }

  /** Lists all rows of expanded branches, from the top down. */
  listOpened(nodes: readonly TreeNode[] = this.#rows.roots()): readonly TreeNode[] {
    return nodes.flatMap((node) => [
      node,
      ...(this.#drawn.isOpened(node) ? this.listOpened(this.#rows.toChildren(node)) : []),
    ]);
  }

  /** Returns the current children of a row, or the top rows. */
  listCurrent(node?: TreeNode): readonly TreeNode[] {
    return node === undefined ? this.#rows.roots() : this.#rows.toChildren(node);
  }

  /** Returns the current content of the row. */
  toRow(node: TreeNode): Row {
    return this.#rows.toRow(node, toReader());
  }

  /** Reads the logs of a job's failed tasks. Throws errors other than the service's. */
  readCauses(store: AccountStore, jobId: string): Promise<unknown> {
    return this.#causes.read(store, jobId);
  }

  causesIn(snapshot: AccountSnapshot): FindCauses {
    return this.#rows.causesIn(snapshot);
  }

  /** Shows the current causes of the jobs of an account. */
  showCauses(accountId: string): void {
    this.#schedule(accountId);
  }

  /** Reads the logs of a job's failed tasks, then shows their causes. Never throws. */
  async #readLogs(store: AccountStore, jobId: string): Promise<void> {
    await this.#showRead(store, this.#causes.read(store, jobId));
  }

  async #showRead(store: AccountStore, reading: Promise<void>): Promise<void> {
    try {
      await reading;
      this.#schedule(store.account.id);
    } catch (error) {
      this.#onError(error);
    }
  }

  /** Returns an account's use of its quotas, if available within a short time, because a tooltip must not wait. */
  async #toQuotaFacts(accountId: string): Promise<readonly RowFact[]> {
    const store = this.#accounts.findStore(accountId);
    if (store === undefined) return [];
    const reading = this.#readQuotas(store).catch((error: unknown) => {
      this.#onError(error);
      return [];
    });
    return (await within(systemClock, patienceMs, reading)) ?? [];
  }

  /** Returns the account's store; undefined if it can't be opened, which a row below the account then shows. */
  async open(accountId: string): Promise<AccountStore | undefined> {
    try {
      const store = await this.#accounts.getStore(accountId);
      if (this.#rows.notOpened.delete(accountId)) this.#schedule(accountId);
      return store;
    } catch (error) {
      if (!BatchError.is(error)) throw error;
      // The account's own row shows the reason, too.
      if (this.#rows.notOpened.get(accountId)?.message !== error.message) this.#schedule(accountId);
      this.#rows.notOpened.set(accountId, error);
      return undefined;
    }
  }

  /**
   * Loads the data of the rows below `node`. Doesn't wait for pools and jobs of an account, because its own rows don't
   * need them.
   */
  async #load(node: TreeNode): Promise<void> {
    const store = await this.open(node.accountId);
    if (store === undefined) return;
    const { place } = node;
    const owner = toAttemptOwner(place);
    const kept = owner === undefined ? undefined : this.#attempts.load({ ...owner, accountId: node.accountId });
    const loading = Promise.all([kept, ...toScopes(place).map((scope) => loadOnce(store, scope))]);
    if (place.kind === 'account') return;
    await loading;
    if (place.kind === 'job') await loadJobFactsNow(store, place.jobId);
    else if (place.kind === 'jobs') void loadJobFacts(store, toIds(store.snapshot.slice({ kind: 'jobs' })));
    else if (place.kind === 'jobSchedules') void loadLastJobs(store);
    else if (place.kind === 'jobSchedule')
      void loadJobFacts(store, toIds(store.snapshot.slice({ kind: 'scheduleJobs', scheduleId: place.scheduleId })));
    else if (place.kind === 'preparation' || place.kind === 'subtasks' || place.kind === 'taskGroup')
      // Rows that will be redrawn when their nodes have names cannot be clicked reliably.
      await within(systemClock, namePatienceMs, loadNodesBelow(store, place));
    if (place.kind === 'job' || (place.kind === 'taskGroup' && place.group === 'succeeded'))
      void this.#judgeSucceeded(store, place.jobId);
  }

  /**
   * Checks the newest succeeded tasks, which may have failed according to their engines, or end with a failure. Never
   * throws.
   */
  async #judgeSucceeded(store: AccountStore, jobId: string): Promise<void> {
    try {
      await this.#verdicts.judge(store, jobId, { onFound: () => this.#schedule(store.account.id) });
    } catch (error) {
      this.#onError(error);
    }
  }

  /** Waits a little, once, for the logs of failed tasks, so that rows don't move after they appear. */
  async #waitForLogs(node: TreeNode): Promise<void> {
    const { place } = node;
    const store = this.#accounts.findStore(node.accountId);
    if (store === undefined || this.#late.has(node) || place.kind !== 'taskGroup' || place.group !== 'failed') return;
    const reading = this.#readLogs(store, place.jobId);
    if (!this.#distinguished.has(node)) await within(systemClock, patienceMs, reading);
    this.#distinguished.add(node);
  }

  #follow({ accountId, scopes }: StoreChange): void {
    for (const scope of scopes) {
      this.#readLogsOfShown(accountId, scope);
      this.#judgeShown(accountId, scope);
      this.#noticeRetry(accountId, scope);
    }
    if (scopes.some(({ kind }) => kind === 'jobSchedules')) this.#countLastJobs(accountId);
    // Counting an account changes only its jobs; other lists are those that the user has expanded or is changing.
    if (scopes.every(({ kind }) => kind === 'jobs' || kind === 'failures')) this.#schedule(accountId);
    else this.#scheduleSoon(accountId);
  }

  /** Reads the logs of tasks that fail while others are visible, so that they also appear below their causes. */
  #readLogsOfShown(accountId: string, scope: Scope): void {
    if (scope.kind !== 'tasks' || scope.group !== 'failed') return;
    const store = this.#accounts.findStore(accountId);
    const isShown = this.#findOpened(accountId, scope).length > 0;
    if (store !== undefined && isShown) void this.#readLogs(store, scope.jobId);
  }

  /** Checks tasks that succeed while other succeeded tasks are visible. */
  #judgeShown(accountId: string, scope: Scope): void {
    if (scope.kind !== 'tasks' || scope.group !== 'succeeded') return;
    const store = this.#accounts.findStore(accountId);
    const isShown = this.#findOpened(accountId, scope).length > 0;
    if (store !== undefined && isShown) void this.#judgeSucceeded(store, scope.jobId);
  }

  /** Waits for a list that is being retried after a failure while it is visible, as for its first load. */
  #noticeRetry(accountId: string, scope: Scope): void {
    const store = this.#accounts.findStore(accountId);
    const slice = store?.snapshot.slice(scope);
    if (store === undefined || slice?.error === undefined || !slice.loading) return;
    for (const node of this.#findOpened(accountId, scope)) {
      void this.#late.wait(node, store.load(scope)).then(() => this.#schedule(accountId));
    }
  }

  /** Finds the expanded rows that contain the items of a list. */
  #findOpened(accountId: string, scope: Scope): readonly TreeNode[] {
    return toListIds(accountId, scope)
      .flatMap((id) => this.#rows.nodes.find(id) ?? [])
      .filter((node) => this.#drawn.isOpened(node));
  }

  /** Counts the last jobs of schedules, which may have created another job since. */
  #countLastJobs(accountId: string): void {
    const store = this.#accounts.findStore(accountId);
    if (store !== undefined) void loadLastJobs(store);
  }

  #schedule(accountId: string): void {
    this.#changedAccounts.add(accountId);
    this.#redraws.schedule();
  }

  /** Like `#schedule`, for changes that the user waits for. */
  #scheduleSoon(accountId: string): void {
    this.#changedAccounts.add(accountId);
    this.#redraws.scheduleSoon();
  }

  /** Redraws rows of changed accounts, and returns whether that removed rows from VS Code. */
  #redrawChanged(): boolean {
    const roots = this.#rows.roots();
    const tops = roots.filter(({ accountId }) => this.#changedAccounts.has(accountId));
    this.#changedAccounts.clear();
    const isFull = this.#rows.nodes.size > maxRows;
    if (isFull) this.#rows.nodes.forget();
    const hasMoved = this.#roots.length === roots.length && roots.some((root, index) => root !== this.#roots[index]);
    if (isFull || hasMoved) {
      this.#redrawAll();
      return true;
    }
    const reader = toReader();
    const { nodes, takesRows } = this.#drawn.takeChanged(tops, {
      toRow: (node) => this.#rows.toRow(node, reader),
      toChildren: (node) => this.#rows.toChildren(node),
    });
    if (nodes.length > 0) this.#changed.fire([...nodes]);
    return takesRows;
  }

  #redrawAll(): void {
    this.#changed.fire(undefined);
  }
}
