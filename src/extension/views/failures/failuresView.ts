import * as vscode from 'vscode';
import type { Accounts } from '../../../app/accounts/accounts.ts';
import { toCoverage } from '../../../app/causes/coverage.ts';
import { type ExplainedAccount, ExplainedAccounts } from '../../../app/causes/explainedAccounts.ts';
import { FailureLoader } from '../../../app/causes/failureLoader.ts';
import type { ToldCauses } from '../../../app/causes/knownCauses.ts';
import { KnownPreparations } from '../../../app/causes/knownPreparations.ts';
import { KnownQuotas } from '../../../app/causes/knownQuotas.ts';
import { LogReader, restMs } from '../../../app/causes/logReader.ts';
import { LogTurns } from '../../../app/causes/logTurns.ts';
import type { RepeatedCauses } from '../../../app/causes/repeatedCauses.ts';
import type { FailureReader } from '../../../app/evidence/failureReader.ts';
import type { Resubmissions } from '../../../app/evidence/resubmissions.ts';
import { isResolved } from '../../../app/lists/resolved.ts';
import { toAccountNodes } from '../../../app/rows/failures/accountNodes.ts';
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
import { LookedAt } from '../../../app/rows/failures/lookedAt.ts';
import { type Mute, splitCause } from '../../../app/rows/failures/mute.ts';
import type { MutedCauses } from '../../../app/rows/failures/mutedCauses.ts';
import { NamedPools } from '../../../app/rows/failures/namedPools.ts';
import { toEmptyMessage } from '../../../app/rows/failures/nothingFailed.ts';
import { toUnknownNodes } from '../../../app/rows/failures/unknownNodes.ts';
import { Updates } from '../../../app/updates.ts';
import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import type { FailedTask } from '../../../core/diagnosis/causes/failing.ts';
import { narrowCause } from '../../../core/query/narrowCause.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { sortByHarm } from '../../../core/query/sortByHarm.ts';
import { isStillComing } from '../../../core/query/stillComing.ts';
import { systemClock } from '../../../service/clock.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import { setContext } from '../../context.ts';
import { bundles } from '../../load.ts';
import type { Log } from '../../log.ts';
import { reportError } from '../../runCommand.ts';
import { KeptPlace } from '../keptPlace.ts';
import { findKeyRows, toggleCommand } from '../keyRows.ts';
import { toReader } from '../reader.ts';
import { Selection } from '../selection.ts';
import { ViewWatch } from '../viewWatch.ts';
import { type CauseName, FailuresProvider } from './failuresProvider.ts';

const failuresViewId = 'azureBatch.failures';

/** How long changes are gathered before causes are told anew. */
const gatherMs = 200;
/** How late it may be seen that a cause is no longer still coming, or muted. */
const ageMs = 60_000;

/** What is known beside what the service says. */
interface Known {
  readonly muted: MutedCauses;
  readonly resubmissions: Pick<Resubmissions, 'load' | 'find' | 'onDidChange'>;
  readonly repeats: Pick<RepeatedCauses, 'has' | 'onDidChange'>;
  /** The workspace's. */
  readonly memory: vscode.Memento;
}

