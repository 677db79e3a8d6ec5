import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Accounts } from '../../../app/accounts/accounts.ts';
import type { Causes } from '../../../app/causes/causes.ts';
import { toCoverage } from '../../../app/causes/coverage.ts';
import type { ExplainedAccount } from '../../../app/causes/explainedAccounts.ts';
import type { RepeatedCauses } from '../../../app/causes/repeatedCauses.ts';
import { toCommandId } from '../../../app/commandId.ts';
import type { Resubmissions } from '../../../app/evidence/resubmissions.ts';
import { isResolved } from '../../../app/lists/resolved.ts';
import { isAllCounted } from '../../../app/lists/taskCount.ts';
import type { DiagnosisBundle, DiagnosisWith } from '../../../app/ports.ts';
import { toAccountNodes } from '../../../app/rows/failures/accountNodes.ts';
import { describeFailing } from '../../../app/rows/failures/causeRows.ts';
import { describeCoverage } from '../../../app/rows/failures/coverageRows.ts';
import {
  describeFilter,
  type FailureFilter,
  filterCauses,
  listTerms,
  readFilter,
  writeFilter,
} from '../../../app/rows/failures/failureFilter.ts';
import {
  type FailureNode,
  toCauseNode,
  toMutedNodes,
  toNoMatchNode,
  toResolvedNodes,
} from '../../../app/rows/failures/failureNodes.ts';
import type { FindNodes } from '../../../app/rows/failures/failureRows.ts';
import { awayMs, LookedAt } from '../../../app/rows/failures/lookedAt.ts';
import { type Mute, splitCause } from '../../../app/rows/failures/mute.ts';
import type { MutedCauses } from '../../../app/rows/failures/mutedCauses.ts';
import { NamedPools } from '../../../app/rows/failures/namedPools.ts';
import { toEmptyMessage } from '../../../app/rows/failures/nothingFailed.ts';
import { toSilenceNodes, toUnknownNodes } from '../../../app/rows/failures/unknownNodes.ts';
import { Redraws } from '../../../app/rows/redraws.ts';
import { Updates } from '../../../app/updates.ts';
import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import type { Disposable } from '../../../core/event.ts';
import { narrowCause } from '../../../core/failures/narrowCause.ts';
import { isStillComing } from '../../../core/failures/ongoingFailures.ts';
import { sortByHarm } from '../../../core/impact/harmOrder.ts';
import { toShownName } from '../../../core/model/account.ts';
import { describeFound } from '../../../core/model/taskVerdict.ts';
import type { AccountFailures } from '../../../core/page/failuresCsv.ts';
import { systemClock } from '../../../service/clock.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import type { Log } from '../../log.ts';
import { reportError } from '../../runCommand.ts';
import { setContext } from '../../ui/context.ts';
import { notifyInformation } from '../../ui/messages.ts';
import { windowFocus } from '../../ui/windowFocus.ts';
import { KeptPlace } from '../keptPlace.ts';
import { toReader } from '../reader.ts';
import { findKeyRows, Selection, toggleCommand } from '../selection.ts';
import { ViewWatch } from '../viewWatch.ts';
import { type CauseName, FailuresProvider } from './failuresProvider.ts';

const failuresViewId = 'azureBatch.failures';

const gatherMs = 100;
/** Maximum delay until a row shows that a cause is no longer recurring, or no longer muted. */
const ageMs = 60_000;

type WatchedCauses = Pick<Causes, 'current' | 'watch' | 'wants' | 'widen' | 'onDidUpdate'>;

interface Known {
  readonly muted: MutedCauses;
  readonly resubmissions: Pick<Resubmissions, 'load' | 'find' | 'onDidChange'>;
  readonly repeats: Pick<RepeatedCauses, 'find' | 'onDidChange'>;
  /** State of the workspace. */
  readonly memory: vscode.Memento;
  readonly bundles: DiagnosisWith<'describeSince'>;
}

