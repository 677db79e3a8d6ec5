import type { TestContext } from 'node:test';
import { Causes } from '../../../src/app/causes/causes.ts';
import { FailureReader } from '../../../src/app/evidence/failureReader.ts';
import type { Explained, ExplanationTarget } from '../../../src/app/explain/explained.ts';
import { toRemedyActions } from '../../../src/app/explain/remedyActions.ts';
import { writeExplanation } from '../../../src/app/explain/writeExplanation.ts';
import type { UnreadServices } from '../../../src/app/explain/writeUnread.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { ConnectOptions } from '../../../src/service/connectOptions.ts';
import type { SavedFiles } from '../../../src/service/ports.ts';
import { connect, createAccountStore } from '../../../src/service/service.ts';
import { SteppedClock } from '../../../src/simulator/clock.ts';
import type { Scenario } from '../../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../../src/simulator/simulatorOptions.ts';
import { FakeAccounts } from '../../fakes/fakeAccounts.ts';
import { FakeUi } from '../../fakes/fakeUi.ts';
import { makeApp } from '../../fakes/makeApp.ts';
import { silentLog } from '../../fakes/silentLog.ts';
import { sources } from '../../fakes/sources.ts';
import { timeOf } from '../../fakes/timeOf.ts';

/** Services whose muting a test can change while the application runs. */
type Changeable = Omit<UnreadServices, 'isMuted'> & { isMuted?: UnreadServices['isMuted'] };

/** Differences between a connection and one with a simulator's key. */
type Connection = Pick<
  Partial<ConnectOptions>,
  'agentLogs' | 'credential' | 'storageHosts' | 'onAttempt' | 'resourceManager' | 'saved'
>;

const patienceMs = 600_000;

/**
 * Maximum number of requests for the page of one failure: the item, its job, pool, and node, both logs (a list and two
 * ends; on a node, their lengths and ends), the result of its upload (two), preparation tasks, subtasks, failed and
 * succeeded tasks of its job, the nodes of its pool, and the names of nodes.
 */
export const mostOfOne = 4 + 4 + 2 + 2 + 2 + 1 + 1;

/**
 * Starts the simulator with a scenario, and the application like `openCold`, at the same time of day; both end with the
 * test. `waits` determines how long waits take.
 */
export async function startCold(
  context: TestContext,
  scenario: string | Scenario,
  clock = new SteppedClock(),
  connection: Connection | ((simulator: Simulator) => Connection) = {},
  { waits, ...options }: Pick<SimulatorOptions, 'apiVersions' | 'directory'> & { readonly waits?: Clock } = {},
): Promise<ColdApp & { readonly simulator: Simulator }> {
  const simulator = await startSimulator({ ...options, scenario, clock });
  context.after(() => simulator.close());
  const connected = typeof connection === 'function' ? connection(simulator) : connection;
  const cold = openCold(simulator, timeOf(clock, waits), connected);
  context.after(cold.close);
  return { ...cold, simulator };
}

export type ColdApp = ReturnType<typeof openCold>;

/**
 * Opens the application as after a start: no data of the account was read, and no view shows its causes. The caller
 * closes it. Its clock is that of a simulator whose time stands still.
 */
export function openCold(
  { url, accountName, accountKey, requests }: Simulator,
  clock: Clock = timeOf(new SteppedClock()),
  connection: Connection = {},
) {
  const account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' } as const;
  const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
  const saved: SavedFiles = {
    ofTask: (owner) => app.journal.list({ kind: 'task', accountId: account.id, ...owner }),
    ofNode: (owner) => app.kept.list({ kind: 'node', accountId: account.id, ...owner }),
  };
  const service = connect({ account, credential, clock, saved, ...connection });
  const store = createAccountStore(account, service, clock);
  const accounts = new FakeAccounts(store);
  const reader = new FailureReader(sources, clock);
  const report = (error: unknown): never => {
    throw error;
  };
  const causes = new Causes({ accounts, reader, bundles: sources, clock, report });
  const ui = new FakeUi();
  const app: ReturnType<typeof makeApp> = makeApp({
    ui,
    clock,
    accounts,
    log: silentLog,
    bundles: sources,
    reader,
    causes,
  });
  const services: Changeable = {
    ...app,
    toRemedyActions: (remedies, targets) => toRemedyActions(remedies, targets, (remedy) => ({ title: remedy })),
    findSource: async () => undefined,
  };
  const pages: { readonly target: ExplanationTarget; readonly explained: Explained }[] = [];
  return {
    store,
    /** All pages explained so far. */
    pages,
    causes,
    accounts,
    app,
    ui,
    services,
    /** Returns the page of an item, and the requests for it. */
    async explain(target: ExplanationTarget): Promise<Explained & { readonly asked: readonly string[] }> {
      const before = requests.length;
      const explained = await writeExplanation(services, target, patienceMs, () => undefined);
      pages.push({ target, explained });
      return { ...explained, asked: requests.slice(before).map(({ method, path }) => `${method} ${path}`) };
    },
    close(): void {
      for (const part of [app, causes, reader, store]) part.dispose();
    },
  };
}
