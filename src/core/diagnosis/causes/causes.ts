import { nameScripts } from '../../definitions/programs.ts';
import type { Recurrence } from '../../failures/recurrence.ts';
import { type Harm, measureHarm } from '../../impact/harm.ts';
import { clusterReadFailures, groupReadFailures } from '../clusterFailures.ts';
import { compareTimes } from '../evidence/time.ts';
import type { Explanation } from '../explanation/explanation.ts';
import type { Cluster, Failure as ClusterFailure, Occurrence } from './clusterFailure.ts';
import type { Failing } from './failing.ts';

/** A failed item and its reason. */
export interface ExplainedFailure {
  readonly failing: Failing;
  /** The explanation of the failure, or of the failure that it resembles. */
  readonly explanation: Explanation;
  /**
   * Source of the cause: the task's log, the service's message, or a similar end to other failures whose cause is
   * known. `unread` if the cause is not known, in which case the explanation is that of another failure whose cause is
   * not known either.
   */
  readonly known: 'log' | 'service' | 'alike' | 'unread';
  /** True if another failure of the same cause made this one fail, such as a task that ended the whole job. */
  readonly isFollowOn?: true;
}

/** Failures of one cause, or failures whose causes are not known (`isUnread`), which do not form a real cause. */
export interface Cause {
  readonly accountId: string;
  readonly cluster: Cluster;
  /** Failures of the cause, newest first. */
  readonly failures: readonly ExplainedFailure[];
  /** The failure that represents the cause (`pickExplained`), with the explanation of its page, if it was read. */
  readonly example?: ExplainedFailure;
  /** True if there can be no other failures of this cause, because all items of the affected kinds were read. */
  readonly isComplete: boolean;
  readonly harm: Harm;
  /** The outcomes of earlier retries of its tasks, if they were read. */
  readonly repeats?: Repeats;
  /** Facts that earlier looks at the account show, if there were any. */
  readonly recurrence?: Recurrence;
  /** The user's note on it, which may contain the address of an issue. */
  readonly note?: string;
}

/** Failures that were displayed with one cause until their logs showed another. */
export interface MovedFailures {
  readonly cause: Cause;
  readonly failures: readonly ExplainedFailure[];
}

/** The outcomes of earlier retries of a cause's tasks, based on saved attempts. */
export interface Repeats {
  /**
   * Times (ISO 8601) of the retries of tasks that are known to have failed again for the same reason, one for each
   * task.
   */
  readonly at: readonly string[];
  /** Number of other tasks that failed again after a retry, for a reason that was not read. */
  readonly unread: number;
  /** True if all tasks were retried and failed again, for the same reason as far as it was read. */
  readonly areAll: boolean;
  /** Time (ISO 8601) of the first of these failures, before any retry, if it is known. */
  readonly firstSeen?: string | undefined;
}

/** A failure and other failures that are assumed to be alike. */
export interface Sample {
  readonly failure: ExplainedFailure;
  readonly alike: readonly Failing[];
}

/** Lists all failures of samples, newest first. `known` applies to failures that were not read. */
export function toFailures(
  samples: readonly Sample[],
  known: 'alike' | 'unread' = 'alike',
): readonly ExplainedFailure[] {
  return samples
    .flatMap(({ failure, alike }): readonly ExplainedFailure[] => [
      failure,
      ...alike.map((failing): ExplainedFailure => ({ ...failure, failing, known })),
    ])
    .sort((one, other) => compareTimes(other.failing.at, one.failing.at));
}

function toClusterFailure({ failure: { failing, explanation }, alike }: Sample): ClusterFailure {
  const message = findMessage(failing) ?? explanation.cause;
  const exitCode = failing.kind === 'task' ? failing.task.executionInfo?.exitCode : undefined;
  const program = failing.kind === 'task' ? nameScripts(failing.task.commandLine) : undefined;
  return { ...toOccurrence(failing), explanation, message, exitCode, program, alike: alike.map(toOccurrence) };
}

export function toOccurrence(failing: Failing): Occurrence {
  const at = failing.at ?? '';
  const { accountId } = failing.resource;
  switch (failing.kind) {
    case 'task': {
      const { jobId, taskId } = failing.resource;
      const { poolId, nodeId } = failing.task.nodeInfo ?? {};
      return { accountId, jobId, taskId, poolId, nodeId, at };
    }
    case 'node': {
      const { poolId, nodeId } = failing.resource;
      return { accountId, poolId, nodeId, at };
    }
    case 'pool':
      return { accountId, poolId: failing.resource.poolId, at };
    case 'job':
      return { accountId, jobId: failing.resource.jobId, at };
  }
}

/** Finds the service's message about a failure, unless it contains only the exit code. */
function findMessage(failing: Failing): string | undefined {
  if (failing.kind === 'node') return failing.node.errors?.[0]?.message;
  if (failing.kind === 'pool') return failing.pool.resizeErrors?.[0]?.message;
  if (failing.kind === 'job') return failing.job.executionInfo?.schedulingError?.message;
  const { exitCode, failureInfo } = failing.task.executionInfo ?? {};
  return exitCode === undefined ? failureInfo?.message : undefined;
}

interface SampleCluster {
  readonly cluster: Cluster;
  readonly samples: readonly Sample[];
}

/** Groups samples by their cause in no particular order, without those that followed from others. */
export function groupSamples(samples: readonly Sample[]): readonly (readonly Sample[])[] {
  const origins = toOrigins(samples);
  return groupReadFailures([...origins.keys()]).map(({ members }) =>
    members.flatMap((member) => origins.get(member) ?? []),
  );
}

function toOrigins(samples: readonly Sample[]): ReadonlyMap<ClusterFailure, Sample> {
  return new Map(samples.map((sample) => [toClusterFailure(sample), sample]));
}

/** Groups samples by their cause, greatest impact first. */
export function clusterSamples(samples: readonly Sample[]): readonly SampleCluster[] {
  const origins = toOrigins(samples);
  return clusterReadFailures([...origins.keys()]).map(({ cluster, members, followers }) => {
    const following = new Set(followers);
    return {
      cluster,
      samples: members.flatMap((member) => {
        const sample = origins.get(member);
        return following.has(member) ? toFollowOn(sample) : (sample ?? []);
      }),
    };
  });
}

function toFollowOn(sample: Sample | undefined): readonly Sample[] {
  return sample === undefined ? [] : [{ ...sample, failure: { ...sample.failure, isFollowOn: true } }];
}

/** Converts a cluster to a cause; undefined for a cluster without samples. */
export function toCause({ cluster, samples }: SampleCluster): Cause | undefined {
  const accountId = samples[0]?.failure.failing.resource.accountId;
  if (accountId === undefined) return undefined;
  const failures = toFailures(samples);
  const harm = measureHarm(failures.map(({ failing }) => failing));
  return { accountId, cluster, failures, isComplete: true, harm };
}
