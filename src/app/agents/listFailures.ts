import type { StalledJob } from '../../core/diagnosis/account/jobsToLookAt.ts';
import { sum } from '../../core/extremes.ts';
import { toLastingFingerprint } from '../../core/failures/failingKinds.ts';
import { countAssumed, pickExplained } from '../../core/failures/representative.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import { sortByHarm } from '../../core/impact/harmOrder.ts';
import type { Account } from '../../core/model/account.ts';
import { untilAborted } from '../../core/model/cancelled.ts';
import type { Job } from '../../core/model/job.ts';
import { isMissing } from '../../core/model/missing.ts';
import { toJobOrAccount } from '../../core/model/resource.ts';
import { describeVerdictBriefly, type JudgedSuccess, type TaskVerdict } from '../../core/model/taskVerdict.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { findError, isAllRead, toCoverage, toCoverageOfJob } from '../causes/coverage.ts';
import { loadJob } from '../causes/jobItself.ts';
import { askCausesOfPool, type CauseSet, untilNoTurn } from '../causes/knownCauses.ts';
import { mostExamples } from '../causes/knownExamples.ts';
import { withRepeats } from '../causes/repeatedCauses.ts';
import { mostJudged } from '../causes/succeededTasks.ts';
import { findUnused, listIdle } from '../causes/unusedNodes.ts';
import { explainWaits, listWaiting } from '../causes/waitingJobs.ts';
import { orNamed } from '../evidence/named.ts';
import { findStalledJobs } from '../evidence/stalledJobs.ts';
import { listUnlisted } from '../evidence/unlistedJobs.ts';
import { withDependencies } from '../explain/seemingDependencies.ts';
import { countTasks, listSucceeding, listWanted, type WantedJobs } from '../lists/taskCount.ts';
import { describeCoverage } from '../rows/failures/coverageRows.ts';
import { type FilterTerm, filterCauses, parseSince } from '../rows/failures/failureFilter.ts';
import { toNothingFailed } from '../rows/failures/nothingFailed.ts';
import { findNamedAccount, openForAgent } from './account.ts';
import { type Answer, Refusal } from './answer.ts';
import { explainUnknownCosts } from './causeCost.ts';
import { type DataLine, takeBytes, toMarked } from './fence.ts';
import type { InputOf } from './input.ts';
import { describeCause, toCauseLine } from './listedCauses.ts';
import { describeAssumed, describeTotals, describeUnread } from './listedFacts.ts';
import type { AgentServices, ToolCall } from './services.ts';
import { agentTools } from './table.ts';
import { nameThing } from './targets.ts';
import { describeShort, describeUnused } from './unusedNodes.ts';
import { describeWaiting } from './waitingJobs.ts';

type Input = InputOf<typeof agentTools.azurebatch_list_failures>;

const usualLimit = 10;
/** Number of an account's newest jobs whose succeeded tasks are checked. */
const mostJudgedJobs = 5;
/** Number of causes of a job up to which each has its first step, even in a line. */
const mostWithSteps = 12;
/** Maximum length of a log line that contradicts a task's success. */
const mostQuoted = 160;
/** Number of causes that are described completely, even if others get no line. */
const leastComplete = 5;
/** Maximum number of causes in a line each, of which fewer fit. */
const mostLines = 150;
const mostListed = agentTools.azurebatch_list_failures.properties.limit.maximum;

