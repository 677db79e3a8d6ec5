import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask, Failing } from '../../core/diagnosis/causes/failing.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import { compareText } from '../../core/extremes.ts';
import { isSameCause } from '../../core/failures/failingKinds.ts';
import { findJobId, findNodeId, findPoolId } from '../../core/failures/narrowCause.ts';
import { pickExplained } from '../../core/failures/representative.ts';
import type { Resubmission } from '../../core/model/resubmission.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { askCauses, type CauseSet } from '../causes/knownCauses.ts';
import { loadNodeNames } from '../evidence/nodeNames.ts';
import type { Resubmissions } from '../evidence/resubmissions.ts';
import { type ExplainedResource, toExplained } from './explainedResource.ts';
import { toWaitingTarget } from './explainJob.ts';
import { explainLate } from './explainUnread.ts';
import type { PatientSources } from './explanationSources.ts';
import { readLastGood, readRepresentative } from './representative.ts';
import { readResubmitted, withResubmitted } from './resubmitted.ts';
import { withRetried } from './retriedTasks.ts';
import { askWhole, isSmall } from './wholeAccount.ts';
import { toRemedyCause } from './withCause.ts';
import { withHealth } from './withHealth.ts';
import { listNetworkSections } from './withNetwork.ts';

type Sources = PatientSources & { readonly resubmissions: Pick<Resubmissions, 'load' | 'find' | 'settle'> };

/**
 * Explains a cause based on the explanation of its representative failure and on facts about all its failures. If the
 * failures now have other causes, explains those; if they were retried, adds the results. Rethrows errors that do not
 * come from the service.
 */
export async function readAndExplainCause(
  store: AccountStore,
  target: CauseTarget,
  sources: Sources,
  now: Date,
): Promise<ExplainedResource> {
  const { late, bundles } = sources;
  const said = await explainNow(store, target, sources, now);
  const read = said.lostSince === undefined ? said : await withHealth(said, store, { late, bundles, now });
  const retried = await sources.readRetried?.(target);
  return retried === undefined ? read : withRetried(read, retried, sources.bundles);
}

async function explainNow(
  store: AccountStore,
  target: CauseTarget,
  sources: Sources,
  now: Date,
  hasLooked = false,
): Promise<ExplainedResource> {
  const { describeResubmitted, explainCause, explainDividedCause, explainGoneCause, leaveOutUnread } =
    sources.bundles.diagnosis();
  const known = await findSet(store, target, sources);
  const { now: found, before, moved } = sources.causes.follow(store, known, target);
  const { coverage } = leaveOutUnread(known.causes, known);
  const { resource } = target;
  const [cause] = found;
  const { all: resubmitted, following } = await readResubmitted(
    store,
    await listResubmitted(found.length > 1 ? before : (cause ?? before), sources.resubmissions),
    sources.resubmissions,
  );
  const sayResubmitted = (count: number) => ({ following, resubmitted: describeResubmitted(resubmitted, count) });
  if (before !== undefined && found.length > 1)
    return {
      ...toExplained(explainDividedCause(before, found, resource, coverage, resubmitted), { resource }),
      ...sayResubmitted(before.failures.length),
    };
  const example = cause === undefined ? undefined : pickExplained(cause);
  if (cause === undefined && known.isBrief === true)
    return { ...toExplained(explainLate(), { resource }), isLate: true };
  if (cause === undefined || example === undefined)
    return {
      ...toExplained(explainGoneCause(target.fingerprint, coverage, before, resubmitted), { resource }),
      isGone: true,
      ...(before === undefined ? {} : { name: toCauseName(before), ...sayResubmitted(before.failures.length) }),
    };
  const { failing } = example;
  const returned = findReturn(cause, failing);
  const [read, compared] = await Promise.all([
    readRepresentative(store, failing, returned === undefined ? sources : { ...sources, lastGood: undefined }, now),
    returned && readLastGood(store, returned, sources.lastGood),
  ]);
  const network = read === undefined ? [] : listNetworkSections(read.said);
  // Looking at the network may have shown that the failures have other causes.
  if (network.length > 0 && !hasLooked && read?.said.fingerprint !== example.explanation.fingerprint)
    return explainNow(store, target, sources, now, true);
  const counts = store.snapshot.taskCounts;
  const repeats = await sources.findRepeats?.(cause);
  const explanation = withResubmitted(
    explainCause({
      cause,
      coverage,
      ...read,
      ...(returned && { compared }),
      before,
      moved,
      counts,
      repeats,
      resubmitted,
      now,
    }),
    resubmitted,
    cause.failures.length,
  );
  return {
    ...toExplained(
      {
        ...explanation,
        evidence: [...explanation.evidence, ...(read?.missing ?? [])],
        related: [...(explanation.related ?? []), ...network],
      },
      toTargets(cause, example, target, read?.said),
      read?.files ?? [],
    ),
    name: toCauseName(cause),
    lostSince: findLostSince(cause),
    example: failing.resource,
    ...sayResubmitted(cause.failures.length),
    nodeNames: await loadNodeNames(store, listPools(cause, example), explanation),
  };
}

