import { randomUUID } from 'node:crypto';
import type { Answerer } from '../../core/answers/compareAnswer.ts';
import { Emitter } from '../../core/event.ts';
import type { WhyNoRecord } from '../../core/model/accountRecord.ts';
import { CredentialTarget } from '../../core/model/credentialTarget.ts';
import { systemClock } from '../clock.ts';
import type { ConnectOptions } from '../connectOptions.ts';
import { AccountMonitor } from '../monitor/accountMonitor.ts';
import type { Attempt, BatchService, RequestStep, TaskPort } from '../ports.ts';
import { readPermissions } from '../resourceManager/accountAccess.ts';
import { AccountRecord, toAccess } from '../resourceManager/accountRecord.ts';
import { LazyClient } from '../resourceManager/lazyClient.ts';
import { AccountQuotaPort } from '../resourceManager/quotas.ts';
import { AccountRights, type ReadPermissions } from '../rights/accountRights.ts';
import { Slots } from '../slots.ts';
import { AgentLogs } from '../storage/agentLogs.ts';
import { AutoStorage } from '../storage/autoStorage.ts';
import { BlobService } from '../storage/blobService.ts';
import { InputsInStorage } from '../storage/inputsInStorage.ts';
import { NodeFiles } from '../storage/nodeFiles.ts';
import { TaskFiles } from '../storage/taskFiles.ts';
import { BatchClient } from './batchClient.ts';
import { toRequestCredential } from './credentials.ts';
import { createNodeFilePort, createTaskFilePort } from './files.ts';
import { type HttpClientOptions, NodeHttpClient } from './http/nodeHttpClient.ts';
import { createJobSchedulePort } from './jobSchedules.ts';
import { createJobPort } from './jobs.ts';
import { createNodePort } from './nodes.ts';
import { AccountOffer } from './offer.ts';
import { type AttemptOutcome, attemptsPolicy, Pause } from './policies/attempts.ts';
import { originGuardPolicy } from './policies/originGuard.ts';
import { refusalPolicy } from './policies/refusals.ts';
import { requestHeadersPolicy } from './policies/requestHeaders.ts';
import { responseCheckPolicy } from './policies/responseCheck.ts';
import { readOnlyPolicy, rightsPolicy } from './policies/rights.ts';
import { toLoggedPath } from './policies/scrub.ts';
import { createPoolPort } from './pools.ts';
import { createTaskPort } from './tasks.ts';
import { preferredVersion } from './versions/versions.ts';

/** Maximum number of concurrent requests to one account; the service throttles clients that send more. */
const maxConcurrentRequests = 6;

/**
 * Creates the service of `account`. Sends nothing yet. Throws `InvalidInput` for an unsafe endpoint, `UnconfirmedHost`
 * for an endpoint to which credentials are not sent, and `NotSignedIn` for an empty key.
 */
