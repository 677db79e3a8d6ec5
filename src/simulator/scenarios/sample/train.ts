import type { RunScript } from '../../executors/runScript.ts';
import { inputContainer, inputFile, outputFile, padded, range, storageUrl } from '../bodies.ts';
import { ended, failed, hourMs, minuteMs, secondMs, succeeded } from '../runs.ts';
import type { JobSeed, PlayedRun, TaskSeed } from '../scenario.ts';
import {
  epochLog,
  invalidLabelLog,
  missingModuleLog,
  missingWeightsLog,
  outOfGpuMemoryLog,
  profileLog,
} from './trainLogs.ts';

/** Shards that read the container of models while its weights were being replaced: a retry finds the weights. */
const withoutWeights = range(12, 1);
/** Shards that started later, and have loaded the weights. */
const runningShards = [67, 68];
const succeededCount = 40;
const usualBatchSize = 64;
const wallClockLimitMs = hourMs;
/** Nodes of the pool that work; the others are broken. */
const workingNodes = [0, 1, 2];

/** Plays a resubmitted shard: a batch of 64 fits into the GPU's memory. */
export function playTrain({ kind, commandLine }: PlayedRun): RunScript | undefined {
  const [, shard, size] =
    /\btrain\.py --shard (\d{1,3}) --epochs \d{1,3} --batch-size (\d{1,5})\b/.exec(commandLine) ?? [];
  if (kind !== 'task' || shard === undefined) return undefined;
  return Number(size) > usualBatchSize ? outOfMemory(Number(shard)) : trained(Number(shard), 6 * secondMs);
}

function outOfMemory(shard: number): RunScript {
  return failed(1, 74 * secondMs, { stderr: outOfGpuMemoryLog(shard) });
}

/**
 * Creates the training job: missing weights, too little GPU memory, labels that can't be parsed, and a time limit that
 * is too short.
 */
export function trainJob(): JobSeed {
  return {
    body: {
      id: 'train',
      displayName: 'Turbine classifier, training',
      poolInfo: { poolId: 'gpu-train' },
      constraints: { maxTaskRetryCount: 0 },
    },
    tasks: [
      ...withoutWeights.map((shard) =>
        completed(
          shard,
          [failed(1, 41 * secondMs, { stderr: missingWeightsLog(shard) }), trained(shard, 6 * secondMs)],
          { endedAgoMs: 15 * minuteMs + shard * 90 * secondMs },
        ),
      ),
      ...range(succeededCount, 21).map((shard) =>
        completed(shard, [trained(shard, 38 * minuteMs)], { endedAgoMs: 3 * hourMs + shard * minuteMs }),
      ),
      ...[61, 62, 63].map((shard) =>
        completed(shard, [outOfMemory(shard)], { endedAgoMs: 34 * minuteMs + shard * secondMs, batchSize: 512 }),
      ),
      completed(64, [failed(1, 3 * secondMs, { stderr: missingModuleLog(64) })], { endedAgoMs: 80 * minuteMs }),
      completed(65, [failed(1, 52 * secondMs, { stderr: invalidLabelLog(65) })], { endedAgoMs: 85 * minuteMs }),
      completed(66, [ended(wallClockLimitMs, { stdout: profileLog(), stderr: epochLog(66, 9) })], {
        endedAgoMs: 40 * minuteMs,
      }),
      ...runningShards.map(runningTask),
    ],
    createdAgoMs: 13 * hourMs,
  };
}

interface TaskOptions {
  readonly endedAgoMs: number;
  readonly batchSize?: number;
}

function toBody(shard: number, batchSize = usualBatchSize): TaskSeed['body'] {
  const name = `shard-${padded(shard, 2)}`;
  const isNew = withoutWeights.includes(shard) || runningShards.includes(shard);
  const weights = isNew
    ? inputContainer('models')
    : { httpUrl: storageUrl('models/weights.pt'), filePath: 'weights.pt' };
  return {
    id: name,
    commandLine: `python3 train.py --shard ${shard} --epochs 12 --batch-size ${batchSize}`,
    resourceFiles: [
      inputFile('train.py', 'programs/train.py'),
      inputFile('dataset.py', 'programs/dataset.py'),
      weights,
    ],
    outputFiles: [outputFile('*.pt', 'models')],
    constraints: { maxWallClockTime: 'PT1H' },
  };
}

function completed(shard: number, outcomes: readonly RunScript[], { endedAgoMs, batchSize }: TaskOptions): TaskSeed {
  const node = workingNodes[shard % workingNodes.length] ?? 0;
  return { body: toBody(shard, batchSize), state: 'completed', node, outcomes, endedAgoMs };
}

function runningTask(shard: number): TaskSeed {
  const lines = epochLog(shard, 12).split(/(?<=\n)/);
  const stderr = lines.map((text, index) => ({ atMs: index * 20 * secondMs, text }));
  return { body: toBody(shard), outcomes: [succeeded(lines.length * 20 * secondMs, { stderr })] };
}

function trained(shard: number, durationMs: number): RunScript {
  return succeeded(durationMs, {
    stderr: epochLog(shard, 12),
    files: { 'wd/metrics.json': '{\n  "loss": [1.31, 0.92, 0.71],\n  "seconds": 2241.8\n}\n' },
  });
}
