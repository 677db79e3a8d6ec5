import type { RunScript } from '../../executors/runScript.ts';
import { nodeDiskFull } from '../../state/nodeErrors.ts';
import { familyCoreQuotaReached, formulaEvaluationError } from '../../state/poolErrors.ts';
import { inputFile, linuxPool, range, windowsPool } from '../bodies.ts';
import { failed, hourMs, minuteMs, secondMs, succeeded } from '../runs.ts';
import type { NodeSeed, PlayedRun, PoolSeed } from '../scenario.ts';

const preparedNode: RunScript = succeeded(94 * secondMs, {
  stdout: `Preparing the node
Hit:1 http://azure.archive.ubuntu.com/ubuntu jammy InRelease
Reading package lists...
python3-pip is already the newest version (22.0.2+dfsg-1ubuntu0.4).
GPU 0: NVIDIA A10-4Q (UUID: GPU-5b1f0f9c-9a41-7c1e-3a0d-9f3f2d6a1c55)
Ready
`,
});

const aptGetMissing: RunScript = failed(127, 3 * secondMs, {
  stdout: 'Preparing the node\n',
  stderr: 'prepare-node.sh: line 9: apt-get: command not found\n',
});

/** Plays a corrected start task: the script succeeds once an earlier command makes apt-get available. */
export function playPrepareNode({ kind, commandLine, environment }: PlayedRun): RunScript | undefined {
  const at = commandLine.indexOf('prepare-node.sh');
  if (kind !== 'startTask' || at < 0) return undefined;
  const seesToIt = environment['PATH'] !== undefined || /\bPATH=|\bapt\b/.test(commandLine.slice(0, at));
  return seesToIt ? preparedNode : aptGetMissing;
}

const diskFull: NodeSeed = {
  state: 'unusable',
  sinceAgoMs: 35 * minuteMs,
  allocatedAgoMs: 14 * hourMs,
  startTask: [preparedNode],
  errors: [nodeDiskFull],
};

const aptGetMissingNode: NodeSeed = { state: 'starttaskfailed', startTask: [aptGetMissing], sinceAgoMs: 2 * hourMs };

/** A pool with eight of twenty nodes: the start task failed on two, and one has a full disk. */
const gpuTrain: PoolSeed = {
  body: linuxPool('gpu-train', 'standard_nv6ads_a10_v5', {
    displayName: 'GPU training',
    targetDedicatedNodes: 20,
    startTask: {
      commandLine: 'bash prepare-node.sh',
      resourceFiles: [inputFile('prepare-node.sh', 'programs/prepare-node.sh')],
      waitForSuccess: true,
      maxTaskRetryCount: 0,
    },
  }),
  nodes: [
    ...range(3).map(() => ({ startTask: [preparedNode], sinceAgoMs: 14 * hourMs })),
    aptGetMissingNode,
    aptGetMissingNode,
    diskFull,
    { state: 'unusable', sinceAgoMs: 50 * minuteMs, allocatedAgoMs: 14 * hourMs },
    { state: 'unknown', sinceAgoMs: 12 * minuteMs, allocatedAgoMs: 14 * hourMs, startTask: [preparedNode] },
  ],
  resizeErrors: [familyCoreQuotaReached('standardNVADSA10v5Family')],
};

const cpuRender: PoolSeed = {
  body: linuxPool('cpu-render', 'standard_d2s_v3', {
    displayName: 'Rendering',
    targetDedicatedNodes: 8,
    taskSlotsPerNode: 2,
  }),
  nodes: [
    ...range(6).map(() => ({ sinceAgoMs: 23 * hourMs })),
    { sinceAgoMs: 23 * hourMs, remoteAccess: false },
    { state: 'offline', sinceAgoMs: 3 * hourMs, allocatedAgoMs: 23 * hourMs },
  ],
};

const spotGenomics: PoolSeed = {
  body: linuxPool('spot-genomics', 'standard_e8s_v5', {
    displayName: 'Alignment, low priority',
    targetDedicatedNodes: 0,
    targetLowPriorityNodes: 6,
  }),
  nodes: [
    ...range(4).map(() => ({ isDedicated: false, sinceAgoMs: 15 * hourMs })),
    { isDedicated: false, state: 'preempted', sinceAgoMs: 25 * minuteMs, allocatedAgoMs: 15 * hourMs },
    { isDedicated: false, state: 'preempted', sinceAgoMs: 18 * minuteMs, allocatedAgoMs: 15 * hourMs },
  ],
};

const riskNightly: PoolSeed = {
  body: linuxPool('risk-nightly', 'standard_f4s_v2', { targetDedicatedNodes: 4 }),
  nodes: range(4).map(() => ({ sinceAgoMs: 10 * hourMs })),
};

const formula = '$TargetDedicatedNodes = min(20, $PendingTask.GetSample(TimeInterval_Minute * 5));';

const elastic: PoolSeed = {
  body: linuxPool('elastic', 'standard_f2s_v2', {
    displayName: 'Grows with the work',
    enableAutoScale: true,
    autoScaleFormula: formula,
    autoScaleEvaluationInterval: 'PT15M',
  }),
  autoScaleRun: {
    results: '$TargetDedicatedNodes=0;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue',
    error: formulaEvaluationError('Line 1, Col 33: Undefined symbol: $PendingTask'),
  },
  createdAgoMs: 31 * hourMs,
};

const winCad: PoolSeed = {
  body: windowsPool('win-cad', 'standard_d4s_v3', {
    displayName: 'CAD tools',
    targetDedicatedNodes: 3,
    taskSlotsPerNode: 2,
  }),
  nodes: range(3).map(() => ({ sinceAgoMs: 7 * hourMs })),
};

/** The pools of the sample account, healthy and broken. */
export const samplePools: readonly PoolSeed[] = [cpuRender, gpuTrain, spotGenomics, riskNightly, elastic, winCad];
