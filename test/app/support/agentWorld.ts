import type { TestContext } from 'node:test';
import { withoutReadOnly } from '../../../src/app/actions/verb/readOnly.ts';
import { Agents } from '../../../src/app/agents/agents.ts';
import type { AgentServices } from '../../../src/app/agents/services.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { Emitter } from '../../../src/core/event.ts';
import { BatchError } from '../../../src/core/model/batchError.ts';
import type { Attempt } from '../../../src/service/ports.ts';
import { SteppedClock } from '../../../src/simulator/clock.ts';
import type { Scenario } from '../../../src/simulator/scenarios/scenario.ts';
import { timeOf } from '../../fakes/timeOf.ts';
import { type ColdApp, startCold } from './coldApp.ts';

/** Differences between a test's window and one in which agents may read the account. */
export interface AgentWorld {
  readonly agents?: 'allowed' | 'never' | undefined;
  readonly clock?: Clock;
  readonly simulatorClock?: SteppedClock;
  readonly changes?: Partial<AgentServices>;
}

export const patienceMs = 600_000;

/** Opens the tools for agents with a simulator that they reach over HTTP; everything ends with the test. */
export async function startAgents(context: TestContext, scenario: string | Scenario, world: AgentWorld = {}) {
  const { simulatorClock = new SteppedClock(), changes = {} } = world;
  const { clock = timeOf(simulatorClock) } = world;
  const attempted = new Emitter<Attempt>();
  const onAttempt = (attempt: Attempt): void => attempted.fire(attempt);
  const cold = await startCold(context, scenario, simulatorClock, { onAttempt });
  const { simulator } = cold;
  const opened = openAgents(cold, { ...world, clock, changes, onDidAttempt: attempted.event });
  return {
    ...cold,
    ...opened,
    /** Counts the reactivations of tasks. */
    countRetries: () => simulator.requests.filter(({ path }) => path.includes('/reactivate')).length,
  };
}

/** Opens the tools for agents on an application that was opened cold. */
export function openAgents(
  cold: ColdApp,
  world: AgentWorld & Partial<Pick<AgentServices['accounts'], 'onDidAttempt'>> = {},
) {
  const { clock = cold.app.clock, changes = {}, onDidAttempt = new Emitter<Attempt>().event } = world;
  const { store } = cold;
  const agents = 'agents' in world ? world.agents : 'allowed';
  store.account = { ...store.account, ...(agents === undefined ? {} : { agents }) };
  let nonces = 0;
  const services: AgentServices = {
    ...cold.services,
    ...cold.app,
    clock,
    accounts: {
      ...withoutReadOnly(cold.accounts),
      get all() {
        return cold.accounts.all;
      },
      onDidAttempt,
      async wish(_accountId, { agents: wished, ...others }) {
        const { agents: _before, ...account } = store.account;
        store.account = { ...account, ...(others as object), ...(wished === undefined ? {} : { agents: wished }) };
      },
    },
    isEnabled: () => true,
    findPlace: async () => undefined,
    readWorkspaceFile: async (path) => {
      throw new BatchError({ code: 'InvalidInput', message: `no file ${path}` });
    },
    patienceMs,
    makeNonce: () => `nonce${++nonces}`,
    linkScheme: 'vscode',
    ...changes,
  };
  const tools = new Agents(services);
  return {
    services,
    tools,
    /** Calls a tool as an agent does. */
    call: (name: string, input: unknown, maxBytes?: number) =>
      tools.call(name, input, { signal: new AbortController().signal, maxBytes }),
  };
}

export type StartedAgents = Awaited<ReturnType<typeof startAgents>>;
