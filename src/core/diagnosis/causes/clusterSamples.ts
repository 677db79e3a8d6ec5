import { measureHarm } from '../../query/harm.ts';
import { clusterWithMembers } from '../clusterFailures.ts';
import { type Cause, type Sample, toClusterFailure, toFailures } from './causes.ts';
import type { Cluster, Failure as ClusterFailure } from './clusterFailure.ts';

export interface SampleCluster {
  readonly cluster: Cluster;
  readonly samples: readonly Sample[];
}

/** Samples by their cause, most damage first. */
export function clusterSamples(samples: readonly Sample[]): readonly SampleCluster[] {
  const origins = new Map<ClusterFailure, Sample>(samples.map((sample) => [toClusterFailure(sample), sample]));
  return clusterWithMembers([...origins.keys()]).map(({ cluster, members }) => ({
    cluster,
    samples: members.flatMap((member) => origins.get(member) ?? []),
  }));
}

/** The cause that a cluster is; undefined for one without samples. */
export function toCause({ cluster, samples }: SampleCluster): Cause | undefined {
  const accountId = samples[0]?.failure.failing.resource.accountId;
  if (accountId === undefined) return undefined;
  const failures = toFailures(samples);
  const harm = measureHarm(failures.map(({ failing }) => failing));
  return { accountId, cluster, failures, isComplete: true, harm };
}