/** Lists the failures of an account by cause, like the failures view. */
export async function listFailures(call: ToolCall, input: Input): Promise<Answer> {
  const { services, signal, room } = call;
  const { job: jobId, pool: poolId, limit = usualLimit } = input;
  if (jobId !== undefined && poolId !== undefined)
    throw new Refusal('Name either a job or a pool. Call again with one of them.');
  const hours = readHours(input.since, services.clock.now());
  const store = await openForAgent(call, findNamedAccount(services, input.account));
  // Check that the pool exists, because an empty list would be misleading.
  const { id: accountId } = store.account;
  const around = { clock: services.clock, store };
  if (poolId !== undefined)
    await orNamed(around, { kind: 'pool', accountId, poolId }, store.service.pools.getPool(poolId, { signal }));
  const ofJob =
    jobId === undefined ? undefined : await orNamed(around, { kind: 'job', accountId, jobId }, loadJob(store, jobId));
  const read = await untilAborted(findCauses(services, store, { job: ofJob, poolId }), signal);
  const known = { ...read, causes: await withRepeats(read.causes, services.journal, services.bundles.diagnosis()) };
  const ofPlace: readonly FilterTerm[] = [
    ...(jobId === undefined ? [] : [{ kind: 'job', value: jobId } as const]),
    ...(poolId === undefined ? [] : [{ kind: 'pool', value: poolId } as const]),
  ];
  const filter: readonly FilterTerm[] = [
    ...ofPlace,
    ...(hours === undefined ? [] : [{ kind: 'since', hours } as const]),
  ];
  const now = services.clock.now();
  const choose = (terms: typeof filter) =>
    filterCauses(known.causes, terms, { nowMs: now, findLookedAt: () => undefined });
  const all = choose(filter);
  const found = all.filter(({ cluster }) => !isUnread(cluster));
  const covered =
    ofJob === undefined
      ? toCoverage(store.snapshot, { jobId, poolId })
      : toCoverageOfJob(store.snapshot, ofJob.id, known);
  const error = covered.missing === undefined ? undefined : findError(store.snapshot, covered.missing);
  // A job that is still in the list may have been deleted.
  if (isMissing(error)) throw error;
  if (all.length === 0 && error !== undefined)
    throw new Refusal(
      'Not everything could be read, so something may have failed. Tell the user, and call again later if the problem may be temporary. Reason:',
      [error.message],
    );
  const coverage = describeCoverage([covered]);
  const isAll = isWhole(known) && isAllRead(covered);
  const wanted = { jobId, poolId };
  const stalled = await untilNoTurn(
    untilAborted(findStalledJobs(services.bundles, store, wanted, new Date(now)), signal),
  );
  const well = hours === undefined ? toNothingFailed([store.snapshot], stalled?.looked, wanted) : undefined;
  const examples = found.slice(0, limit).flatMap((cause) => pickExplained(cause) ?? []);
  const newest = await judgeNewest(call, store, wanted);
  const judged = (await untilNoTurn(withDependencies(store, examples, newest, services))) ?? newest;
  const unread = describeUnread(services, store.account, all, covered, ofJob);
  const assumed = countAssumed(all);
  const areLogsRead = unread.length === 0 && assumed === 0;
  const asked = { ...services, now: new Date(now) };
  const listed = listWaiting(asked, store, known, wanted, stalled?.jobs);
  const waiting = await untilAborted(explainWaits(asked, store, listed), signal);
  const unused = await untilAborted(findUnused(store, wanted, new Date(now)), signal);
  const idle = listIdle(unused.pools, waiting, new Date(now));
  const facts = [
    ...(coverage === undefined
      ? []
      : [hours === undefined ? coverage : `${nameWhole(input)}, at any time: ${coverage}`]),
    ...describeTotals({ all, known: found, isAll, unused: unused.pools, idle, snapshot: store.snapshot, now }),
    ...(all.length === 0 && well !== undefined ? [well] : []),
    ...[services.bundles.diagnosis().describeOpenReasons(found.map(pickExplained))].filter((text) => text !== ''),
    ...unread,
    ...describeAssumed(services, store.account, assumed, ofJob),
    ...listUnlisted(services.bundles, store, wanted, new Date(now)).map(({ text }) => text),
  ];
  const besides = [
    ...describeStalled(services, store.account, stalled?.jobs ?? []),
    ...describeWaiting(services, store, waiting, wanted),
    ...describeShort(store, wanted),
    ...describeUnused(unused, waiting, now),
    ...describeSeeming(services, store, judged, wanted, newest.jobs),
  ];
  const wantedCauses = found.slice(0, limit);
  const isOfJob = ofJob !== undefined;
  const blocks = wantedCauses.map((cause, index) => describeCause(services, cause, index + 1, { isOfJob, idle }));
  const lines = found
    .slice(0, mostLines)
    .map((cause, index) =>
      toCauseLine(services, cause, index + 1, { now, withStep: isOfJob && found.length <= mostWithSteps }),
    );
  /** Describes the first causes completely, and the following ones in a line each. */
  const describe = (complete: number, brief: number): readonly DataLine[] => [
    ...facts,
    ...blocks.slice(0, complete).flat(),
    ...besides,
    ...(brief === 0 ? [] : ['', 'the other causes, in a line each:', ...lines.slice(complete, complete + brief)]),
    ...(complete + brief < found.length ? [`causes that didn't fit: ${found.length - complete - brief}`] : []),
  ];
  const fits = (complete: number, brief: number): boolean =>
    takeBytes(toMarked(describe(complete, brief)), room).leftOut === 0;
  // Every cause has at least a line, if that leaves room for the most important ones.
  const most = findMost(blocks.length, 1, (count) => fits(count, 0));
  const least = Math.min(most, leastComplete);
  const complete = findMost(most, least, (count) => fits(count, lines.length - count));
  const brief = findMost(lines.length - complete, 0, (count) => fits(complete, count));
  const shown = wantedCauses.slice(0, complete);
  // Remember the causes, so that their IDs remain valid when further logs change what is known.
  const resource = toJobOrAccount(store.account.id, ofJob?.id);
  for (const { cluster } of shown)
    services.causes.follow(store, known, { resource, document: 'cause', fingerprint: toLastingFingerprint(cluster) });
  const isOfLimit = limit < mostListed && shown.length === wantedCauses.length;
  return {
    head: describeFound(shown.length, found.length, {
      isAll: isAll && areLogsRead,
      ever: hours === undefined ? undefined : choose(ofPlace).filter(({ cluster }) => !isUnread(cluster)).length,
      isDoubted: judged.found.length > 0,
    }),
    data: describe(complete, brief),
    notes: [
      ...(isAll
        ? [
            `All failures that the service still keeps were ${areLogsRead ? 'read' : 'counted, but not all logs were read'}; it keeps none of deleted jobs and tasks.`,
          ]
        : ['Not all failures were read, so there may be more causes, and more failures with each cause.']),
      ...(unread.length === 0
        ? []
        : ['Some failed tasks have no known cause yet: their jobs are listed first, with the call that reads more.']),
      ...(isAll || ofJob !== undefined
        ? []
        : ['A call with job reads the whole job; every minute, any call reads more.']),
      ...(found.length > shown.length
        ? [
            `${isOfLimit || shown.length === wantedCauses.length ? '' : 'An answer has no room for more. '}Call again with ${isOfLimit ? 'a higher limit, or with ' : ''}job, pool or since to see others.`,
          ]
        : []),
      ...(ofJob === undefined && found.length > mostExamples
        ? [
            `Causes after the first ${mostExamples} are known from their logs alone: a call with job also compares them with tasks that succeeded.`,
          ]
        : []),
      ...explainUnknownCosts([...all.filter(({ cluster }) => isUnread(cluster)), ...shown], now),
      ...(found.length > 0
        ? ['For reasons, evidence, and steps, call azurebatch_explain with an example or with the cause.']
        : []),
    ],
  };
}

