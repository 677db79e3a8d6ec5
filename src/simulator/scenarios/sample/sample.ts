import type { WireObject } from '../../state/wire.ts';
import type { Scenario } from '../scenario.ts';
import { convertJob } from './convert.ts';
import { encodeJob, playEncode } from './encode.ts';
import { framesJob } from './frames.ts';
import { genomicsJob } from './genomics.ts';
import { ingestJob } from './ingest.ts';
import { playPrepareNode, samplePools } from './pools.ts';
import { reportsJob } from './reports.ts';
import { playTrain, trainJob } from './train.ts';
import { monteCarloJob, nightlyJob, playNightly } from './waiting.ts';

/** A job schedule whose first job starts only years from now, so that the account stays unchanged. */
const weeklyArchive: WireObject = {
  id: 'weekly-archive',
  displayName: 'Archive of finished films',
  schedule: { doNotRunUntil: '2036-01-01T00:00:00Z', recurrenceInterval: 'P7D' },
  jobSpecification: {
    poolInfo: { poolId: 'cpu-render' },
    jobManagerTask: { id: 'archive', commandLine: 'bash archive.sh' },
  },
};

/**
 * Creates the account that users see first. A film is rendered from inputs that are partly missing; a classifier is
 * trained without its weights on a pool that has reached its quota; genomes are aligned on nodes that are preempted;
 * data is loaded over a network that fails in every way; one job is stuck behind its preparation task and another waits
 * for an autoscale formula that cannot be evaluated; Windows tools crash. Hundreds of tasks succeed between these. Some
 * failures can be fixed: tasks of `frames` and `train` that lack an input, and tasks with a transient failure, succeed
 * when they are retried, because the input has arrived or the failure has passed; tasks of `encode` whose films could
 * not be stored, when they are resubmitted with a container whose signature is valid; tasks of `train` that ran out of
 * memory, when they are resubmitted with a smaller batch; the start task of `gpu-train`, when a command before its
 * script takes care of apt-get; and a copy of `nightly`, when its preparation task gets the archive.
 */
export function makeSample(): Scenario {
  return {
    name: 'sample',
    description:
      'A small studio, a laboratory and a bank share an account in which everything that can fail has failed.',
    quotas: {
      dedicatedCoreQuota: 200,
      dedicatedCoreQuotaPerVMFamily: [
        { name: 'standardNVADSA10v5Family', coreQuota: 48 },
        { name: 'standardDSv3Family', coreQuota: 100 },
        { name: 'standardFSv2Family', coreQuota: 100 },
      ],
      lowPriorityCoreQuota: 100,
      poolQuota: 20,
    },
    pools: samplePools,
    jobs: [
      framesJob(),
      encodeJob(),
      genomicsJob(),
      trainJob(),
      ingestJob(),
      nightlyJob(),
      monteCarloJob(),
      convertJob(),
      reportsJob(),
    ],
    jobSchedules: [weeklyArchive],
    applications: [{ id: 'blender', displayName: 'Blender', versions: ['4.1', '4.2'] }],
    play: (run, nowMs) => playEncode(run, nowMs) ?? playTrain(run) ?? playPrepareNode(run) ?? playNightly(run),
  };
}