export function createAzureService(options: ConnectOptions): BatchService {
  const { account, credential, clock = systemClock, random = Math.random, createId = randomUUID } = options;
  const target = CredentialTarget.of(account.endpoint, options.confirmedHost);
  const { origin } = target;
  const attempts = new Emitter<Attempt>();
  if (options.onAttempt !== undefined) attempts.event(options.onAttempt);
  const steps = new Emitter<RequestStep>();
  const httpClient = new NodeHttpClient({
    maxIdleSockets: maxConcurrentRequests,
    clock,
    onHeard: () => steps.fire('heard'),
    onAnswer: toSeenFrom(options, 'account'),
    findProxy: options.findProxy,
  });
  const access = options.resourceManager ?? toAccess(credential, target);
  const resourceManager =
    'kind' in access
      ? access
      : new LazyClient(access, clock, (outcome) => attempts.fire(toOtherHost(outcome, account.id)), {
          onAnswer: toSeenFrom(options, 'resourceManager'),
          findProxy: options.findProxy,
        });
  const record = new AccountRecord(resourceManager, account, clock, (resourceId) => {
    rights.readAgain();
    options.onResourceId?.(resourceId);
  });
  const quotas = new AccountQuotaPort(record, account);
  const monitor = new AccountMonitor(resourceManager, record, clock);
  const rights: AccountRights = new AccountRights(account.name, clock, toReader(resourceManager, record));
  const authentication = toRequestCredential(credential, target, clock);
  const client: BatchClient = new BatchClient({
    endpoint: origin,
    httpClient,
    policies: [
      readOnlyPolicy(options.whyReadOnly),
      rightsPolicy(rights, account.id),
      refusalPolicy(account, () => quotas.takesTokens()),
      attemptsPolicy({
        clock,
        random,
        slots: new Slots(maxConcurrentRequests),
        pause: new Pause(),
        credential: authentication,
        onStep: (step) => steps.fire(step),
        onAttempt: ({ url, ...outcome }) =>
          attempts.fire({ ...outcome, accountId: account.id, path: toLoggedPath(url), apiVersion: client.version }),
      }),
      originGuardPolicy(origin),
      requestHeadersPolicy(clock, createId),
      authentication.policy,
      responseCheckPolicy(clock),
    ],
    version: options.apiVersion ?? preferredVersion,
    onVersion: (version) => options.onVersion?.(version),
  });

  const ports = { client, origin, clock };
  const offer = new AccountOffer(ports, record, resourceManager);
  const pools = createPoolPort(ports);
  const taskPort = createTaskPort(ports);
  const tasks: TaskPort = {
    ...taskPort,
    async getTask(jobId, taskId, call) {
      const task = await taskPort.getTask(jobId, taskId, call);
      taskFiles.remember({ jobId, taskId }, task);
      return task;
    },
  };
  const blobs = new BlobService({
    source: credential.kind === 'token' ? credential.source : undefined,
    clock,
    onAttempt: (outcome) => attempts.fire(toOtherHost(outcome, account.id)),
    onAnswer: toSeenFrom(options, 'storage'),
    findProxy: options.findProxy,
  });
  // A simulator that is opened by its key has no Resource Manager that could know about storage.
  const hasAutoStorage = !(target.isOnThisMachine && credential.kind === 'sharedKey');
  const autoStorage = hasAutoStorage ? new AutoStorage(record, resourceManager, target.blobDomain) : undefined;
  const storage = { blobs, target, clock, storageHosts: options.storageHosts ?? [] };
  const taskFiles = new TaskFiles(createTaskFilePort(ports), {
    ...storage,
    getTask: ({ jobId, taskId }, call) => tasks.getTask(jobId, taskId, call),
    autoStorage,
    saved: options.saved,
  });
  const agentLogs = new AgentLogs({
    blobs,
    autoStorage,
    target,
    clock,
    accountId: account.id,
    saved: options.agentLogs ?? (() => []),
  });
  return {
    pools,
    nodes: createNodePort(ports),
    jobs: createJobPort(ports),
    jobSchedules: createJobSchedulePort(ports),
    tasks,
    taskFiles,
    nodeFiles: new NodeFiles(createNodeFilePort(ports), agentLogs, options.saved),
    agentLogs,
    inputs: new InputsInStorage(storage),
    quotas,
    offer,
    monitor,
    rights,
    get apiVersion() {
      return client.version;
    },
    async verify(call = {}) {
      await pools
        .listPools({ ...call, select: ['id'], pageSize: 1 })
        [Symbol.asyncIterator]()
        .next();
    },
    onDidAttempt: attempts.event,
    onDidStep: steps.event,
    dispose() {
      record.dispose();
      offer.dispose();
      monitor.dispose();
      rights.dispose();
      if (!('kind' in resourceManager)) resourceManager.dispose();
      blobs.dispose();
      httpClient.dispose();
    },
  };
}

/** Adds the sender to each response. */
function toSeenFrom({ onAnswer }: ConnectOptions, from: Answerer): HttpClientOptions['onAnswer'] {
  return onAnswer && ((answer) => onAnswer({ ...answer, from }));
}

/** Describes an attempt to reach a host other than the account's: Azure Resource Manager, or storage. */
function toOtherHost({ url, ...outcome }: AttemptOutcome, accountId: string): Attempt {
  const { host, searchParams } = new URL(url);
  const apiVersion = searchParams.get('api-version') ?? '';
  return { ...outcome, accountId, host, path: toLoggedPath(url), apiVersion };
}

/** Permissions are read only once the account's resource ID is known, without searching Azure for it. */
function toReader(resourceManager: LazyClient | WhyNoRecord, record: AccountRecord): ReadPermissions | undefined {
  if ('kind' in resourceManager) return undefined;
  return async (signal) => {
    const { resourceId } = record;
    return resourceId === undefined ? undefined : readPermissions(resourceManager.get(), resourceId, signal);
  };
}
