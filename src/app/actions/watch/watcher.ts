import * as l10n from '@vscode/l10n';
import type { ScheduledCall } from '../../../core/clock.ts';
import { type Disposable, Emitter } from '../../../core/event.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { type Resource, toKey } from '../../../core/model/resource.ts';
import { toNodeNumber } from '../../../core/words/nodeNames.ts';
import { type Accounts, nameAccount } from '../../accounts/accounts.ts';
import { toCommandId } from '../../commandId.ts';
import { findNodeNames } from '../../evidence/nodeNames.ts';
import type { Folder, Host, Log } from '../../ports.ts';
import type { NotificationAction, Severity, Ui } from '../../ui.ts';
import { FileLock, type LockPlace } from '../run/fileLock.ts';
import { HeartbeatWatch } from '../run/heartbeatWatch.ts';
import { toResources } from '../targets/targets.ts';
import { describeEvents, isBad, mostSaid, sortEvents } from './describeEvents.ts';
import { type Found, findLead, type IsMuted, type LeadSources, toExplainAction } from './findLead.ts';
import { FrontFile } from './frontFile.ts';
import { type Looked, Looks } from './looks.ts';
import { withoutSaidByItself } from './saidByItself.ts';
import { type Seen, toWatchable, type Watchable, type WatchEvent, type Watched } from './watched.ts';
import { WatchFolder } from './watchFolder.ts';

/** Maximum number of watched items, each of which is polled. */
const mostWatched = 25;
/** An item counts as late if it has not been polled for this many milliseconds and this many intervals. */
const lateMs = 60_000;
const mostIntervals = 3;

export interface WatcherParts extends LeadSources {
  readonly accounts: Pick<Accounts, 'all' | 'getStore' | 'findStore' | 'onDidChangeAccounts'>;
  readonly ui: Pick<Ui, 'notify' | 'isFocused'>;
  readonly log: Log;
  /** The folder of watched items, which all windows share. */
  readonly folder: Folder;
  readonly host: Host;
  /** Returns the interval between polls in milliseconds. */
  intervalMs(): number;
  /** Returns true while the user does not want notifications. */
  isQuiet(): boolean;
  findMuted(): IsMuted;
  /** Returns the time of the last local action on each item whose effect was reported, ISO 8601, by `toKey`. */
  listReported(resources: readonly Resource[]): Promise<ReadonlyMap<string, string>>;
  /** Returns the arguments that a menu would pass for each visible view or document. */
  inFront(): readonly (readonly unknown[])[];
}

/** Checks whether an event is the end of an item, which the user's own action may have caused. */
function isEnd({ what, resource }: WatchEvent): boolean {
  return what === 'ended' || what === 'gone' || (what === 'failed' && resource.kind === 'task');
}

interface Said {
  readonly severity: Severity;
  readonly message: string;
  readonly actions: readonly NotificationAction[];
}

/**
 * Polls watched items and notifies the user of events, regardless of which windows are open. One window per account
 * does this: the one that holds the account's lock, which another window takes when that window closes. Events are
 * saved until the user has been notified, so that none is lost or reported twice.
 */
export class Watcher implements Disposable {
  readonly #parts: WatcherParts;
  readonly #folder: WatchFolder;
  readonly #front: FrontFile;
  readonly #places: LockPlace;
  readonly #heartbeats = new HeartbeatWatch();
  readonly #looks: Looks;
  readonly #locks = new Map<string, FileLock>();
  readonly #busy = new Set<string>();
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #following: Disposable;
  #known: ReadonlySet<string>;
  #all: readonly Watched[] = [];
  #timer: ScheduledCall | undefined;
  #isLooking = false;
  #isDisposed = false;

