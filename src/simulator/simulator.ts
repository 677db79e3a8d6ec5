import { randomBytes } from 'node:crypto';
import { apiVersions } from './apiVersion.ts';
import { ArmServer } from './arm/armServer.ts';
import { MonitorState } from './arm/monitorState.ts';
import { makeReactions } from './behaviours/reactions.ts';
import { makeOffer, type Offered } from './bodies/offer.ts';
import { parseImage } from './bodies/supportedImages.ts';
import { parseMonitoring, parseOptions } from './checkOptions.ts';
import { type Clock, clientTimeMs, HeldClock, RealClock } from './clock.ts';
import { Controls } from './control/controls.ts';
import { describeError } from './describeError.ts';
import type { Executor } from './executors/executor.ts';
import { OutcomePlan } from './executors/outcomePlan.ts';
import { createScriptedExecutor } from './executors/scripted/scriptedExecutor.ts';
import { batchAudience } from './http/authenticate.ts';
import { findExposureFault, findTokenFault } from './http/exposure.ts';
import { FaultPlan } from './http/faultPlan.ts';
import { loopbackHost, toLocalName } from './http/listening.ts';
import { RecordLog } from './http/recordLog.ts';
import { Roles } from './http/roles.ts';
import { Router } from './http/route.ts';
import { ServedHosts } from './http/servedHosts.ts';
import { BatchServer, listen } from './http/server.ts';
import { ServiceError } from './http/serviceError.ts';
import { TokenAuthority } from './http/tokens.ts';
import { randomIds } from './ids.ts';
import type { CompletionRecord, RequestRecord } from './logRecords.ts';
import { operations } from './operations.ts';
import { Journal, type Recovered } from './saved/journal.ts';
import { loadWorld } from './saved/loadWorld.ts';
import { findUnsaved } from './saved/savedWorld.ts';
import { restore, type Snapshot, Snapshots } from './saved/snapshots.ts';
import { findScenario, scenarioNames } from './scenarios/catalogue.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { seedWorld } from './seed/seedWorld.ts';
import type { Simulator, SimulatorOptions } from './simulatorOptions.ts';
import { Changes } from './state/changes.ts';
import { LiveWorld } from './state/liveWorld.ts';
import { World } from './state/world.ts';
import { makeIdentity } from './tls/certificate.ts';

/** For the extension, which writes scenarios of accounts that it reads with its own client. */
export { readAccount } from './export/readAccount.ts';
export { toScenarioFile } from './export/toScenarioFile.ts';
export { parseScenario } from './scenarioFile/readScenario.ts';

const defaultAccountName = 'simulated';
const keyBytes = 64;

/**
 * Starts a Batch service and resolves once it listens. Rejects for a scenario that does not exist, an address that is
 * not available or may not be served, an option that doesn't exist, and an invalid name or key; nothing is left behind in that case.
 */
export async function startSimulator(given: SimulatorOptions = {}): Promise<Simulator> {
  const options = parseOptions(given);
  const scenario = toScenario(options.scenario);
  const journal = options.stateFolder === undefined ? undefined : new Journal(options.stateFolder);
  try {
    return await serve(options, scenario, journal);
  } catch (error) {
    journal?.stop();
    throw error;
  }
}

