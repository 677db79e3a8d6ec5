import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { toScope } from '../../app/documents/damagedDocument.ts';
import { findLoadedTask } from '../../app/evidence/findTask.ts';
import { Updates } from '../../app/updates.ts';
import type { DocumentTarget } from '../../core/places/documentPath.ts';
import { systemClock } from '../../service/clock.ts';
import type { AccountStore, Scope, StoreChange } from '../../service/store/accountStore.ts';
import { loadCommands } from '../bundles/loadCommands.ts';
import { documentScheme, fromDocumentUri } from '../editors/documentUri.ts';
import { listTabs } from '../editors/shownDocuments.ts';
import { settings } from '../settings/settings.ts';

/** Interval at which an account's overview is updated if views don't refresh automatically. */
const overviewMs = 15_000;

/** Reports which open documents show changed data when the store announces a change. */
export class OpenDocuments implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #announce: (uris: readonly vscode.Uri[]) => void;
  readonly #subscriptions: vscode.Disposable[];
  /** The loaded state of each shown task when its document was last read. */
  readonly #stamps = new Map<string, string>();
  /** Overviews of accounts that have changed since they were last announced, by address. */
  readonly #overviews = new Map<string, vscode.Uri>();
  /**
   * An overview is reloaded as often as views refresh: it takes a dozen requests, and while an account is counted it
   * changes constantly.
   */
  readonly #updates = new Updates(
    systemClock,
    () => settings.refreshIntervalMs ?? overviewMs,
    async () => this.#announceOverviews(),
  );
  #accountIds: ReadonlySet<string>;

  constructor(accounts: Accounts, announce: (uris: readonly vscode.Uri[]) => void) {
    this.#accounts = accounts;
    this.#announce = announce;
    this.#accountIds = listIds(accounts);
    this.#subscriptions = [
      this.#updates,
      accounts.onDidChangeAccounts(() => void this.#closeRemoved()),
      accounts.onDidChangeData((change) => this.#follow(change)),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#remember(uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#stamps.delete(uri.toString())),
    ];
    for (const { uri } of vscode.workspace.textDocuments) this.#remember(uri);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #remember(uri: vscode.Uri): void {
    if (uri.scheme !== documentScheme) return;
    const target = fromDocumentUri(uri);
    const store = this.#accounts.findStore(uri.authority);
    if (target !== undefined && store !== undefined)
      this.#stamps.set(uri.toString(), loadCommands().toShownStamp(store.snapshot, target));
  }

  #follow({ accountId, scopes }: StoreChange): void {
    const store = this.#accounts.findStore(accountId);
    if (store === undefined) return;
    const changed = vscode.workspace.textDocuments
      .map(({ uri }) => uri)
      .filter((uri) => uri.scheme === documentScheme && uri.authority === accountId)
      .filter((uri) => this.#isTouched(store, uri, scopes));
    const overviews = changed.filter(isOverview);
    for (const uri of overviews) this.#overviews.set(uri.toString(), uri);
    if (overviews.length > 0) this.#updates.schedule();
    this.#announce(changed.filter((uri) => !isOverview(uri)));
  }

  #announceOverviews(): void {
    const uris = [...this.#overviews.values()];
    this.#overviews.clear();
    this.#announce(uris);
  }

  /** Closes the overviews of removed accounts, because their data and actions are no longer valid. */
  async #closeRemoved(): Promise<void> {
    const before = this.#accountIds;
    this.#accountIds = listIds(this.#accounts);
    const isRemoved = ({ authority }: vscode.Uri): boolean => before.has(authority) && !this.#accountIds.has(authority);
    await vscode.window.tabGroups.close(listTabs((uri) => isOverview(uri) && isRemoved(uri)));
  }

  #isTouched(store: AccountStore, uri: vscode.Uri, scopes: readonly Scope[]): boolean {
    const target = fromDocumentUri(uri);
    if (target === undefined || !scopes.some((scope) => concerns(scope, target))) return false;
    const stamp = loadCommands().toShownStamp(store.snapshot, target);
    const known = this.#stamps.get(uri.toString());
    this.#stamps.set(uri.toString(), stamp);
    return stamp !== known || isGrowing(store, target);
  }
}

/** Returns true if a scope of the store contains the state of the item that a document shows. */
function concerns(scope: Scope, target: DocumentTarget): boolean {
  if (target.document === 'damaged') return scope.kind === toScope(target.list).kind;
  const { resource } = target;
  switch (resource.kind) {
    case 'task':
    case 'taskFile':
      return (scope.kind === 'tasks' || scope.kind === 'failures') && scope.jobId === resource.jobId;
    case 'job':
      // The tasks of the job may wait for nodes.
      return isOfWaits(scope) || (scope.kind === 'tasks' && scope.jobId === resource.jobId);
    case 'jobSchedule':
      return scope.kind === 'jobSchedules';
    case 'node':
    case 'nodeFile':
      return scope.kind === 'nodes' && scope.poolId === resource.poolId;
    case 'pool':
      return scope.kind === 'pools' || (scope.kind === 'nodes' && scope.poolId === resource.poolId);
    case 'account':
      return scope.kind === 'jobs' || scope.kind === 'pools';
  }
}

function isOverview(uri: vscode.Uri): boolean {
  const target = fromDocumentUri(uri);
  return target?.document === 'explanation' && target.resource.kind === 'account';
}

function listIds(accounts: Pick<Accounts, 'all'>): ReadonlySet<string> {
  return new Set(accounts.all.map(({ id }) => id));
}

function isOfWaits({ kind }: Scope): boolean {
  return kind === 'jobs' || kind === 'pools' || kind === 'nodes';
}

/**
 * Returns true if a file may be longer now even without a known change, because its task is running. Only its text is
 * followed, because each read of its bytes would transfer all of them.
 */
function isGrowing(store: AccountStore, { resource, document }: DocumentTarget): boolean {
  if (resource.kind !== 'taskFile' || document !== 'text') return false;
  return findLoadedTask(store.snapshot, resource)?.state === 'running';
}