  constructor(parts: WatcherParts) {
    this.#parts = parts;
    const { accounts, clock, folder, host } = parts;
    this.#folder = new WatchFolder(folder);
    this.#front = new FrontFile(folder, clock);
    this.#places = { folder, host, clock, watch: this.#heartbeats };
    this.#looks = new Looks(clock);
    this.#known = toIds(accounts);
    this.#following = accounts.onDidChangeAccounts(
      () => void this.#forgetRemoved().catch((error) => this.#report(error)),
    );
  }

  /** The watched items in their last known state, oldest first. */
  get all(): readonly Watched[] {
    return this.#all;
  }

  /** Lists the watched items, including changes by other windows. */
  async list(): Promise<readonly Watched[]> {
    await this.#reread();
    return this.#all;
  }

  /**
   * Starts polling if anything is watched, including items added by another window, and continues while that is the
   * case.
   */
  wake(): void {
    if (this.#timer === undefined && !this.#isLooking) void this.#look();
  }

  /**
   * Starts watching items. Resolves to the items that were not watched before. Throws the service's errors about these
   * items, and `InvalidInput` when there is nothing to watch.
   */
  async add(resources: readonly Watchable[]): Promise<readonly Watched[]> {
    const before = await this.#folder.list();
    const known = new Set(before.map(({ resource }) => toKey(resource)));
    const wanted = resources.filter((resource) => !known.has(toKey(resource)));
    if (before.length + wanted.length > mostWatched) throw toTooMany();
    const started = await Promise.all(wanted.map((resource) => this.#begin(resource)));
    const over = started.find(({ seen }) => seen.isOver === true);
    if (over !== undefined) throw toOver(over.resource);
    for (const one of started) await this.#folder.add(one);
    await this.#reread();
    this.wake();
    return started;
  }

  async remove(resources: readonly Watchable[]): Promise<void> {
    for (const resource of resources) await this.#folder.remove(resource);
    await this.#reread();
  }

  /** Reads the list of watched resources again, which another window may have changed. */
  async #reread(): Promise<void> {
    this.#show(await this.#folder.list());
  }

  /** Stops polling in this window. Other windows continue. */
  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.cancel();
    this.#following.dispose();
    this.#changed.dispose();
    for (const accountId of this.#locks.keys()) this.#release(accountId);
  }

  /** Returns the name of the resource for messages. */
  nameOf(resource: Watchable): string {
    const { accounts } = this.#parts;
    const { kind, accountId } = resource;
    if (kind !== 'node') return nameAccount(accounts, accountId);
    const store = accounts.findStore(accountId);
    return toNodeNumber(resource.nodeId, store === undefined ? new Map() : findNodeNames(store, resource.poolId));
  }

  /** Checks whether an item cannot be read, or has not been polled for so long that its state may have changed. */
  isLate({ seen: { at, trouble } }: Watched): boolean {
    const { clock } = this.#parts;
    const lastMs = clock.now() - Date.parse(at);
    return trouble !== undefined || lastMs > Math.max(lateMs, mostIntervals * this.#parts.intervalMs());
  }

  async #begin(resource: Watchable): Promise<Watched> {
    const store = await this.#parts.accounts.getStore(resource.accountId);
    const seen = await this.#looks.begin(store, resource);
    return { resource, since: new Date(this.#parts.clock.now()).toISOString(), seen };
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    try {
      this.#heartbeats.beat();
      await this.#reread();
      if (this.#all.length > 0) await this.#noteFront();
      const watched = new Set(this.#all.map(({ resource }) => resource.accountId));
      for (const accountId of this.#locks.keys()) if (!watched.has(accountId)) this.#release(accountId);
      const here = toIds(this.#parts.accounts);
      for (const accountId of watched) if (here.has(accountId)) void this.#lookAt(accountId);
    } catch (error) {
      this.#report(error);
    } finally {
      this.#isLooking = false;
    }
    this.#timer = undefined;
    if (this.#isDisposed || this.#all.length === 0) return;
    this.#timer = this.#parts.clock.schedule(this.#parts.intervalMs(), () => {
      this.#timer = undefined;
      void this.#look();
    });
  }

  /** Polls the items of an account, one poll at a time. Never throws. */
  async #lookAt(accountId: string): Promise<void> {
    if (this.#busy.has(accountId)) return;
    this.#busy.add(accountId);
    try {
      const lock = await this.#hold(accountId);
      if (lock === undefined) return;
      // Read only with the lock, because another window may write until then.
      const own = (await this.#folder.list()).filter(({ resource }) => resource.accountId === accountId);
      const looked = await this.#lookOrSayWhyNot(accountId, own);
      if (!(await lock.isHeld())) return;
      const now: Watched[] = [];
      for (const { watched, seen } of looked)
        if (await this.#folder.note(watched.resource, seen)) now.push({ ...watched, seen });
      await this.#notify(accountId, now, lock);
      // Another window may have the key or session that this one lacks.
      if (this.#parts.accounts.findStore(accountId) === undefined) this.#release(accountId);
      await this.#reread();
    } catch (error) {
      this.#report(error);
    } finally {
      this.#busy.delete(accountId);
    }
  }

  /** Polls the items, or returns them unchanged with the reason if the account can't be opened. Throws `Cancelled`. */
  async #lookOrSayWhyNot(accountId: string, own: readonly Watched[]): Promise<readonly Looked[]> {
    try {
      return await this.#looks.lookAt(await this.#parts.accounts.getStore(accountId), own);
    } catch (error) {
      if (!BatchError.is(error)) throw error;
      return this.#looks.toTroubled(own, error);
    }
  }

  /** Returns the account's lock if this window holds or can take it; otherwise undefined. */
  async #hold(accountId: string): Promise<FileLock | undefined> {
    const known = this.#locks.get(accountId);
    if (known !== undefined && (await known.isHeld())) return known;
    this.#locks.delete(accountId);
    const id = this.#places.folder.toName(accountId);
    const lock = await FileLock.take(this.#places, id);
    if (lock === undefined || !(await lock.isHeld())) return undefined;
    if (this.#isDisposed) {
      await lock.release();
      return undefined;
    }
    this.#locks.set(accountId, lock);
    await lock.forgetEarlier();
    return lock;
  }

  #release(accountId: string): void {
    this.#locks
      .get(accountId)
      ?.release()
      .catch((error: unknown) => this.#report(error));
    this.#locks.delete(accountId);
  }

  /** Reports events once, and stops watching items that are over. */
  async #notify(accountId: string, looked: readonly Watched[], lock: FileLock): Promise<void> {
    const all = withoutSaidByItself(looked);
    const changed = all.filter(({ seen }) => seen.pending.length > 0 || seen.isOver === true);
    if (changed.length === 0) return;
    const ends = changed.flatMap(({ seen }) => seen.pending.filter(isEnd)).map(({ resource }) => resource);
    const [inView, isSaid, reported] = await Promise.all([
      this.#front.read(this.#listFront(), this.#parts.intervalMs()),
      this.#folder.readSaid(accountId),
      this.#parts.listReported(ends),
    ]);
    const keys = new Set(this.#all.map(({ resource }) => toKey(resource)));
    const isWanted = (event: WatchEvent, watched: Watched): boolean => {
      const [key, own] = [toKey(event.resource), toKey(watched.resource)];
      // Do not report events of watched items for their account as well.
      const isOther = key !== own && keys.has(key);
      // The user caused this event, and its effect was reported.
      if (isEnd(event) && (reported.get(key) ?? '') >= watched.since) return false;
      return !isOther && !inView.has(key) && !inView.has(own) && !isSaid(event);
    };
    const events = changed.flatMap((watched) => watched.seen.pending.filter((event) => isWanted(event, watched)));
    const said = this.#parts.isQuiet() ? undefined : await this.#findSaid(accountId, sortEvents(events));
    // After a takeover, the other window reports the events.
    if (!(await lock.isHeld())) return;
    if (said !== undefined) {
      this.#parts.ui.notify(said.severity, said.message, ...said.actions);
      await this.#folder.noteSaid(accountId, events);
    }
    // Also save the jobs' own state in the account's state, so that the account does not report the same events later.
    for (const { resource, seen } of all)
      if (seen.isOver !== true) await this.#folder.note(resource, { ...withEnded(seen, changed), pending: [] });
    for (const { resource, seen } of changed) if (seen.isOver === true) await this.#folder.remove(resource);
  }

  /** Creates the notification of events; undefined if all are muted. */
  async #findSaid(accountId: string, all: readonly WatchEvent[]): Promise<Said | undefined> {
    const store = this.#parts.accounts.findStore(accountId);
    const isMuted = this.#parts.findMuted();
    const leftOut = { isMuted, byThemselves: new Set(this.#all.map(({ resource }) => toKey(resource))) };
    const events: WatchEvent[] = [];
    let lead: Found | undefined;
    for (const event of all) {
      const isAsked =
        lead === undefined || (isMuted !== undefined && events.length < mostSaid && event.what === 'failed');
      const found = isAsked && store !== undefined ? await findLead(this.#parts, store, event, leftOut) : toLead(event);
      if (found.isMuted === true) continue;
      events.push(found.count === undefined ? event : { ...event, count: found.count });
      lead ??= found;
    }
    if (lead === undefined) return undefined;
    const message = describeEvents(events, (resource) => this.nameOf(resource), lead);
    const [explain, remedy] = lead.actions;
    const actions = [explain, events.length > 1 ? toShowAction() : remedy].filter((action) => action !== undefined);
    return { severity: events.some(isBad) ? 'warning' : 'information', message, actions };
  }

  /** Shares the items in view in this window with the window that notifies the user. */
  async #noteFront(): Promise<void> {
    if (this.#parts.ui.isFocused) await this.#front.write(this.#listFront());
  }

  #listFront(): readonly string[] {
    if (!this.#parts.ui.isFocused) return [];
    return this.#parts.inFront().flatMap((args) =>
      toResources(args)
        .flatMap((one) => toWatchable(one) ?? [])
        .map(toKey),
    );
  }

  /** Stops watching the resources of accounts that were removed. */
  async #forgetRemoved(): Promise<void> {
    const before = this.#known;
    this.#known = toIds(this.#parts.accounts);
    const isRemoved = ({ resource: { accountId } }: Watched): boolean =>
      before.has(accountId) && !this.#known.has(accountId);
    const removed = (await this.#folder.list()).filter(isRemoved);
    if (removed.length > 0) await this.remove(removed.map(({ resource }) => resource));
  }

  #show(all: readonly Watched[]): void {
    if (this.#isDisposed) return;
    this.#all = all;
    this.#looks.keep(all);
    this.#changed.fire();
  }

  #report(error: unknown): void {
    if (!Cancelled.is(error)) this.#parts.log.warn(`watched items could not be checked: ${String(error)}`);
  }
}

/** Updates the state of an account with ended jobs that are also watched individually. */
function withEnded(seen: Seen, all: readonly Watched[]): Seen {
  if (seen.account === undefined) return seen;
  const jobs = { ...seen.account.jobs };
  for (const { resource, seen: last } of all) {
    if (resource.kind !== 'job' || last.isOver !== true) continue;
    if (last.job?.state === 'completed') jobs[resource.jobId] = last.job;
    else delete jobs[resource.jobId];
  }
  return { ...seen, account: { ...seen.account, jobs } };
}

function toIds({ all }: Pick<Accounts, 'all'>): ReadonlySet<string> {
  return new Set(all.map(({ id }) => id));
}

function toLead({ resource }: WatchEvent): Found {
  return { actions: [toExplainAction(resource)] };
}

function toShowAction(): NotificationAction {
  return { title: l10n.t('Show Watched…'), command: toCommandId('explorer.showWatched') };
}

function toTooMany(): BatchError {
  const message = l10n.t('You can watch at most {0} items. Stop watching others first.', mostWatched);
  return new BatchError({ code: 'InvalidInput', message });
}

function toOver({ kind }: Watchable): BatchError {
  const message =
    kind === 'task'
      ? l10n.t('The task has already ended, so there is nothing to watch.')
      : l10n.t('The job has already ended, so there is nothing to watch.');
  return new BatchError({ code: 'InvalidInput', message });
}
