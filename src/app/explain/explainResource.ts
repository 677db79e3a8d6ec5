import type { Clock } from '../../core/clock.ts';
import type { AccountPast } from '../../core/diagnosis/account/pastSections.ts';
import { findPoolId, narrowCause } from '../../core/failures/narrowCause.ts';
import { pickExplained } from '../../core/failures/representative.ts';
import { countUncounted, type UncountedNodes } from '../../core/impact/unableNodes.ts';
import { toShownName } from '../../core/model/account.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { countNodes } from '../../core/model/pool.ts';
import type { AccountResource, JobScheduleResource, PoolResource, Resource } from '../../core/model/resource.ts';
import { sortTimes } from '../../core/words/times.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { askCausesOfPool, type CauseSet } from '../causes/knownCauses.ts';
import { explainWaits, listWaiting, type WaitingHere } from '../causes/waitingJobs.ts';
import { gatherOverview } from '../evidence/accountOverview.ts';
import { gatherOffer } from '../evidence/gatherOffer.ts';
import { type CausesIn, gatherRunsOfSchedule } from '../evidence/gatherRuns.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { loadNodeNames } from '../evidence/nodeNames.ts';
import { gatherNamedQuotas } from '../evidence/quotaEvidence.ts';
import { readFirstPage } from '../evidence/readPages.ts';
import { type FindResubmission, isResolved } from '../lists/resolved.ts';
import { findSeenNodes, loadSeenNodes } from '../lists/seenNodes.ts';
import { countWaitingOfPool } from '../lists/taskCount.ts';
import { countUncountedIn } from '../lists/unableNodes.ts';
import { type ExplainedResource, toExplained } from './explainedResource.ts';
import { readAndExplainJob } from './explainJob.ts';
import { readAndExplainNode } from './explainNode.ts';
import { readAndExplainTask } from './explainTask.ts';
import type { ExplanationSources, PatientSources } from './explanationSources.ts';
import { LateAnswers } from './lateAnswers.ts';
import { readRecorded, withRecorded } from './recorded.ts';
import { countOpen, withOpenRetried } from './retriedTasks.ts';
import { withDependencies } from './seemingDependencies.ts';
import { countTakenOffline } from './takenOffline.ts';
import { askForOverview, mostSteps, withPoolsRead } from './wholeAccount.ts';
import { withCause } from './withCause.ts';
import { withHealth } from './withHealth.ts';
import { readNetworkOfPool, withNetwork } from './withNetwork.ts';

const schedulingOfNodes: readonly (keyof ComputeNode)[] = ['id', 'state', 'stateTransitionTime', 'schedulingState'];

/**
 * Reads an item with related data from the service, and explains its problem. Throws the service's errors about the
 * item itself.
 */
export async function explainResource(
  store: AccountStore,
  resource: Resource,
  sources: PatientSources,
  now: Date,
): Promise<ExplainedResource> {
  const { bundles, late } = sources;
  const [read, log] = await Promise.all([
    explainThing(store, resource, sources, now),
    readRecorded(store, resource, late),
  ]);
  const recorded = await withRecorded(read, log, store, late, now, bundles);
  return withHealth(recorded, store, { late, bundles, now });
}

/** Explains the current state of an item for a diagnostic, without the service log. */
export function explainNow(
  store: AccountStore,
  resource: Resource,
  sources: ExplanationSources & { readonly clock: Clock },
): Promise<ExplainedResource> {
  const { clock } = sources;
  return explainThing(store, resource, { ...sources, late: new LateAnswers(clock) }, new Date(clock.now()));
}

async function explainThing(
  store: AccountStore,
  resource: Resource,
  sources: PatientSources,
  now: Date,
): Promise<ExplainedResource> {
  switch (resource.kind) {
    case 'task': {
      const read = await readAndExplainTask(store, resource, sources, now);
      const { late, bundles, causes } = sources;
      const explanation = await withNetwork(read.explanation, store, read.facts.pool, late, bundles);
      return withCause({ ...read, explanation }, store, resource, causes);
    }
    case 'node':
      return readAndExplainNode(store, resource, sources, now);
    case 'pool':
      return readAndExplainPool(store, resource, sources, now);
    case 'account':
      return readAndExplainAccount(store, resource, sources, now);
    case 'job':
      return readAndExplainJob(store, resource, sources, now);
    case 'jobSchedule':
      return readAndExplainJobSchedule(store, resource, sources, now);
    case 'taskFile':
    case 'nodeFile':
      throw new Error(`a ${resource.kind} can't be explained`);
  }
}

