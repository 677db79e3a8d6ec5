import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import type { Command } from '../../../src/app/actions/verb/contribution.ts';
import { Causes, type CausesParts } from '../../../src/app/causes/causes.ts';
import { FailureReader } from '../../../src/app/evidence/failureReader.ts';
import type { Explained, ExplanationTarget } from '../../../src/app/explain/explained.ts';
import { type ExplanationServices, writeExplanation } from '../../../src/app/explain/writeExplanation.ts';
import { BatchError } from '../../../src/core/model/batchError.ts';
import { Cancelled } from '../../../src/core/model/cancelled.ts';
import type { Resource } from '../../../src/core/model/resource.ts';
import { connect, createAccountStore } from '../../../src/service/service.ts';
import type { Scenario } from '../../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { FakeAccounts } from '../../fakes/fakeAccounts.ts';
import { type Answers, FakeUi, type Said } from '../../fakes/fakeUi.ts';
import { fastClock } from '../../fakes/fastClock.ts';
import { makeApp } from '../../fakes/makeApp.ts';
import { silentLog } from '../../fakes/silentLog.ts';
import { sources } from '../../fakes/sources.ts';

const speed = 100;
/** Patience of the application, in its own accelerated time. */
const patienceMs = speed * 600_000;

/**
 * Opens the application over a simulator in this process, both running a hundred times as fast as real time. The caller
 * closes it. Causes are remembered only with a `memory`.
 */
export async function simulate(scenario: Scenario, { memory }: Pick<CausesParts, 'memory'> = {}) {
  const simulator = await startSimulator({ scenario, speed });
  const { url, accountName, accountKey } = simulator;
  const accountId = new URL(url).host;
  const account = { id: accountId, name: accountName, endpoint: url, authentication: 'sharedKey' } as const;
  const clock = fastClock(speed, Date.now());
  // Requests are signed and limited by real time, because a busy machine may take seconds for one.
  const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
  // With 0 as the random number, the delays of retries have no random spread.
  const service = connect({ account, credential, random: () => 0 });
  const store = createAccountStore(account, service, clock);
  const ui = new FakeUi();
  const accounts = new FakeAccounts(store);
  const reader = new FailureReader(sources, clock);
  const report = (error: unknown): never => {
    throw error;
  };
  const causes = new Causes({ accounts, reader, bundles: sources, clock, report, ...(memory && { memory }) });
  const app = makeApp({ ui, clock, accounts, log: silentLog, bundles: sources, reader, causes });
  return {
    simulator,
    accountId,
    accounts,
    ui,
    app,
    causes,
    /** The official client, which reads the account independently of the application. */
    client: new BatchServiceClient(new BatchSharedKeyCredentials(accountName, accountKey), url),
    /** Runs a command as a front end does: shows refusals, and ignores cancellations. */
    run: (command: Command, args: readonly unknown[], answers?: Answers): Promise<Said> =>
      ui.listen(async () => {
        try {
          await command(app, args);
        } catch (error) {
          if (!BatchError.is(error) && !Cancelled.is(error)) throw error;
          if (BatchError.is(error)) ui.notify('error', error.message);
        }
      }, answers),
    /** Shows the failures of the account, as a view does, until it is disposed of. */
    watchFailures(): Disposable {
      const watching = causes.watch();
      return { [Symbol.dispose]: () => watching.dispose() };
    },
    /**
     * Returns the page of an item as a new window writes it, with only the saved files.
     * @param titles of commands, by their IDs; the IDs themselves when absent
     */
    async readPage(resource: Resource, titles: Readonly<Record<string, string>> = {}): Promise<string> {
      return (await this.explain({ resource, document: 'explanation' }, titles)).text;
    },
    explain(target: ExplanationTarget, titles: Readonly<Record<string, string>> = {}): Promise<Explained> {
      const services: ExplanationServices = {
        ...app,
        toActionName: (id) => titles[id] ?? id,
        toRemedyActions: () => [],
        findSource: async () => undefined,
      };
      return writeExplanation(services, target, patienceMs, () => undefined);
    },
    async close(): Promise<void> {
      for (const part of [app, causes, reader, store]) part.dispose();
      await simulator.close();
    },
  };
}

export type Simulated = Awaited<ReturnType<typeof simulate>>;
