import { randomBytes } from 'node:crypto';
import { apiVersions } from './apiVersion.ts';
import { ArmServer } from './arm/armServer.ts';
import { makeReactions } from './behaviours/reactions.ts';
import { clientTimeMs, RealClock } from './clock.ts';
import { createScriptedExecutor } from './executors/scripted/scriptedExecutor.ts';
import { batchAudience } from './http/authenticate.ts';
import { FaultPlan } from './http/faultPlan.ts';
import { RecordLog } from './http/recordLog.ts';
import { Router } from './http/route.ts';
import { BatchServer } from './http/server.ts';
import { TokenAuthority } from './http/tokens.ts';
import { randomIds } from './ids.ts';
import { operations } from './operations.ts';
import { findScenario, scenarioNames } from './scenarios/catalogue.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { seedWorld } from './seed/seedWorld.ts';
import type { CompletionRecord, RequestRecord, Simulator, SimulatorOptions } from './simulatorOptions.ts';
import { World } from './state/world.ts';
import { makeIdentity } from './tls/certificate.ts';

const defaultAccountName = 'simulated';
const keyBytes = 64;

/**
 * Starts a Batch service on loopback and resolves when it listens. Rejects for a scenario that does not exist, a port
 * that cannot be had, and a name or key that cannot be one; nothing is left then.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const accountName = checkedName(options.accountName ?? defaultAccountName);
  const accountKey = checkedKey(options.accountKey ?? randomBytes(keyBytes).toString('base64'));
  const scenario = toScenario(options.scenario);
  const world = makeWorld(accountName, options, scenario);
  const { clock, ids } = world;
  const faults = new FaultPlan();
  for (const fault of [...(scenario?.faults ?? []), ...(options.faults ?? [])]) faults.add(fault);
  const requests = new RecordLog<RequestRecord>();
  const completions = new RecordLog<CompletionRecord>();
  world.onTaskCompleted = (record) => completions.add(record);
  const tokens = new TokenAuthority(ids.guid());
  world.issueJobToken = (jobId) => tokens.issueForJob(batchAudience, clientTimeMs(clock), jobId);
  // Clients check the certificate by the computer's time, whatever the simulator's clock says.
  const identity = makeIdentity(Date.now());
  const server = new BatchServer({
    world,
    router: new Router(operations),
    credentials: { accountName, key: Buffer.from(accountKey, 'base64'), tokens },
    faults,
    apiVersions: options.apiVersions ?? apiVersions,
    requests,
  });
  const arm = new ArmServer(identity, { world, accountKey, subscriptionId: ids.guid(), tokens });
  let closing: Promise<unknown> | undefined;
  const close = async (): Promise<void> => {
    closing ??= Promise.all([server.close(), arm.close(), world.close()]);
    await closing;
  };
  let armUrl: string;
  try {
    world.url = `http://127.0.0.1:${await server.listen(options.port ?? 0)}`;
    if (scenario !== undefined) await seedWorld(world, scenario);
    armUrl = await arm.listen();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: world.url,
    accountName,
    accountKey,
    armUrl,
    tokenUrl: `${armUrl}/${tokens.tenantId}/oauth2/v2.0/token`,
    ca: identity.certificate,
    get requests() {
      return requests.records;
    },
    get completions() {
      return completions.records;
    },
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    close,
  };
}

/** An empty account, and what moves it. */
function makeWorld(accountName: string, options: SimulatorOptions, scenario: Scenario | undefined): World {
  const clock = options.clock ?? new RealClock(options.speed ?? 1);
  const executor =
    options.executor ?? createScriptedExecutor({ clock, ...(scenario === undefined ? {} : { scenario }) });
  const ids = options.ids ?? randomIds;
  const world = new World({ accountName, clock, ids, executor, quotas: scenario?.quotas ?? {} });
  world.reactions = makeReactions(world);
  world.nodeArrivalMs = options.nodeArrivalMs ?? 0;
  world.containerImages = { ...scenario?.containerImages, ...options.containerImages };
  return world;
}

function toScenario(name: string | Scenario | undefined): Scenario | undefined {
  if (typeof name === 'object') return name;
  const scenario = name === undefined ? undefined : findScenario(name);
  if (name !== undefined && scenario === undefined) {
    throw new RangeError(`There is no scenario named ${name}. There are: ${scenarioNames().join(', ')}.`);
  }
  return scenario;
}

/** Batch accounts are named with 3 to 24 lower-case letters and digits. */
function checkedName(name: string): string {
  if (!/^[a-z0-9]{3,24}$/.test(name)) {
    throw new RangeError('The name of an account has 3 to 24 lower-case letters and digits.');
  }
  return name;
}

function checkedKey(key: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(key)) throw new RangeError('The key of an account is Base64.');
  return key;
}
