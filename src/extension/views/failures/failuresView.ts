import * as vscode from 'vscode';
import { formatNumber } from '../../../core/query/numbers.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { FailureReader } from '../../evidence/failureReader.ts';
import { loadDiagnosis } from '../../load.ts';
import { reportError } from '../../runCommand.ts';
import { toCauses } from '../causes/causes.ts';
import { Explainer } from '../causes/explainer.ts';
import { type Failing, findFailing } from '../causes/failing.ts';
import { LogReader } from '../causes/logReader.ts';
import { toReader } from '../reader.ts';
import { Updates } from '../updates.ts';
import { ViewWatch } from '../viewWatch.ts';
import { FailureLoader, isOfFailures } from './failureLoader.ts';
import { type FailureNode, FailuresProvider } from './failuresProvider.ts';
import { toNothingFailed } from './nothingFailed.ts';

const failuresViewId = 'azureBatch.failures';

/** How long changes are gathered before causes are told anew. */
const gatherMs = 200;

/** Everything wrong in the open accounts, by cause. Works while somebody looks at it, and not otherwise. */
export class FailuresView implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #log: vscode.LogOutputChannel;
  readonly #loader = new FailureLoader();
  readonly #explainer = new Explainer(loadDiagnosis);
  readonly #logs: LogReader;
  readonly #provider: FailuresProvider;
  readonly #view: vscode.TreeView<FailureNode>;
  readonly #subscriptions: vscode.Disposable[];
  readonly #updates = new Updates(gatherMs, () => this.#update());

  constructor(accounts: Accounts, reader: Pick<FailureReader, 'read'>, log: vscode.LogOutputChannel) {
    this.#accounts = accounts;
    this.#log = log;
    this.#logs = new LogReader(reader, () => this.#schedule());
    this.#provider = new FailuresProvider((id) => this.#findName(id));
    this.#view = vscode.window.createTreeView(failuresViewId, {
      treeDataProvider: this.#provider,
      canSelectMany: true,
    });
    const watch = new ViewWatch(accounts, {
      isVisible: () => this.#view.visible,
      wants: (_accountId, scope) => isOfFailures(scope),
    });
    this.#subscriptions = [
      this.#updates,
      watch,
      this.#provider,
      this.#view,
      this.#view.onDidChangeVisibility(() => {
        watch.update();
        this.#schedule();
      }),
      accounts.onDidChangeAccounts(() => this.#schedule()),
      accounts.onDidChangeData(() => this.#schedule()),
    ];
    this.#schedule();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #schedule(): void {
    if (this.#view.visible) this.#updates.schedule();
  }

  /** Shows the causes of what is loaded, and has loaded what is missing. Never throws. */
  async #update(): Promise<void> {
    try {
      const failing = await this.#show();
      for (const [store, ofStore] of failing) this.#load(store, ofStore).catch((error: unknown) => this.#report(error));
    } catch (error) {
      this.#report(error);
    }
  }

  async #show(): Promise<ReadonlyMap<AccountStore, readonly Failing[]>> {
    const reader = toReader();
    const stores = this.#accounts.all.flatMap(({ id }) => this.#accounts.findStore(id) ?? []);
    const failing = new Map(stores.map((store) => [store, findFailing(store.snapshot)]));
    const all = [...failing.values()].flat();
    const failures = await this.#explainer.explainInTurns(all, (one) => this.#logs.logsOf(one));
    this.#provider.show(failures.length === 0 ? [] : toCauses(failures, loadDiagnosis().clusterWithMembers));
    this.#view.description = failures.length === 0 ? '' : formatNumber(failures.length, reader.locale);
    const snapshots = stores.map(({ snapshot }) => snapshot);
    this.#view.message = failures.length === 0 ? (toNothingFailed(snapshots, reader) ?? '') : '';
    return failing;
  }

  async #load(store: AccountStore, failing: readonly Failing[]): Promise<void> {
    await this.#loader.load(store);
    await this.#logs.read(store, failing);
  }

  #report(error: unknown): void {
    reportError(error, failuresViewId, this.#log);
  }

  #findName(accountId: string): string | undefined {
    const { all } = this.#accounts;
    return all.length > 1 ? all.find(({ id }) => id === accountId)?.name : undefined;
  }
}