/** Explains an account's failures from the causes in the failures view and the account's other contents. */
async function readAndExplainAccount(
  store: AccountStore,
  resource: AccountResource,
  sources: PatientSources,
  now: Date,
): Promise<ExplainedResource> {
  const { bundles, late, isMuted, findLookedAt, readRetried } = sources;
  const [all, past] = await Promise.all([askForOverview(store, resource, sources), readPast(store, late)]);
  const known = leaveOutResolved(all, (resource, task) => store.snapshot.resubmissions?.find(resource, task));
  const name = toShownName(store.account);
  const absent = new MissingEvidence();
  const { overview, nodeNames } = await gatherOverview(store, resource, absent, {
    troubled: listTroubled(known),
    past,
    lookedAt: findLookedAt?.(resource.accountId),
    now,
    askOffer: () => late.inTime('offer', gatherOffer(store.service)),
  });
  // Where something failed, that leads, and the pages of the jobs say why their tasks wait. A reason that the lists give
  // for only some of a job's tasks would seem to be why all of them wait.
  const asked = { ...sources, now };
  const waiting = listWaiting(asked, store, known, {}, []).filter(
    ({ explained }) => known.causes.length === 0 || (explained?.size ?? 0) > 0,
  );
  const waits = await late.inTime('causes', explainWaits(asked, store, waiting));
  const retried = await readRetried?.({ resource });
  const causes = await withPoolsRead(store, putMutedLast(known.causes, isMuted), sources, now);
  const examples = causes.slice(0, mostSteps).flatMap((cause) => pickExplained(cause) ?? []);
  const explained = bundles.diagnosis().explainAccount({
    name,
    causes,
    coverage: known,
    overview: { ...overview, explainedWaits: toReasons(waits ?? []) },
    judged: await withDependencies(store, examples, known.judged, sources),
    resolved: known.resolved,
    retried: retried && countOpen(retried),
  });
  const explanation = retried === undefined ? explained : withOpenRetried(explained, retried, bundles);
  return {
    ...toExplained({ ...explanation, evidence: [...explanation.evidence, ...absent.found] }, { resource }),
    lostSince: sortTimes(known.causes.map(({ cluster }) => cluster.firstSeen))[0],
    nodeNames,
  };
}

function toReasons(waiting: readonly WaitingHere[]): ReadonlyMap<string, string> {
  return new Map(waiting.map(({ job, reasons }) => [job.id, reasons.join(' ')]));
}

/**
 * Reads Azure's own records about the account. Undefined if this takes a long time, in which case they are added later.
 */
async function readPast(
  { service }: Pick<AccountStore, 'service'>,
  late: LateAnswers,
): Promise<AccountPast | undefined> {
  const { monitor } = service;
  const [metrics, changes] = await Promise.all([
    late.inTime('metrics', monitor.getMetrics()),
    late.inTime('metrics', monitor.listChanges()),
  ]);
  return metrics === undefined || changes === undefined ? undefined : { metrics, changes };
}

/** Puts muted causes last, so that the explanation does not start with one. */
function putMutedLast(causes: CauseSet['causes'], isMuted: PatientSources['isMuted']): CauseSet['causes'] {
  const rank = (cause: CauseSet['causes'][number]): number => Number(isMuted?.(cause) === true);
  return causes.toSorted((one, other) => rank(one) - rank(other));
}

/** Leaves out resolved failures, which are tasks whose work was done under other IDs. */
function leaveOutResolved(known: CauseSet, find: FindResubmission): CauseSet & { resolved: number } {
  const open = known.causes.flatMap((cause) => narrowCause(cause, (failure) => !isResolved(failure, find)) ?? []);
  const count = (causes: CauseSet['causes']): number => causes.reduce((sum, { failures }) => sum + failures.length, 0);
  const resolved = count(known.causes) - count(open);
  return { ...known, causes: open, read: known.read - resolved, total: known.total - resolved, resolved };
}

/** Lists the pools whose nodes the explanation may mention. */
function listTroubled({ causes }: CauseSet): ReadonlySet<string> {
  const all = causes.flatMap(({ failures }) => failures.map(({ failing }) => failing));
  const named = all.filter(({ kind }) => kind === 'node' || kind === 'job');
  return new Set(named.flatMap((failing) => findPoolId(failing) ?? []));
}

/**
 * Reads a pool, the quotas that its resize errors mention, and its failures, and explains the pool's problem. Throws
 * the service's errors about the pool itself.
 */
async function readAndExplainPool(
  store: AccountStore,
  resource: PoolResource,
  { bundles, causes, late, readTakenOffline }: Pick<PatientSources, 'bundles' | 'causes' | 'late' | 'readTakenOffline'>,
  now: Date,
): Promise<ExplainedResource> {
  const { service } = store;
  const [pool, before] = await Promise.all([
    service.pools.getPool(resource.poolId),
    late.inTime('causes', askCausesOfPool(causes, store, resource.poolId)),
  ]);
  const [quotas, offer] = await Promise.all([
    gatherNamedQuotas(service, ...(pool.resizeErrors ?? [])),
    late.inTime('offer', gatherOffer(service)),
  ]);
  const network = await readNetworkOfPool(store, pool, before?.causes, now, late, bundles);
  // Looking at the network may have shown the cause of failures that were found before.
  const known =
    network === undefined ? before : await late.inTime('causes', askCausesOfPool(causes, store, resource.poolId));
  const nodeCounts = store.snapshot.nodeCounts.get(resource.poolId);
  const scope = { kind: 'nodes', poolId: resource.poolId } as const;
  // Only the list of nodes shows the cost of idle or offline nodes.
  const isAtHand = store.snapshot.slice(scope).loadedAt !== undefined;
  if (isAtHand || countNodes(nodeCounts, 'idle', 'offline') > 0) await loadSeenNodes(store, resource.poolId);
  const takenOffline = await countTakenOffline(service.nodes, resource, nodeCounts, readTakenOffline);
  const uncounted = await countUncountedNodes(store, resource, readTakenOffline, now);
  const { items: nodes = [], hasMore = true } = findSeenNodes(store.snapshot, resource.poolId) ?? {};
  const explanation = bundles.diagnosis().explainPoolEvidence({
    pool,
    nodeCounts,
    takenOffline,
    uncounted,
    waiting: countWaitingOfPool(store.snapshot, resource.poolId),
    quotas,
    network,
    offer,
    causes: known?.causes,
    coverage: known,
    nodes,
    areAllNodes: !hasMore,
    now,
  });
  return {
    explanation,
    targets: { resource },
    logs: [],
    facts: { pool },
    history: { pool },
    tasks: [],
    nodeNames: await loadNodeNames(store, [resource.poolId], explanation),
  };
}

