import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Accounts } from '../../../app/accounts/accounts.ts';
import type { Causes } from '../../../app/causes/causes.ts';
import type { RepeatedCauses } from '../../../app/causes/repeatedCauses.ts';
import type { CommandName } from '../../../app/commandName.ts';
import type { Resubmissions } from '../../../app/evidence/resubmissions.ts';
import { listUnresolvedJobs } from '../../../app/lists/resolved.ts';
import { addCountedJobs, countFailedTasks, describeCounted, findCountedJobs } from '../../../app/lists/taskCount.ts';
import { toFailedTasksText, toMutedText } from '../../../app/rows/counts.ts';
import { type Held, listHeld, refreshBranch } from '../../../app/rows/explorer/branch.ts';
import { ClosedAccounts, toViewMessage } from '../../../app/rows/explorer/closedAccounts.ts';
import { locateRow } from '../../../app/rows/explorer/locate.ts';
import { findNextFailure } from '../../../app/rows/explorer/nextFailure.ts';
import { OpenBranches, readPlace, writePlace } from '../../../app/rows/explorer/openBranches.ts';
import { readQuotaFacts } from '../../../app/rows/explorer/rows/accountRow.ts';
import { toScopes } from '../../../app/rows/explorer/scopes.ts';
import type { TreeNode } from '../../../app/rows/explorer/treeNode.ts';
import type { MutedCauses } from '../../../app/rows/failures/mutedCauses.ts';
import { revealFound } from '../../../app/rows/findRow.ts';
import { toPrimaryCommand } from '../../../app/rows/primaryCommand.ts';
import { Updates } from '../../../app/updates.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { type Resource, toKey } from '../../../core/model/resource.ts';
import { joinParts } from '../../../core/text/lists.ts';
import { addCounts } from '../../../core/words/count.ts';
import { bundles } from '../../../node/load.ts';
import { systemClock } from '../../../service/clock.ts';
import type { AccountSnapshot, Scope } from '../../../service/store/accountStore.ts';
import type { Log } from '../../log.ts';
import { reportError } from '../../runCommand.ts';
import { KeptPlace } from '../keptPlace.ts';
import { findKeyRows, Selection, toggleCommand } from '../selection.ts';
import { ViewWatch } from '../viewWatch.ts';
import { FailureDecorations } from './decorations.ts';
import { ExplorerProvider, type KeptAttempts } from './explorerProvider.ts';

const explorerViewId = 'azureBatch.explorer';

/** Time for which changes of the user's position are gathered before it is saved. */
const saveMs = 500;

interface Known {
  readonly muted: MutedCauses;
  readonly resubmissions: Pick<Resubmissions, 'load' | 'onDidChange'>;
  readonly repeats: Pick<RepeatedCauses, 'find' | 'onDidChange'>;
}