interface Wanted {
  readonly job: Job | undefined;
  readonly poolId: string | undefined;
}

async function findCauses({ causes }: AgentServices, store: AccountStore, { job, poolId }: Wanted): Promise<CauseSet> {
  if (job === undefined) {
    const found = await (poolId === undefined ? causes.ofAccount(store) : askCausesOfPool(causes, store, poolId));
    return causes.withExamples(store, found, mostExamples);
  }
  const [known, own] = await Promise.all([causes.ofJob(store, job.id), causes.ofJobItself(store, job)]);
  return own.length === 0 ? known : { ...known, causes: sortByHarm([...known.causes, ...own]) };
}

/** Names the scope of the totals, even when only failures since a time are listed. */
function nameWhole({ job, pool }: Input): string {
  if (job !== undefined) return 'In the whole job';
  return pool === undefined ? 'In the whole account' : 'In the whole pool';
}

/** Returns the largest number up to `most` that fits, or `least` if none does. */
function findMost(most: number, least: number, fits: (count: number) => boolean): number {
  let count = most;
  while (count > least && !fits(count)) count -= 1;
  return count;
}

function describeFound(
  shown: number,
  found: number,
  {
    isAll,
    ever,
    isDoubted,
  }: { readonly isAll: boolean; readonly ever: number | undefined; readonly isDoubted: boolean },
): string {
  const when = ever === undefined ? '' : ' in that time';
  if (found > 0)
    return `Causes of failures${when}, greatest impact first: ${shown} of ${found}${ever === undefined ? '' : `; at any time: ${ever}`}. Impact is the sum of what failed, the tasks that are waiting for it, the nodes that never arrived, and the whole core-hours of failed runs; the cost of broken nodes isn't included. Of equal ones, those with more waiting tasks come first, then lasting states, then the newest.`;
  if (!isAll) return `No cause of a failure${when} has been found so far.`;
  return isDoubted
    ? `No failures were found${when}, but tasks that Batch counts as succeeded may have failed.`
    : `No failures were found${when}.`;
}

