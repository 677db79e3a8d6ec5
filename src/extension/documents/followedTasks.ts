import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { toStamp } from '../../app/evidence/findTask.ts';
import type { FollowedTask } from '../../app/explain/explainedResource.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { settings } from '../settings.ts';
import { windowFocus } from '../windowFocus.ts';
import type { Explanations } from './explanations.ts';
import type { LiveExplanations } from './liveExplanations.ts';

/** A live explanation of a task that has not ended, or of a cause that such a task had. */
interface Followed extends FollowedTask {
  readonly uri: vscode.Uri;
}

/**
 * Keeps live explanations of tasks that go on up to date: the explorer may have no list of these open. One small request
 * each time that the views refresh. What a task waits for is elsewhere: what the views know of its job and its pool.
 */
export class FollowedTasks implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #explanations: Explanations;
  readonly #live: Pick<LiveExplanations, 'list' | 'announce'>;
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #asked = new Set<string>();
  /** What was known of where a task waits when that was explained, by address. */
  readonly #surroundings = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  /** The addresses of the documents that were live at the last look. */
  #known = '';

  constructor(accounts: Accounts, explanations: Explanations, live: Pick<LiveExplanations, 'list' | 'announce'>) {
    this.#accounts = accounts;
    this.#explanations = explanations;
    this.#live = live;
    this.#subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(() => this.#look()),
      vscode.window.tabGroups.onDidChangeTabs(() => this.#look()),
      windowFocus.onDidChange(() => this.#begin()),
      explanations.onDidChange((uri) => {
        this.#note(uri);
        this.#watch();
      }),
      accounts.onDidChangeData(({ accountId }) => this.#compare(accountId)),
    ];
  }

  dispose(): void {
    clearInterval(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #findFollowed(): readonly Followed[] {
    return this.#live.list().flatMap((uri) => this.#toFollowed(uri));
  }

  #toFollowed(uri: vscode.Uri): readonly Followed[] {
    return (this.#explanations.findExplained(uri)?.following ?? []).map((followed) => ({ uri, ...followed }));
  }

  /** Tab events are frequent; only a change of the live documents matters. */
  #look(): void {
    const live = this.#live.list().map(String).sort().join('\n');
    if (live === this.#known) return;
    this.#known = live;
    this.#begin();
  }

  #begin(): void {
    void this.#follow();
    this.#watch();
  }

  #watch(): void {
    const intervalMs = settings.refreshIntervalMs;
    clearInterval(this.#timer);
    this.#timer =
      intervalMs === undefined || !windowFocus.isFocused || this.#findFollowed().length === 0
        ? undefined
        : setInterval(() => void this.#follow(), intervalMs);
  }

  #note(uri: vscode.Uri): void {
    const key = uri.toString();
    this.#surroundings.delete(key);
    // It is written before it is on the screen.
    const followed = this.#toFollowed(uri);
    const store = this.#accounts.findStore(uri.authority);
    if (followed.length > 0 && store !== undefined) this.#surroundings.set(key, listSurroundings(store, followed));
  }

  /** Explains waiting tasks of an account again where their surroundings have changed. */
  #compare(accountId: string): void {
    const store = this.#accounts.findStore(accountId);
    if (store === undefined) return;
    for (const uri of this.#live.list()) {
      const followed = this.#toFollowed(uri);
      if (uri.authority !== accountId || followed.length === 0) continue;
      const key = uri.toString();
      const [before, now] = [this.#surroundings.get(key), listSurroundings(store, followed)];
      this.#surroundings.set(key, now);
      if (before !== undefined && before !== now) this.#live.announce([uri]);
    }
  }

  /** Never throws: an explanation that can't be brought up to date says as of when it is. */
  async #follow(): Promise<void> {
    if (settings.refreshIntervalMs === undefined || !windowFocus.isFocused) return;
    await Promise.all(
      this.#findFollowed().map(async ({ uri, resource, task }) => {
        const key = `${uri.toString()}\n${toKey(resource)}`;
        if (this.#asked.has(key)) return;
        this.#asked.add(key);
        const now = await this.#getTask(resource).catch(() => undefined);
        this.#asked.delete(key);
        if (now !== undefined && toStamp(now) !== toStamp(task)) this.#live.announce([uri]);
      }),
    );
  }

  async #getTask({ accountId, jobId, taskId }: TaskResource): Promise<Task> {
    const { service } = await this.#accounts.getStore(accountId);
    return service.tasks.getTask(jobId, taskId);
  }
}

function listSurroundings({ snapshot }: Pick<AccountStore, 'snapshot'>, followed: readonly Followed[]): string {
  return followed.map((one) => toSurroundings(snapshot, one)).join('\n');
}

/** What is known of the job and the pool of a task that waits; nothing of one that runs. */
function toSurroundings(snapshot: AccountSnapshot, { resource, task }: Followed): string {
  if (task.state === 'running') return '';
  const job = snapshot.slice({ kind: 'jobs' }).items.find(({ id }) => id === resource.jobId);
  const poolId = job?.executionInfo?.poolId ?? job?.poolInfo?.poolId;
  if (poolId === undefined) return JSON.stringify(job ?? {});
  const pool = snapshot.slice({ kind: 'pools' }).items.find(({ id }) => id === poolId);
  return JSON.stringify([job, pool, snapshot.nodeCounts.get(poolId)]);
}
