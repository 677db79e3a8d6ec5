import * as vscode from 'vscode';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { toStamp } from '../evidence/findTask.ts';
import { settings } from '../settings.ts';
import { listShownDocuments } from '../shownDocuments.ts';
import { windowFocus } from '../windowFocus.ts';
import type { Explanations } from './explanations.ts';

/** An explanation on the screen of a task that has not ended. */
interface Followed {
  readonly uri: vscode.Uri;
  readonly resource: TaskResource;
  readonly task: Task;
}

/**
 * Keeps explanations of tasks that go on up to date while they are on the screen: the explorer may have no list of these
 * open. One small request each time that the views refresh.
 */
export class FollowedTasks implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #explanations: Explanations;
  readonly #announce: (uris: readonly vscode.Uri[]) => void;
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #asked = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  /** The addresses of what was on the screen last. */
  #shown = '';

  constructor(accounts: Accounts, explanations: Explanations, announce: (uris: readonly vscode.Uri[]) => void) {
    this.#accounts = accounts;
    this.#explanations = explanations;
    this.#announce = announce;
    this.#subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(() => this.#look()),
      vscode.window.tabGroups.onDidChangeTabs(() => this.#look()),
      windowFocus.onDidChange(() => this.#begin()),
      explanations.onDidChange(() => this.#watch()),
    ];
  }

  dispose(): void {
    clearInterval(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #findFollowed(): readonly Followed[] {
    return listShownDocuments().flatMap((uri) => {
      const explained = this.#explanations.findExplained(uri);
      const resource = explained?.targets.resource;
      const task = explained?.task;
      if (resource?.kind !== 'task' || task === undefined || task.state?.toLowerCase() === 'completed') return [];
      return [{ uri, resource, task }];
    });
  }

  /** Tabs tell of much; only what comes on the screen or leaves it is of interest. */
  #look(): void {
    const shown = listShownDocuments().join('\n');
    if (shown === this.#shown) return;
    this.#shown = shown;
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

  /** Never throws: an explanation that can't be brought up to date says as of when it is. */
  async #follow(): Promise<void> {
    if (settings.refreshIntervalMs === undefined || !windowFocus.isFocused) return;
    await Promise.all(
      this.#findFollowed().map(async ({ uri, resource, task }) => {
        const key = uri.toString();
        if (this.#asked.has(key)) return;
        this.#asked.add(key);
        const now = await this.#getTask(resource).catch(() => undefined);
        this.#asked.delete(key);
        if (now !== undefined && toStamp(now) !== toStamp(task)) this.#announce([uri]);
      }),
    );
  }

  async #getTask({ accountId, jobId, taskId }: TaskResource): Promise<Task> {
    const { service } = await this.#accounts.getStore(accountId);
    return service.tasks.getTask(jobId, taskId);
  }
}