/** The explorer's visible state: badge, message, decorations, and refreshing while it is visible. */
export class ExplorerView implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #muted: MutedCauses;
  readonly provider: ExplorerProvider;
  readonly #branches: OpenBranches;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #selection: Selection<TreeNode>;
  readonly #place: KeptPlace<TreeNode>;
  /** The row that was selected before the window was reloaded, until it or another one is selected. */
  #selectedBefore: string | undefined;

  /** `state` belongs to the workspace and holds the user's position before the window was reloaded. */
  constructor(
    view: vscode.TreeView<TreeNode>,
    accounts: Accounts,
    causes: Pick<Causes, 'jobs' | 'succeeded' | 'onDidChange'>,
    log: Log,
    { muted, resubmissions, repeats }: Known,
    state: vscode.Memento,
    kept?: KeptAttempts,
  ) {
    this.#muted = muted;
    this.#accounts = accounts;
    const before = readPlace(state);
    this.#selectedBefore = before.selected;
    this.provider = new ExplorerProvider(
      accounts,
      causes.jobs,
      (store) => readQuotaFacts(store, bundles),
      (error) => reportError(error, explorerViewId, log),
      (id) => this.#branches.find(id),
      kept,
      (cause) => repeats.find(cause),
      causes.succeeded,
    );
    this.#branches = new OpenBranches(
      (id) => {
        const node = this.provider.find(id);
        return node !== undefined && this.provider.toRow(node).children === 'expanded';
      },
      (id) => this.provider.find(id),
      before,
    );
    const decorations = new FailureDecorations((id) => {
      const node = this.provider.find(id);
      return node === undefined ? undefined : this.provider.toRow(node);
    });
    this.#view = view;
    this.#selection = new Selection(this.#view);
    this.#place = new KeptPlace(this.#view, this.provider);
    const watch = new ViewWatch(accounts, {
      isVisible: () => this.#view.visible,
      wants: (accountId, scope) => this.#wants(accountId, scope),
    });
    const closed = new ClosedAccounts(accounts, systemClock, {
      isVisible: () => this.#view.visible,
      open: (accountId) => this.provider.open(accountId),
    });
    const saves = new Updates(systemClock, saveMs, async () => this.#save(state));
    this.#subscriptions.push(
      saves,
      this.#view.onDidChangeSelection(({ selection }) => {
        if (selection.length > 0) this.#selectedBefore = undefined;
        saves.schedule();
      }),
      this.#view.onDidExpandElement(() => saves.schedule()),
      this.#view.onDidCollapseElement(() => saves.schedule()),
      watch,
      closed,
      this.provider,
      decorations,
      this.#selection,
      this.#place,
      vscode.window.registerFileDecorationProvider(decorations),
      // VS Code doesn't report that a row was expanded while it redraws the row.
      this.provider.onDidAsk(({ id }) => this.#branches.open(id)),
      this.#view.onDidExpandElement(({ element }) => this.#open(element)),
      this.#view.onDidCollapseElement(({ element }) => this.#branches.close(element.id)),
      this.#view.onDidChangeVisibility(() => {
        watch.update();
        closed.update();
      }),
      accounts.onDidChangeAccounts(() => this.#update()),
      accounts.onDidChangeData(() => this.#update()),
      muted.onDidChange(() => this.#update()),
      resubmissions.onDidChange(() => this.#followKept()),
      repeats.onDidChange(() => this.#followKept()),
      causes.onDidChange((accountId) => this.provider.showCauses(accountId)),
      this.provider.onDidChangeTreeData(() => decorations.refresh()),
    );
    closed.update();
    resubmissions.load().catch((error: unknown) => reportError(error, explorerViewId, log));
  }

  /** Returns true while the view is on the screen. */
  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** Returns the selected rows. */
  get selection(): readonly TreeNode[] {
    return this.#selection.rows;
  }

  /** Returns the rows to which a pressed key applies. */
  findKeyRows(): Promise<readonly TreeNode[]> {
    return findKeyRows(this.#view, () => vscode.commands.executeCommand(toggleCommand));
  }

  /** Selects the failed row after this one, or the first if it isn't a row of this view. */
  async selectNextFailure(row: unknown): Promise<void> {
    const rows = this.provider.listOpened();
    const next = findNextFailure(rows, row, (node) => this.provider.toRow(node).icon === 'error');
    if (next !== undefined) await this.#view.reveal(next, { select: true, focus: true });
  }

  /**
   * Returns true if VS Code selected this row, not the user: the changed row above it has disappeared, and this row
   * took its place.
   */
  isMovedTo(row: unknown): boolean {
    const node = this.provider.toNode(row);
    return node !== undefined && this.#place.isMovedTo(node);
  }

  /** Keeps the user's position at an item that is about to change, if `row` is a row of this view. */
  keepPlace(row: unknown, isByKey: boolean): void {
    const node = this.provider.toNode(row);
    if (node === undefined) this.#place.lose();
    else this.#place.keep(node, isByKey);
  }

  /** See `refreshBranch`. */
  refreshBranch(row: unknown): Promise<boolean> {
    return refreshBranch(this.provider, this.#accounts, row);
  }

  /** See `listHeld`. */
  listHeld(row: unknown): Held | undefined {
    return listHeld(this.provider, row);
  }

  /**
   * Selects an item, or the row below it that these names lead to, and loads its ancestors; selects the nearest
   * ancestor if the item is no longer in a list. Resolves to the command that a click on its row runs; for a folder, to
   * the one that explains it. Throws `InvalidInput` if its list is constantly being redrawn.
   */
  async reveal(resource: Resource, names: readonly string[] = []): Promise<CommandName | undefined> {
    let shown: TreeNode | undefined;
    const refusal = await revealFound(
      () => locateRow(resource, names, this.#accounts, this.provider),
      (node) => {
        shown = node;
        return this.#view.reveal(node, { select: true, focus: true, expand: resource.kind === 'account' });
      },
    );
    if (refusal === undefined) {
      if (shown?.resource === undefined || toKey(shown.resource) !== toKey(resource)) return undefined;
      if ('isDirectory' in shown.place) return shown.place.isDirectory ? 'row.explain' : 'file.open';
      return toPrimaryCommand(this.provider.toRow(shown));
    }
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t('The list was being refreshed. Try again.'),
      cause: refusal,
    });
  }

  /**
   * Returns true if part of `scope` is visible: pools and jobs determine the counts, and other data is below expanded
   * rows.
   */
  #wants(accountId: string, scope: Scope): boolean {
    if (scope.kind === 'pools' || scope.kind === 'jobs') return true;
    // Resolved failed tasks affect the counts as well.
    if (scope.kind === 'failures') return this.#hasResolved(accountId, scope.jobId);
    // The row of a job shows the progress of its preparation.
    if (scope.kind === 'preparation') return this.#branches.shows(accountId, { kind: 'jobs' });
    return this.#branches.shows(accountId, scope);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Refreshes an expanded branch, which may have changed while it was collapsed. */
  #open({ id, accountId, place }: TreeNode): void {
    this.#branches.open(id);
    const store = this.#accounts.findStore(accountId);
    const known = toScopes(place).filter((scope) => store?.snapshot.slice(scope).loadedAt !== undefined);
    if (place.kind !== 'account' && known.length > 0) void store?.refresh(known);
  }

  #hasResolved(accountId: string, jobId: string): boolean {
    return this.#accounts.findStore(accountId)?.snapshot.resubmissions?.hasSucceeded(accountId, jobId) === true;
  }

  /** Redraws all rows after resubmissions or retries changed. */
  #followKept(): void {
    for (const { id } of this.#accounts.all) this.provider.showCauses(id);
    this.#update();
  }

  /**
   * Loads the failed tasks of jobs in which some are resolved, because their number alone doesn't show which are left.
   */
  #loadUnresolved(): void {
    if (!this.#view.visible) return;
    for (const { id } of this.#accounts.all) {
      const store = this.#accounts.findStore(id);
      if (store === undefined) continue;
      for (const jobId of listUnresolvedJobs(store.snapshot)) void store.load({ kind: 'failures', jobId });
    }
  }

  #update(): void {
    this.#selectAgain();
    this.#loadUnresolved();
    const snapshots = this.#snapshots();
    this.#view.badge = toFailedBadge(snapshots, this.#muted);
    const message = toViewMessage(snapshots) ?? '';
    // Setting the message costs VS Code work even if it is unchanged.
    if (message !== this.#view.message) this.#view.message = message;
  }

  /** Restores the selection from before the window was reloaded, as soon as the selected row exists. */
  #selectAgain(): void {
    const node = this.#selectedBefore === undefined ? undefined : this.provider.find(this.#selectedBefore);
    if (node === undefined || !this.#view.visible) return;
    this.#selectedBefore = undefined;
    // The row may have left the tree by now.
    this.#view.reveal(node, { select: true, focus: false }).then(undefined, () => undefined);
  }

  async #save(state: vscode.Memento): Promise<void> {
    const selected = this.#selectedBefore ?? this.#selection.rows[0]?.id;
    await writePlace(state, { ...this.#branches.all, ...(selected === undefined ? {} : { selected }) });
  }

  #snapshots(): readonly AccountSnapshot[] {
    return this.#accounts.all.flatMap(({ id }) => this.#accounts.findStore(id)?.snapshot ?? []);
  }
}

/**
 * Counts the known failed tasks of all accounts, except muted ones. VS Code shows only the number, and the tooltip
 * explains it.
 */
function toFailedBadge(snapshots: readonly AccountSnapshot[], muted: MutedCauses): vscode.ViewBadge | undefined {
  const all = addCounts(snapshots.map(countFailedTasks));
  const left = snapshots.reduce((sum, snapshot) => sum + muted.count(snapshot), 0);
  const failed = { ...all, count: Math.max(0, all.count - left) };
  if (failed.count === 0) return undefined;
  const counted = describeCounted(addCountedJobs(snapshots.map((snapshot) => findCountedJobs(snapshot))));
  return {
    value: failed.count,
    tooltip: joinParts(toFailedTasksText(failed), left > 0 && toMutedText(left), counted) ?? '',
  };
}
