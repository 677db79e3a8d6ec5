import type * as vscode from 'vscode';
import type { State } from '../../app/ports.ts';
import { type Account, sampleAccountId } from '../../core/model/account.ts';
import type { ResourceManagerAccess } from '../../service/connectOptions.ts';
import type { Scenario } from '../../simulator/scenarios/scenario.ts';
import type { Simulator } from '../../simulator/simulatorOptions.ts';
import { loadSimulator } from '../bundles/load.ts';
import { loadCommands } from '../bundles/loadCommands.ts';
import type { Log } from '../log.ts';
import { RequestLog } from './requestLog.ts';
import { createSampleTokenSource } from './sampleTokens.ts';

/** The scenario of the sample account. Developers may name another scenario; a package contains only this one. */
export const sampleScenario = process.env['AZURE_BATCH_SAMPLE_SCENARIO'] ?? 'sample';

const resourceManagerScope = 'https://management.azure.com/.default';

export interface RunningSample {
  readonly account: Account;
  /** Key of the account, random for each run. A secret. */
  readonly key: string;
  /** The embedded Resource Manager, which knows the account's quotas. */
  readonly resourceManager: ResourceManagerAccess;
}

/** The embedded Batch service of this window: started on first use, at most once, and ended with the window. */
export class SampleAccount implements vscode.Disposable {
  readonly #log: Log;
  readonly #state: State;
  #world: string | Scenario | undefined = sampleScenario;
  #starting: Promise<Simulator> | undefined;
  #requestLog: RequestLog | undefined;
  #startedAt: string | undefined;

  constructor(log: Log, state: State) {
    this.#log = log;
    this.#state = state;
  }

  /** Starts the service unless it is running. Resolves to its account. */
  async start(): Promise<RunningSample> {
    this.#starting ??= this.#listen();
    const simulator = await this.#starting;
    const { url, accountName, accountKey, armUrl, ca } = simulator;
    return {
      account: { id: sampleAccountId, name: accountName, endpoint: url, authentication: 'sample' },
      key: accountKey,
      resourceManager: {
        endpoint: armUrl,
        scope: resourceManagerScope,
        source: createSampleTokenSource(simulator),
        ca,
      },
    };
  }

  /** Start time (ISO 8601) of the scenario, which starts over in each window. */
  get startedAt(): string | undefined {
    return this.#startedAt;
  }

  get isSample(): boolean {
    return this.#world === sampleScenario;
  }

  /** Ends the service, which plays another scenario at its next start; nothing if it is undefined. */
  play(world: string | Scenario | undefined): void {
    this.dispose();
    this.#world = world;
  }

  dispose(): void {
    this.#requestLog?.dispose();
    this.#starting?.then(
      (simulator) => simulator.close(),
      () => undefined,
    );
    this.#starting = undefined;
  }

  async #listen(): Promise<Simulator> {
    try {
      // No executor is passed: the sample plays a scenario and never runs a program on this machine.
      const simulator = await loadSimulator().startSimulator({
        scenario: this.#world,
        accountName: this.isSample ? 'sample' : undefined,
      });
      this.#startedAt = new Date().toISOString();
      this.#log.info(`the simulator is listening at ${simulator.url}`);
      this.#requestLog = RequestLog.fromEnvironment(simulator);
      if (this.isSample) loadCommands().noteSampleStart(this.#state);
      return simulator;
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
  }
}