async function serve(
  options: SimulatorOptions,
  scenario: Scenario | undefined,
  journal: Journal | undefined,
): Promise<Simulator> {
  const offer = makeOffer([scenario ?? {}, toOffered(options)], options.isLenient ?? false);
  const recovered = journal?.recovered;
  const former = recovered?.identity;
  const accountKey = checkedKey(options.accountKey ?? former?.accountKey ?? randomBytes(keyBytes).toString('base64'));
  const accountName = checkedName(
    options.accountName ?? former?.accountName ?? scenario?.accountName ?? defaultAccountName,
  );
  const controlToken = options.controlToken === undefined ? undefined : Buffer.from(checkedToken(options.controlToken));
  const clock = options.clock ?? makeClock(options, recovered);
  const startedMs = clock.now();
  const ids = options.ids ?? randomIds;
  const executor = makeExecutor(options, clock, scenario);
  const tokens = new TokenAuthority(former?.tenantId ?? ids.guid());
  const roles = new Roles(options.roles);
  const subscriptionId = former?.subscriptionId ?? ids.guid();
  const faults = new FaultPlan([...(scenario?.faults ?? []), ...(options.faults ?? [])]);
  const outcomes = new OutcomePlan(options.outcomes);
  const requests = new RecordLog<RequestRecord>();
  const completions = new RecordLog<CompletionRecord>();
  const monitor = new MonitorState(options.monitoring ?? {}, requests);
  const { host = loopbackHost, allowedHosts = [] } = options;
  const externalUrl = options.externalUrl === undefined ? undefined : checkedUrl(options.externalUrl);
  checkExposure(options, host, executor);
  // Clients check the certificate by the computer's time, not by the simulator's clock.
  const hostNames = [toLocalName(host), ...(externalUrl === undefined ? [] : [externalUrl.hostname]), ...allowedHosts];
  const identity = makeIdentity(Date.now(), hostNames);
  const listener = await listen(host, options.port ?? 0, options.isTls === true ? identity : undefined).catch(
    async (error: unknown) => {
      await executor.dispose();
      throw error;
    },
  );
  const url = externalUrl?.origin ?? listener.url;
  const save = makeSave(journal);
  const makeWorld = (): World =>
    new World({
      accountName,
      url,
      changes: journal && new Changes(() => setImmediate(save.quietly)),
      location: scenario?.location ?? 'local',
      clock,
      ids,
      executor,
      offer,
      quotas: scenario?.quotas ?? {},
      applications: scenario?.applications ?? [],
      nodeArrivalMs: options.nodeArrivalMs ?? 0,
      defaultJobAction: options.defaultJobAction ?? 'terminate',
      environment: options.environment ?? {},
      outcomes,
      containerImages: { ...scenario?.containerImages, ...options.containerImages },
      issueJobToken: (jobId) => tokens.issueForJob(batchAudience, clientTimeMs(clock), jobId),
      onTaskCompleted: (record) => completions.add(record),
      makeReactions,
    });
  const account = { accountName, accountKey, subscriptionId, tenantId: tokens.tenantId, url };
  const live = new LiveWorld(makeWorld, (world) => journal?.begin(world, account));
  const fill = async (world: World): Promise<void> => {
    ids.restart?.();
    world.events.add('action', {
      atMs: clock.now(),
      operation: 'Microsoft.Batch/batchAccounts/write',
      caller: 'simulator',
    });
    if (scenario !== undefined) await seedWorld(world, scenario);
    const fault = journal && findUnsaved(world);
    if (fault !== undefined) throw new RangeError(`${fault}.`);
  };
  const begin = (world: World): Promise<void> =>
    recovered === undefined ? fill(world) : loadWorld(world, recovered.saved, { formerUrl: recovered.identity.url });
  const reset = (): Promise<void> =>
    live.replace((world) => {
      clock.turnTo?.(startedMs);
      faults.reset();
      outcomes.reset();
      requests.clear();
      completions.clear();
      return fill(world);
    });
  const snapshots = new Snapshots();
  const restoreSnapshot = (snapshot: Snapshot): Promise<void> =>
    live.replace((world) => {
      clock.turnTo?.(snapshot.atMs);
      return restore(world, snapshot);
    });
  const controls = new Controls({ live, faults, outcomes, requests, snapshots, reset, restore: restoreSnapshot });
  const server = new BatchServer(listener, {
    live,
    hosts: new ServedHosts(externalUrl?.origin, allowedHosts),
    router: new Router(operations),
    credentials: { accountName, key: Buffer.from(accountKey, 'base64'), tokens },
    roles,
    faults,
    apiVersions: options.apiVersions ?? apiVersions,
    isLenient: options.isLenient ?? false,
    requests,
    controls,
    save: save.now,
    controlToken,
    onRequest: options.onRequest ?? (() => undefined),
  });
  const servers: { close(): Promise<void> }[] = [server];
  const end = async (): Promise<void> => {
    await Promise.all(servers.map((one) => one.close()));
    // The effects of shutting down are not part of the account.
    journal?.close();
    await live.close(journal !== undefined);
    await Promise.all([executor.dispose(), snapshots.close()]);
  };
  let ending: Promise<void> | undefined;
  const close = (): Promise<void> => {
    ending ??= end();
    return ending;
  };
  try {
    const armAddress = { host, port: options.armPort ?? 0, externalName: externalUrl?.hostname, allowedHosts };
    const arm = await ArmServer.start(identity, armAddress, {
      get world() {
        return live.current;
      },
      accountKey,
      subscriptionId,
      tokens,
      roles,
      directory: options.directory ?? {},
      monitor,
      azureResources: scenario?.azureResources ?? [],
    });
    servers.push(arm);
    await live.begin(begin);
    return {
      url,
      accountName,
      accountKey,
      armUrl: arm.url,
      tokenUrl: `${arm.url}/${tokens.tenantId}/oauth2/v2.0/token`,
      ca: identity.certificate,
      get requests() {
        return requests.records;
      },
      get completions() {
        return completions.records;
      },
      controls,
      addFault: (fault) => faults.add(fault),
      clearFaults: () => faults.clear(),
      setMonitoring: (monitoring) => monitor.set(parseMonitoring(monitoring)),
      assignRole: (clientId, role) => roles.assign(clientId, role),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function toOffered({ images = [], vmSizes = [] }: SimulatorOptions): Offered {
  const parsed = images.map((text) => {
    const image = parseImage(text);
    if (image === undefined)
      throw new RangeError(`An image must be publisher/offer/sku or publisher/offer/sku=agent, not ${text}.`);
    return image;
  });
  return { images: parsed, vmSizes };
}

/** The clock continues from where an earlier run of the simulator left it. */
function makeClock({ speed = 1, startMs, isHeld = false }: SimulatorOptions, former: Recovered | undefined): Clock {
  if (isHeld) return new HeldClock(former?.atMs ?? startMs ?? Date.now());
  return new RealClock(speed, former === undefined ? startMs : former.atMs + Date.now() - former.computerMs);
}

function makeExecutor(options: SimulatorOptions, clock: Clock, scenario: Scenario | undefined): Executor {
  const { executor, stateFolder } = options;
  if (typeof executor === 'function') return executor({ clock, stateFolder });
  return executor ?? createScriptedExecutor({ clock, ...(scenario && { scenario }) });
}

interface Save {
  /** Saves changes. Throws if they can't be saved. */
  now(): void;
  /** Saves changes that no client waits for: a failure is retried with the next change. */
  quietly(): void;
}

function makeSave(journal: Journal | undefined): Save {
  return {
    now() {
      try {
        journal?.flush();
      } catch (error) {
        throw new ServiceError('InternalError', { Reason: `The state can't be saved: ${describeError(error)}` });
      }
    },
    quietly() {
      try {
        journal?.flush();
      } catch {
        // The next response reports the failure.
      }
    },
  };
}

function toScenario(name: string | Scenario | undefined): Scenario | undefined {
  if (typeof name === 'object') return name;
  const scenario = name === undefined ? undefined : findScenario(name);
  if (name !== undefined && scenario === undefined) {
    throw new RangeError(
      `There is no scenario named ${name}. Choose one of ${scenarioNames().join(', ')}, or specify a JSON file.`,
    );
  }
  return scenario;
}

/** The URL has neither path nor query, because the service has its own. */
function checkedUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new RangeError('The external URL must be that of a host, such as http://batch:8080.');
  }
  return url;
}

function checkExposure(options: SimulatorOptions, host: string, { runsPrograms = false }: Executor): void {
  const { accountKey, isTls = false, allowPlainHttp = false, allowRemoteCommands = false } = options;
  const fault = findExposureFault({ host, accountKey, isTls, allowPlainHttp, runsPrograms, allowRemoteCommands });
  if (fault !== undefined) throw new RangeError(fault);
}

/** Batch documentation: account names have 3 to 24 lowercase letters and digits. */
function checkedName(name: string): string {
  if (!/^[a-z0-9]{3,24}$/.test(name)) {
    throw new RangeError('An account name must have 3 to 24 lowercase letters and digits.');
  }
  return name;
}

function checkedToken(token: string): string {
  const fault = findTokenFault(token);
  if (fault !== undefined) throw new RangeError(fault);
  return token;
}

function checkedKey(key: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(key)) throw new RangeError('An account key must be Base64.');
  return key;
}
