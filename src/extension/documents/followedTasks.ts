import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import type { FollowedTask } from '../../app/explain/explainedResource.ts';
import { toKey } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadCommands } from '../bundles/loadCommands.ts';
import { settings } from '../settings/settings.ts';
import { windowFocus } from '../ui/windowFocus.ts';
import type { Explanations } from './explanations.ts';
import type { LiveExplanations } from './liveExplanations.ts';

/** A live explanation of a task that has not ended, or of such a task's cause. */
interface Followed extends FollowedTask {
  readonly uri: vscode.Uri;
}

/**
 * Keeps live explanations of unfinished tasks up to date, because the explorer may not have loaded their lists. Sends
 * one small request per task each time that the views refresh, or two for a running task. The reason why a task waits
 * comes from the loaded data about its job and its pool.
 */
export class FollowedTasks implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #explanations: Explanations;
  readonly #live: Pick<LiveExplanations, 'list' | 'announce'>;
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #asked = new Set<string>();
  /** The known surroundings of a waiting task when it was explained, by address. */
  readonly #surroundings = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
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
    // A document is written before it is visible.
    const followed = this.#toFollowed(uri);
    const store = this.#accounts.findStore(uri.authority);
    if (followed.length > 0 && store !== undefined) this.#surroundings.set(key, listSurroundings(store, followed));
  }

  /** Explains waiting tasks of an account again if their surroundings have changed. */
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

  /** Never throws: an explanation that can't be updated shows its age. */
  async #follow(): Promise<void> {
    if (settings.refreshIntervalMs === undefined || !windowFocus.isFocused) return;
    await Promise.all(
      this.#findFollowed().map(async ({ uri, resource, task, job }) => {
        const key = `${uri.toString()}\n${toKey(resource)}`;
        if (this.#asked.has(key)) return;
        this.#asked.add(key);
        const now = await this.#getNow({ resource, task, job }).catch(() => undefined);
        this.#asked.delete(key);
        const { toFollowedStamp } = loadCommands();
        if (now !== undefined && toFollowedStamp(now) !== toFollowedStamp({ task, job })) this.#live.announce([uri]);
      }),
    );
  }

  /** Reads the current task and, for a running one, its job, whose time limit ends the task as well. */
  async #getNow({ resource, task, job }: FollowedTask): Promise<Pick<FollowedTask, 'task' | 'job'>> {
    const { accountId, jobId, taskId } = resource;
    const { tasks, jobs } = (await this.#accounts.getStore(accountId)).service;
    const isOfJob = job !== undefined && task.state === 'running';
    const [now, ofJob] = await Promise.all([tasks.getTask(jobId, taskId), isOfJob ? jobs.getJob(jobId) : job]);
    return { task: now, job: ofJob };
  }
}

function listSurroundings({ snapshot }: Pick<AccountStore, 'snapshot'>, followed: readonly Followed[]): string {
  const { toSurroundings } = loadCommands();
  return followed.map((one) => toSurroundings(snapshot, one)).join('\n');
}