/**
 * Counts nodes of a pool that only their own properties show to accept no tasks. Requests the nodes if some were taken
 * offline from this computer; otherwise, counts only if all nodes are loaded.
 */
async function countUncountedNodes(
  { service, snapshot }: AccountStore,
  pool: PoolResource,
  readTakenOffline: PatientSources['readTakenOffline'],
  now: Date,
): Promise<UncountedNodes | undefined> {
  const known = countUncountedIn(pool.poolId, snapshot);
  if (known !== undefined || (await readTakenOffline?.(pool))?.isAny !== true) return known;
  const nodes = await readFirstPage(
    service.nodes.listNodes(pool.poolId, { select: schedulingOfNodes, pageSize: 1000 }),
  );
  return countUncounted(nodes, now);
}

/** Maximum number of requests for the runs on a job schedule's page: the counts and a list of tasks of each. */
const mostRequestsForRuns = 40;
/** Maximum number of runs whose causes a job schedule's page finds if the account's causes aren't known. */
const mostRunsRead = 5;

/**
 * Reads a job schedule and explains its last job, and when the schedule runs next or why it does not. Throws the
 * service's errors about the schedule itself.
 */
async function readAndExplainJobSchedule(
  store: AccountStore,
  resource: JobScheduleResource,
  sources: PatientSources,
  now: Date,
): Promise<ExplainedResource> {
  const { service } = store;
  const { accountId, scheduleId } = resource;
  const absent = new MissingEvidence();
  const schedule = await service.jobSchedules.getJobSchedule(scheduleId);
  const jobId = schedule.executionInfo?.recentJob?.id;
  const [job, counts] =
    jobId === undefined
      ? []
      : await Promise.all([
          absent.ifThere(service.jobs.getJob(jobId)),
          absent.ifThere(service.jobs.getTaskCounts(jobId)),
        ]);
  const isGoing = job !== undefined && job.state !== 'completed';
  const { bundles, reader, causes, late, readTakenOffline } = sources;
  // Without the sources that only add comparisons and sections to the job's page.
  const ofJob = { bundles, reader, causes, late, readTakenOffline };
  const ofLast = isGoing
    ? await absent.ifThere(
        readAndExplainJob(store, { kind: 'job', accountId, jobId: job.id }, ofJob, now, { job, counts, schedule }),
      )
    : undefined;
  const explanation = bundles
    .diagnosis()
    .explainJobScheduleEvidence({ schedule, lastJob: job, counts, accountId, now }, ofLast?.explanation);
  const runs = await gatherRunsOfSchedule(store, scheduleId, {
    accountId,
    findCauses: (failing) => findCausesOfRuns(store, failing, sources),
    listSeen: (id) => causes.listSeen(accountId, id),
    mostRequests: mostRequestsForRuns,
  });
  const shown = bundles.diagnosis().toRunsSection(runs);
  return {
    explanation: {
      ...explanation,
      evidence: [...explanation.evidence, ...absent.found],
      related: [...(explanation.related ?? []), ...(shown === undefined ? [] : [shown])],
    },
    targets: { resource },
    logs: [],
    facts: { job },
    history: { job },
    tasks: [],
    nodeNames: new Map(),
  };
}

/** Returns the account's causes if they are known; otherwise, finds those of the newest runs with failures. */
async function findCausesOfRuns(
  store: AccountStore,
  failing: readonly string[],
  { causes, late }: Pick<PatientSources, 'causes' | 'late'>,
): Promise<readonly CausesIn[]> {
  const account = { kind: 'account', accountId: store.account.id } as const;
  const known = causes.shownOf(store, account);
  if (known !== undefined) return [{ ...known, resource: account }];
  const read = failing.slice(0, mostRunsRead).map(async (jobId): Promise<CausesIn> => {
    const resource = { ...account, kind: 'job', jobId } as const;
    return { ...(await causes.ofJob(store, jobId)), resource };
  });
  return (await late.inTime('causes', Promise.all(read))) ?? [];
}