/** All problems in the open accounts, by cause: a projection of `Causes`, which it watches while it is visible. */
export class FailuresView implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #causes: WatchedCauses;
  /** Stops watching causes when disposed; set while this view is visible. */
  #watching: Disposable | undefined;
  readonly #log: Log;
  readonly provider: FailuresProvider;
  readonly #view: vscode.TreeView<FailureNode>;
  readonly #selection: Selection<FailureNode>;
  readonly #place: KeptPlace<FailureNode>;
  readonly #subscriptions: vscode.Disposable[];
  readonly #redraws = new Redraws(systemClock, gatherMs, () => this.#draw());
  /** Rows change with time: whether a cause still recurs or is muted, the filter's matches, ages. */
  readonly #ages = new Updates(systemClock, ageMs, async () => this.#schedule());

  readonly #muted: MutedCauses;
  readonly #isResolved: (failure: ExplainedFailure) => boolean;
  readonly #lookedAt: LookedAt;
  readonly #memory: vscode.Memento;
  readonly #describeSince: DiagnosisBundle['describeSince'];
  /** Accounts whose changes have been announced since the view was last shown. */
  readonly #newsOf = new Set<string>();
  #filter: FailureFilter;
  /** The cause to select once it has a row. */
  #wished: CauseName | undefined;
  #all: readonly Cause[] = [];
  #shown: readonly AccountFailures[] = [];

  constructor(
    view: vscode.TreeView<FailureNode>,
    accounts: Accounts,
    causes: WatchedCauses,
    log: Log,
    { muted, resubmissions, repeats, memory, bundles }: Known,
  ) {
    this.#accounts = accounts;
    this.#causes = causes;
    this.#muted = muted;
    this.#lookedAt = new LookedAt(memory, Date.now);
    this.#memory = memory;
    this.#describeSince = (...args) => bundles.diagnosis().describeSince(...args);
    this.#filter = readFilter(memory);
    setContext('azureBatch.failuresFiltered', this.#filter.length > 0);
    this.#log = log;
    const pools = new NamedPools((error) => this.#report(error));
    const findNodes: FindNodes = (accountId, poolId) => {
      const store = accounts.findStore(accountId);
      return store === undefined ? { items: [], hasMore: false } : pools.find(store, poolId);
    };
    this.provider = new FailuresProvider(accounts, {
      findNodes,
      findResubmission: resubmissions.find.bind(resubmissions),
      findRepeats: (cause) => repeats.find(cause),
    });
    this.#isResolved = (failure) => isResolved(failure, resubmissions.find.bind(resubmissions));
    resubmissions.load().catch((error: unknown) => this.#report(error));
    this.#view = view;
    if (view.visible) this.#lookedAt.begin();
    this.#selection = new Selection(this.#view);
    this.#place = new KeptPlace(this.#view, this.provider);
    const watch = new ViewWatch(accounts, {
      isVisible: () => this.#view.visible,
      wants: (accountId, scope) => {
        const store = accounts.findStore(accountId);
        return store !== undefined && causes.wants(store, scope);
      },
    });
    this.#subscriptions = [
      this.#redraws,
      this.#ages,
      watch,
      this.provider,
      this.#selection,
      this.#place,
      this.#view.onDidChangeSelection(() => {
        this.#wished = undefined;
      }),
      this.#view.onDidChangeVisibility(() => {
        watch.update();
        this.#watch();
        if (this.#view.visible) this.#lookedAt.begin();
        else if (windowFocus.isFocused) this.#lookedAt.end(this.#openIds());
      }),
      windowFocus.onDidChange(() => {
        if (!this.#view.visible || !windowFocus.isFocused || !this.#lookedAt.beginAfterAbsence()) return;
        this.#newsOf.clear();
        this.#schedule();
      }),
      causes.onDidUpdate(() => this.#schedule()),
      muted.onDidChange(() => this.#scheduleSoon()),
      resubmissions.onDidChange(() => this.#schedule()),
      repeats.onDidChange(() => this.#schedule()),
    ];
    this.#watch();
  }

  #watch(): void {
    if (this.#view.visible) this.#watching ??= this.#causes.watch();
    else this.#stopWatching();
  }

  #stopWatching(): void {
    this.#watching?.dispose();
    this.#watching = undefined;
  }

  /** Returns true while the view is on the screen. */
  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** Returns the selected rows. */
  get selection(): readonly FailureNode[] {
    return this.#selection.rows;
  }

  /** Returns the rows to which a pressed key applies. */
  findKeyRows(): Promise<readonly FailureNode[]> {
    return findKeyRows(this.#view, () => vscode.commands.executeCommand(toggleCommand));
  }

  /** True if VS Code selected the row because the changed row above it has gone, and not the user. */
  isMovedTo(row: unknown): boolean {
    const node = this.provider.find(row);
    return node !== undefined && this.#place.isMovedTo(node);
  }

  /** Keeps the user's position at an item that is about to change, if `row` is a row of this view. */
  keepPlace(row: unknown, isByKey: boolean): void {
    const node = this.provider.find(row);
    if (node === undefined) this.#place.lose();
    else this.#place.keep(node, isByKey);
  }

  dispose(): void {
    this.#stopWatching();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Returns the filter of the view. Setting the filter also saves it. */
  get filter(): FailureFilter {
    return this.#filter;
  }

  set filter(filter: FailureFilter) {
    this.#filter = filter;
    void writeFilter(this.#memory, filter);
    setContext('azureBatch.failuresFiltered', filter.length > 0);
    this.#scheduleSoon();
  }

  /** Lists the failures that matched the filter at the last redraw; none before that. */
  listShown(): readonly AccountFailures[] {
    return this.#shown;
  }

  /** Lists the terms by which the failures can be filtered. */
  listTerms(): FailureFilter {
    return listTerms(this.#all);
  }

  /** Returns the cause of a row of this view; undefined for any other row. */
  findCause(row: unknown): Cause | undefined {
    const node = this.provider.find(row);
    return node?.failure === undefined && node?.run === undefined ? node?.cause : undefined;
  }

  /** Shows this view, and selects the cause in it as soon as it has a row; the keyboard focus stays unchanged. */
  async revealCause(accountId: string, fingerprint: string): Promise<void> {
    this.#wished = { accountId, fingerprint };
    await vscode.commands.executeCommand(`${failuresViewId}.focus`);
    this.#revealWished();
    this.#scheduleSoon();
  }

  #revealWished(): void {
    const node = this.#wished && this.provider.findCause(this.#wished);
    if (node === undefined) return;
    this.#wished = undefined;
    // The list may be redrawn at that moment; the page about the cause doesn't depend on it.
    this.#view.reveal(node, { select: true, focus: false }).then(undefined, () => undefined);
  }

  /** Returns the mutes of a row's cause, or of all causes below it. */
  findMutes(row: unknown): readonly Mute[] {
    const node = this.provider.find(row);
    return node?.mutes ?? (node?.children ?? []).flatMap(({ mutes = [] }) => mutes);
  }

  /** Marks all known failures as seen. */
  acknowledge(): void {
    this.#lookedAt.acknowledge(this.#openIds());
    this.#scheduleSoon();
  }

  /**
   * Shows more failures of the cause of `row`, or reads more unread failures in its account; in all accounts if it
   * isn't a row of this view.
   */
  loadMore(row: unknown): void {
    const node = this.provider.find(row);
    if (node?.above !== undefined) {
      this.provider.showMore(node);
      return;
    }
    for (const store of this.#stores()) {
      if (node !== undefined && node.resource.accountId !== store.account.id) continue;
      this.#causes.widen(store, node?.unknown === 'logs' || node?.unknown === 'counts' ? node.unknown : 'lists');
    }
  }

  #schedule(): void {
    if (this.#view.visible) this.#redraws.schedule();
  }

  /** Like `#schedule`, for a change that the user requested. */
  #scheduleSoon(): void {
    if (this.#view.visible) this.#redraws.scheduleSoon();
  }

  #openIds(): readonly string[] {
    return this.#stores().map(({ account }) => account.id);
  }

  #stores(): readonly AccountStore[] {
    return this.#accounts.all.flatMap(({ id }) => this.#accounts.findStore(id) ?? []);
  }

  /** Shows the current data, once there is any; returns whether that removed rows from VS Code. Never throws. */
  #draw(): boolean {
    try {
      const stores = this.#stores();
      const known = stores.flatMap((store) => this.#causes.current(store) ?? []);
      if (known.length === 0 && stores.length > 0) return false;
      return this.#show(known, known.length === stores.length);
    } catch (error) {
      this.#report(error);
      return false;
    }
  }

  #show(accounts: readonly ExplainedAccount[], areAll: boolean): boolean {
    const snapshots = accounts.map(({ snapshot }) => snapshot);
    const causes = accounts.flatMap((account) => account.causes);
    const covered = describeCoverage(snapshots.map((snapshot) => toCoverage(snapshot)));
    this.#view.description = covered ?? describeFailing(causes);
    const isDone = areAll && accounts.every((ofAccount) => ofAccount.isDone);
    const nodes = this.#toNodes(accounts);
    const isEmpty = causes.length === 0 && (isDone || nodes.length === 0);
    const found = accounts.flatMap(({ judged }) => judged?.found ?? []);
    const message = this.#describeFilter() ?? (isEmpty ? toEmptyMessage(snapshots, isDone) : undefined);
    this.#view.message = [message, ...describeFound(found)].filter((text) => text !== undefined).join(' ');
    const takesRows = this.provider.show(nodes);
    this.#revealWished();
    if (this.#view.visible && windowFocus.isFocused) {
      for (const account of accounts) if (account.isDone) this.#sayNews(account);
      this.#lookedAt.note(this.#openIds());
    }
    return takesRows;
  }

  /** Announces the changes in an account since the last visit, once after a long absence. */
  #sayNews({ snapshot, causes }: ExplainedAccount): void {
    const { account } = snapshot;
    if (this.#newsOf.has(account.id)) return;
    this.#newsOf.add(account.id);
    const since = this.#lookedAt.find(account.id);
    if (since === undefined || Date.now() - Date.parse(since) < awayMs) return;
    const pools = snapshot.slice({ kind: 'pools' }).items;
    const nodes = pools.map(({ id }) => ({ poolId: id, nodes: snapshot.slice({ kind: 'nodes', poolId: id }).items }));
    const jobs = snapshot.slice({ kind: 'jobs' }).items;
    const evidence = { accountId: account.id, since, causes, jobs, nodes, now: new Date() };
    const message = this.#describeSince(evidence, toShownName(account));
    if (message === undefined) return;
    notifyInformation(message, {
      title: l10n.t('Show Overview'),
      command: toCommandId('account.overview'),
      arguments: [{ kind: 'account', accountId: account.id }],
    });
  }

  #describeFilter(): string | undefined {
    if (this.#filter.length === 0) return undefined;
    return describeFilter(this.#filter, this.#filterCauses(this.#all).length, this.#all.length);
  }

  #filterCauses(causes: readonly Cause[]): readonly Cause[] {
    const findLookedAt = (accountId: string): string | undefined => this.#lookedAt.find(accountId);
    return filterCauses(causes, this.#filter, { nowMs: Date.now(), findLookedAt });
  }

  /**
   * Returns rows for the failures that match the filter and are neither resolved nor muted; below a row for each
   * account if there are several.
   */
  #toNodes(explained: readonly ExplainedAccount[]): readonly FailureNode[] {
    const now = new Date();
    const accounts = explained.map((ofAccount) => {
      const { snapshot } = ofAccount;
      const resolved = ofAccount.causes.flatMap((cause) => narrowCause(cause, this.#isResolved) ?? []);
      const open = ofAccount.causes.flatMap((cause) => narrowCause(cause, (one) => !this.#isResolved(one)) ?? []);
      const split = open.map((cause) => splitCause(cause, this.#muted.find(cause, now)));
      this.#muted.record(
        snapshot,
        split.flatMap(({ muted }) => muted ?? []),
      );
      const all = sortByHarm(split.flatMap(({ shown }) => shown ?? []));
      const causes = this.#filterCauses(all);
      const muted = toMutedNodes(snapshot.account.id, split);
      return {
        snapshot,
        judged: ofAccount.judged,
        all,
        causes,
        muted,
        nodes: [
          ...causes.flatMap((cause) => toCauseNode(cause) ?? []),
          ...toUnknown(ofAccount),
          ...toResolvedNodes(snapshot.account.id, this.#filterCauses(sortByHarm(resolved))),
          ...muted,
        ],
      };
    });
    this.#all = accounts.flatMap(({ all }) => all);
    this.#shown = accounts.map(({ snapshot, causes }) => {
      const { read, total, counted } = toCoverage(snapshot);
      const unlisted = Math.max(0, total - read);
      return { account: toShownName(snapshot.account), causes, unlisted, isWhole: isAllCounted(counted) };
    });
    const hasAging = accounts.some(({ muted }) => muted.length > 0) || this.#all.some((one) => isStillComing(one, now));
    if (hasAging || this.#filter.length > 0 || accounts.length > 1) this.#ages.schedule();
    const isNothing = this.#all.length > 0 && accounts.every(({ causes }) => causes.length === 0);
    const first = isNothing ? [toNoMatchNode()] : [];
    if (this.#accounts.all.length <= 1) {
      const silence = explained.flatMap(({ snapshot }) => toSilenceNodes(snapshot, toReader()));
      return [...silence, ...first, ...accounts.flatMap(({ nodes }) => nodes)];
    }
    return [...first, ...toAccountNodes(accounts, toReader())];
  }

  #report(error: unknown): void {
    reportError(error, failuresViewId, this.#log);
  }
}

function toUnknown({ isDone, snapshot, toRead, unread, uncounted }: ExplainedAccount): readonly FailureNode[] {
  const unreadLogs = toRead.length === 0 ? unread : 0;
  return toUnknownNodes({ account: snapshot.account, snapshot, unreadLogs, uncounted, isDone });
}