/** Everything wrong in the open accounts, by cause. Works while somebody looks at it, and not otherwise. */
export class FailuresView implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #log: Log;
  readonly #loader = new FailureLoader(Date.now);
  readonly #quotas = new KnownQuotas(() => this.#schedule());
  readonly #preparations = new KnownPreparations(() => this.#schedule(), Date.now);
  readonly #logs: LogReader;
  readonly #turns: LogTurns;
  readonly #explained: ExplainedAccounts;
  /** The causes of the account of this id are told anew. */
  readonly onDidTell: vscode.Event<string>;
  /** Accounts that were shown as not yet loaded. */
  readonly #unfinished = new Set<AccountStore>();
  readonly provider: FailuresProvider;
  readonly #view: vscode.TreeView<FailureNode>;
  readonly #selection: Selection<FailureNode>;
  readonly #place: KeptPlace<FailureNode>;
  readonly #subscriptions: vscode.Disposable[];
  readonly #updates = new Updates(systemClock, gatherMs, () => this.#update());
  /** Logs that could not be asked for are wanted again. */
  readonly #retries = new Updates(systemClock, restMs, async () => this.#schedule());
  /** What is said changes with time: that a cause is still coming or muted, what a filter lets through, ages. */
  readonly #ages = new Updates(systemClock, ageMs, async () => this.#schedule());

  readonly #muted: MutedCauses;
  readonly #isResolved: (failure: ExplainedFailure) => boolean;
  readonly #lookedAt: LookedAt;
  readonly #memory: vscode.Memento;
  #filter: FailureFilter;
  /** The cause that is to be selected once it is told. */
  #wished: CauseName | undefined;
  /** All that could be shown. */
  #causes: readonly Cause[] = [];

  constructor(
    view: vscode.TreeView<FailureNode>,
    accounts: Accounts,
    reader: Pick<FailureReader, 'read'>,
    log: Log,
    { muted, resubmissions, repeats, memory }: Known,
  ) {
    this.#accounts = accounts;
    this.#muted = muted;
    this.#lookedAt = new LookedAt(memory, Date.now);
    this.#memory = memory;
    this.#filter = readFilter(memory);
    setContext('azureBatch.failuresFiltered', this.#filter.length > 0);
    this.#log = log;
    this.#logs = new LogReader(reader, { areWhole: false, onRead: () => this.#schedule(), now: Date.now });
    this.#explained = new ExplainedAccounts({
      bundles,
      clock: systemClock,
      loader: this.#loader,
      quotas: this.#quotas,
      preparations: this.#preparations,
      logs: this.#logs,
    });
    this.onDidTell = this.#explained.onDidTell;
    this.#turns = new LogTurns(this.#logs, () => this.#view.visible);
    const pools = new NamedPools((error) => this.#report(error));
    const findNodes: FindNodes = (accountId, poolId) => {
      const store = accounts.findStore(accountId);
      return store === undefined ? { items: [], hasMore: false } : pools.find(store, poolId);
    };
    this.provider = new FailuresProvider(accounts, {
      findNodes,
      findResubmission: resubmissions.find.bind(resubmissions),
      isRepeated: (cause) => repeats.has(cause),
    });
    this.#isResolved = (failure) => isResolved(failure, resubmissions.find.bind(resubmissions));
    resubmissions.load().catch((error: unknown) => this.#report(error));
    this.#view = view;
    this.#selection = new Selection(this.#view);
    this.#place = new KeptPlace(this.#view, this.provider);
    const watch = new ViewWatch(accounts, {
      isVisible: () => this.#view.visible,
      wants: (accountId, scope) => {
        const store = accounts.findStore(accountId);
        return store !== undefined && this.#loader.wants(store, scope);
      },
    });
    this.#subscriptions = [
      this.#updates,
      this.#retries,
      this.#ages,
      watch,
      this.provider,
      this.#selection,
      this.#place,
      this.#explained,
      this.#view.onDidChangeSelection(() => {
        this.#wished = undefined;
      }),
      this.#view.onDidChangeVisibility(() => {
        watch.update();
        if (this.#view.visible) this.#lookedAt.begin();
        else this.#lookedAt.end(this.#openIds());
        this.#schedule();
      }),
      muted.onDidChange(() => this.#schedule()),
      resubmissions.onDidChange(() => this.#schedule()),
      repeats.onDidChange(() => this.#schedule()),
      accounts.onDidChangeAccounts(() => this.#schedule()),
      accounts.onDidChangeData(() => this.#schedule()),
    ];
    this.#schedule();
  }

  /** Whether it is on the screen. */
  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** The selected rows. */
  get selection(): readonly FailureNode[] {
    return this.#selection.rows;
  }

  /** The rows that a key pressed here is for. */
  findKeyRows(): Promise<readonly FailureNode[]> {
    return findKeyRows(this.#view, () => vscode.commands.executeCommand(toggleCommand));
  }

  /** Whether the user has not selected this row: the one that was changed before it has left, and this stands there. */
  isMovedTo(row: unknown): boolean {
    const node = this.provider.find(row);
    return node !== undefined && this.#place.isMovedTo(node);
  }

  /** Keeps the user's place at what is about to be changed, where that is a row of this view. */
  keepPlace(row: unknown, isByKey: boolean): void {
    const node = this.provider.find(row);
    if (node === undefined) this.#place.lose();
    else this.#place.keep(node, isByKey);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  get filter(): FailureFilter {
    return this.#filter;
  }

  /** Shows the failures that `filter` lets through. */
  set filter(filter: FailureFilter) {
    this.#filter = filter;
    void writeFilter(this.#memory, filter);
    setContext('azureBatch.failuresFiltered', filter.length > 0);
    this.#schedule();
  }

  /** What can be filtered by. */
  listTerms(): FailureFilter {
    return listTerms(this.#causes);
  }

  /** The cause of a row of this view; undefined for any other row. */
  findCause(row: unknown): Cause | undefined {
    const node = this.provider.find(row);
    return node?.failure === undefined && node?.run === undefined ? node?.cause : undefined;
  }

  /** Shows this view, and selects the cause in it as soon as it is told; the keys stay where they are. */
  async revealCause(accountId: string, fingerprint: string): Promise<void> {
    this.#wished = { accountId, fingerprint };
    await vscode.commands.executeCommand(`${failuresViewId}.focus`);
    this.#revealWished();
    this.#schedule();
  }

  #revealWished(): void {
    const node = this.#wished && this.provider.findCause(this.#wished);
    if (node === undefined) return;
    this.#wished = undefined;
    // The list may be drawn anew at that moment; the page about the cause stands by itself.
    this.#view.reveal(node, { select: true, focus: false }).then(undefined, () => undefined);
  }

  /** What mutes the cause of a row, or all those below it. */
  findMutes(row: unknown): readonly Mute[] {
    const node = this.provider.find(row);
    return node?.mutes ?? (node?.children ?? []).flatMap(({ mutes = [] }) => mutes);
  }

  /** From now on no failure is new that is known already. */
  acknowledge(): void {
    this.#lookedAt.acknowledge(this.#openIds());
    this.#schedule();
  }

  /**
   * Shows more failures of the cause that `row` belongs to, or reads more of what was not read in the account that it
   * belongs to; in all accounts when it is no row of this view.
   */
  loadMore(row: unknown): void {
    const node = this.provider.find(row);
    if (node?.above !== undefined) {
      this.provider.showMore(node);
      return;
    }
    for (const store of this.#stores()) {
      if (node !== undefined && node.resource.accountId !== store.account.id) continue;
      store.pauseCounting(false);
      if (node?.unknown === 'logs') this.#explained.widen(store);
      // What was not counted is asked for again in any case.
      else if (node?.unknown !== 'counts') this.#loader.widen(store);
    }
    this.#schedule();
  }

  #schedule(): void {
    if (this.#view.visible) this.#updates.schedule();
  }

  #openIds(): readonly string[] {
    return this.#stores().map(({ account }) => account.id);
  }

  #stores(): readonly AccountStore[] {
    return this.#accounts.all.flatMap(({ id }) => this.#accounts.findStore(id) ?? []);
  }

  /** Shows the causes of what is loaded, and has loaded what is missing. Never throws. */
  async #update(): Promise<void> {
    try {
      const explained = new Map<AccountStore, ExplainedAccount>();
      for (const store of this.#stores()) explained.set(store, await this.#explained.explain(store));
      this.#show(explained);
      for (const [store, ofStore] of explained) this.#explained.tell(store, ofStore);
      for (const [store, ofStore] of explained)
        this.#find(store, ofStore).catch((error: unknown) => this.#report(error));
    } catch (error) {
      this.#report(error);
    }
  }

  /**
   * The causes of an account as they are shown. While nobody looks, a little of what is missing is loaded and read first,
   * of `poolId` before others. Throws what is no answer of the service.
   */
  async ofAccount(store: AccountStore, poolId?: string): Promise<ToldCauses> {
    return this.shownOf(store) ?? (await this.#explained.explainBriefly(store, poolId));
  }

  /** The causes of an account that are shown; undefined while nobody looks. Nothing is asked for it. */
  shownOf(store: AccountStore): ToldCauses | undefined {
    return this.#view.visible ? this.#explained.findTold(store) : undefined;
  }

  #show(explained: ReadonlyMap<AccountStore, ExplainedAccount>): void {
    for (const [store, { isDone }] of explained) if (!isDone) this.#unfinished.add(store);
    const accounts = [...explained.values()];
    const snapshots = accounts.map(({ snapshot }) => snapshot);
    const count = accounts.flatMap(({ causes }) => causes).reduce((sum, { failures }) => sum + failures.length, 0);
    const covered = describeCoverage(snapshots.map(toCoverage));
    this.#view.description = covered ?? (count === 0 ? '' : formatNumber(count));
    const isDone = accounts.every((ofAccount) => ofAccount.isDone);
    const nodes = this.#toNodes(explained);
    const isEmpty = count === 0 && (isDone || nodes.length === 0);
    this.#view.message = this.#describeFilter() ?? (isEmpty ? toEmptyMessage(snapshots, isDone) : '') ?? '';
    this.provider.show(nodes);
    this.#revealWished();
    if (this.#view.visible) this.#lookedAt.note(this.#openIds());
  }

  #describeFilter(): string | undefined {
    if (this.#filter.length === 0) return undefined;
    return describeFilter(this.#filter, this.#filterCauses(this.#causes).length, this.#causes.length);
  }

  #filterCauses(causes: readonly Cause[]): readonly Cause[] {
    const findLookedAt = (accountId: string): string | undefined => this.#lookedAt.find(accountId);
    return filterCauses(causes, this.#filter, { nowMs: Date.now(), findLookedAt });
  }

  /** What the filter lets through, is not resolved and nobody has muted; below a row for each account, where there are several. */
  #toNodes(explained: ReadonlyMap<AccountStore, ExplainedAccount>): readonly FailureNode[] {
    const now = new Date();
    const accounts = [...explained].map(([store, ofStore]) => {
      const { snapshot } = ofStore;
      const resolved = ofStore.causes.flatMap((cause) => narrowCause(cause, this.#isResolved) ?? []);
      const open = ofStore.causes.flatMap((cause) => narrowCause(cause, (one) => !this.#isResolved(one)) ?? []);
      const split = open.map((cause) => splitCause(cause, this.#muted.find(cause, now)));
      this.#muted.tell(
        snapshot,
        split.flatMap(({ muted }) => muted ?? []),
      );
      const all = sortByHarm(split.flatMap(({ shown }) => shown ?? []));
      const causes = this.#filterCauses(all);
      const muted = toMutedNodes(snapshot.account.id, split);
      return {
        snapshot,
        all,
        causes,
        muted,
        nodes: [
          ...causes.flatMap((cause) => toCauseNode(cause) ?? []),
          ...this.#toUnknown(store, ofStore),
          ...toResolvedNodes(snapshot.account.id, this.#filterCauses(sortByHarm(resolved))),
          ...muted,
        ],
      };
    });
    this.#causes = accounts.flatMap(({ all }) => all);
    const hasAging =
      accounts.some(({ muted }) => muted.length > 0) || this.#causes.some((one) => isStillComing(one, now));
    if (hasAging || this.#filter.length > 0 || accounts.length > 1) this.#ages.schedule();
    const isNothing = this.#causes.length > 0 && accounts.every(({ causes }) => causes.length === 0);
    const first = isNothing ? [toNoMatchNode()] : [];
    if (this.#accounts.all.length <= 1) return [...first, ...accounts.flatMap(({ nodes }) => nodes)];
    return [...first, ...toAccountNodes(accounts, toReader())];
  }

  /** Rows that say what is not known of an account. */
  #toUnknown(store: AccountStore, { isDone, snapshot, toRead, unread }: ExplainedAccount): readonly FailureNode[] {
    const unreadLogs = toRead.length === 0 ? unread : 0;
    const uncounted = this.#loader.findUncounted(store);
    return toUnknownNodes({ account: snapshot.account, snapshot, unreadLogs, uncounted, isDone });
  }

  /** Finds out more of an account: what else failed, what logs say, what the limits are. */
  async #find(store: AccountStore, { failing, toRead }: ExplainedAccount): Promise<void> {
    await Promise.all([
      this.#load(store),
      this.#read(store, toRead),
      this.#quotas.read(store, failing),
      this.#preparations.read(store, failing),
    ]);
  }

  async #load(store: AccountStore): Promise<void> {
    await this.#loader.load(store, () => this.#view.visible);
    if (this.#unfinished.delete(store)) this.#schedule();
  }

  async #read(store: AccountStore, toRead: readonly FailedTask[]): Promise<void> {
    if (!(await this.#turns.read(store, toRead))) this.#retries.schedule();
  }

  #report(error: unknown): void {
    reportError(error, failuresViewId, this.#log);
  }
}