/** Checks the newest succeeded tasks in the newest of the wanted jobs, as far as the requests of a minute go. */
async function judgeNewest(
  { services, signal }: ToolCall,
  store: AccountStore,
  wanted: WantedJobs,
): Promise<JudgedSuccess & { readonly jobs: ReadonlySet<string> }> {
  const judged: JudgedSuccess[] = [];
  const jobs = new Set<string>();
  for (const { id } of listSucceeding(store.snapshot, wanted).slice(0, mostJudgedJobs)) {
    const one = await untilNoTurn(untilAborted(services.causes.judgeSucceeded(store, id), signal));
    if (one === undefined) break;
    judged.push(one);
    if (one.looked > 0) jobs.add(id);
  }
  return { looked: sum(judged.map(({ looked }) => looked)), found: judged.flatMap(({ found }) => found), jobs };
}

/** Describes the jobs with running tasks that may never end. */
function describeStalled(
  services: AgentServices,
  { id: accountId }: Account,
  jobs: readonly StalledJob[],
): readonly DataLine[] {
  if (jobs.length === 0) return [];
  const lines = jobs.map(({ jobId, title, step }) => {
    const said = `   ${title}.${step === undefined ? '' : ` First step: ${step}`} More:`;
    return nameThing(services, said, { kind: 'job', accountId, jobId });
  });
  return ['', 'running tasks that may never end:', ...lines];
}

/** Describes which of the wanted succeeded tasks were checked, and those that only appear to have succeeded. */
function describeSeeming(
  services: AgentServices,
  { snapshot }: AccountStore,
  { looked, found }: JudgedSuccess,
  wanted: WantedJobs,
  judgedJobs: ReadonlySet<string>,
): readonly DataLine[] {
  const counts = listWanted(snapshot, wanted).map(
    ({ id }) => [id, countTasks(snapshot, id, 'succeeded') ?? 0] as const,
  );
  const total = sum(counts.map(([, count]) => count));
  if (total === 0 && found.length === 0) return [];
  const newest = found.length === 0 ? `at most the newest ${mostJudged} of a job` : 'the newest of each job';
  const extent = looked < total ? `${looked} of ${total}, ${newest}` : `all ${total}`;
  const result =
    found.length === 0 ? 'none looks wrong' : `${found.length} of them ${found.length === 1 ? 'looks' : 'look'} wrong`;
  const others = counts.filter(([id, count]) => count > 0 && !judgedJobs.has(id));
  const names = others.slice(0, mostJudgedJobs).map(([id]) => id);
  const rest = others.length - names.length;
  const unread =
    others.length === 0 ? '' : `; none checked in ${names.join(', ')}${rest > 0 ? `, and ${rest} other jobs` : ''}`;
  return [
    '',
    `succeeded tasks whose logs were checked: ${extent}${looked === 0 ? '' : `; ${result}`}`,
    ...(looked >= total
      ? []
      : [
          `   ${total - looked} succeeded by their exit code alone${unread}. azurebatch_explain with job and task checks one; with job alone, this list checks its newest.`,
        ]),
    ...found.map(({ resource, verdict }) => {
      const why = describeVerdictBriefly(verdict);
      return nameThing(
        services,
        `   job ${resource.jobId}, task ${resource.taskId}: ${why}${quote(verdict)}:`,
        resource,
      );
    }),
  ];
}

function quote(verdict: TaskVerdict): string {
  const said = verdict.kind === 'suspicious' ? verdict.end : verdict.kind === 'plain' ? undefined : verdict.end.said;
  return said === undefined ? '' : ` (${said.file}, line ${said.line}: ${said.text.trim().slice(0, mostQuoted)})`;
}

function isWhole({ read, total, isComplete, isBrief = false }: CauseSet): boolean {
  return read >= total && isComplete && !isBrief;
}

/** Returns the number of hours since `since`; undefined when absent. Throws `Refusal`. */
function readHours(since: string | undefined, nowMs: number): number | undefined {
  if (since === undefined) return undefined;
  const hours = parseSince(since, nowMs);
  if (hours === undefined)
    throw new Refusal(
      "The time isn't valid. Call again with since set to a time span such as 24h or 7d, or to an ISO 8601 time that has passed.",
    );
  return hours;
}