/** Finds the first failed task since a cause came back; undefined if it hasn't, or if its example is as new. */
function findReturn({ recurrence, failures }: Cause, { at }: Failing): FailedTask | undefined {
  const since = recurrence !== undefined && recurrence.times > 1 ? recurrence.since : Number.NaN;
  if (!(Date.parse(at ?? '') < since)) return undefined;
  return failures
    .flatMap(({ failing }) => (failing.kind === 'task' && Date.parse(failing.at ?? '') >= since ? [failing] : []))
    .sort((one, other) => compareText(one.at ?? '', other.at ?? ''))[0];
}

/**
 * Finds the causes in a cause's account or job. Reads all failures if that is cheap, or if a first search does not find
 * the cause. For a cause of failures other than tasks, the lists are enough.
 */
async function findSet(store: AccountStore, target: CauseTarget, { causes, late }: Sources): Promise<CauseSet> {
  const known = await askCauses(causes, store, target.resource);
  const isFound = causes.follow(store, known, target).now.length > 0;
  if (known.isBrief !== true || (isFound && !isSmall(store, known))) return known;
  if (isSmall(store, known)) {
    const listed = await askWhole(store, target.resource, known, { causes, late }, false);
    const isOfOthers = (cause: Cause): boolean => cause.cluster.kind !== 'task' && isSameCause(target, cause);
    if (listed.isBrief === true || listed.causes.some(isOfOthers)) return listed;
  }
  return askWhole(store, target.resource, known, { causes, late });
}

/** Returns since when nodes are lost or can't be had, if that is what failed. */
function findLostSince({ cluster: { kind, category, firstSeen }, failures }: Cause): string | undefined {
  const isOfSeveral = kind === 'node' && category === 'node' && failures.length > 1;
  return isOfSeveral || (kind === 'pool' && category === 'allocation') ? firstSeen : undefined;
}

function toCauseName({ cluster: { title, jobs } }: Cause): string {
  return [title, ...(jobs.length === 1 ? jobs : [])].join(' · ');
}

async function listResubmitted(
  cause: Cause | undefined,
  resubmissions: Pick<Resubmissions, 'load' | 'find'>,
): Promise<readonly Resubmission[]> {
  if (cause === undefined) return [];
  await resubmissions.load();
  return cause.failures.flatMap(({ failing }) =>
    failing.kind === 'task' ? (resubmissions.find(failing.resource, failing.task) ?? []) : [],
  );
}

/**
 * Returns the targets of remedies: all tasks of the cause, or its only task; for other failures, the representative
 * item.
 */
function toTargets(
  cause: Cause,
  { failing }: ExplainedFailure,
  target: CauseTarget,
  said: Explanation | undefined,
): ExplainedResource['targets'] {
  const { accountId } = target.resource;
  const poolId = findPoolId(failing);
  const nodeId = findNodeId(failing);
  const jobId = findJobId(failing);
  const isOne = cause.failures.length === 1;
  return {
    resource: isOne || failing.kind !== 'task' ? failing.resource : target.resource,
    cause: toRemedyCause(cause, target.resource),
    example: failing.resource,
    ...(failing.kind === 'job' && said !== undefined ? toWaitingTarget(failing.resource, said) : {}),
    ...(jobId === undefined ? {} : { job: { kind: 'job', accountId, jobId } }),
    ...(poolId === undefined ? {} : { pool: { kind: 'pool', accountId, poolId } }),
    ...(poolId === undefined || nodeId === undefined ? {} : { node: { kind: 'node', accountId, poolId, nodeId } }),
  };
}

/** Lists the pools of a cause, starting with the pool of its representative failure. */
function listPools({ failures }: Cause, example: ExplainedFailure): readonly (string | undefined)[] {
  return [example, ...failures].map(({ failing }) => findPoolId(failing));
}
