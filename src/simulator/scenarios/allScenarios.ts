import { makeMovingFiles } from './causes/files.ts';
import { makePreemption, makeReboot, makeResize } from './causes/interruptions.ts';
import { makeJobPreparation, makeStuckJob } from './causes/jobs.ts';
import { makeStartTask, makeUnusableNode } from './causes/nodes.ts';
import { makeAllocation, makeAutoscaleError, makeQuota, makeStaleResizeError } from './causes/pools.ts';
import { makeNetworkFailure, makeServerErrors, makeStateConflict, makeThrottling } from './causes/service.ts';
import { makeFalseSuccess } from './causes/successes.ts';
import { makeApplication, makeConstraint, makeExitCodes, makePreProcessing, makeUpload } from './causes/tasks.ts';
import { makeMillion } from './million.ts';
import { makeSample } from './sample/sample.ts';
import type { Scenario } from './scenario.ts';

/**
 * Every scenario by name; each is created when it is requested. The shipped bundle has `shippedScenarios.ts` instead of
 * this file.
 */
export const makers: ReadonlyMap<string, () => Scenario> = new Map([
  ['sample', makeSample],
  ['million', makeMillion],
  ['network-failure', makeNetworkFailure],
  ['server-errors', makeServerErrors],
  ['throttling', makeThrottling],
  ['state-conflict', makeStateConflict],
  ['pre-processing', makePreProcessing],
  ['upload', makeUpload],
  ['application', makeApplication],
  ['constraint', makeConstraint],
  ['exit-codes', makeExitCodes],
  ['false-success', makeFalseSuccess],
  ['reboot', makeReboot],
  ['resize', makeResize],
  ['preemption', makePreemption],
  ['start-task', makeStartTask],
  ['unusable-node', makeUnusableNode],
  ['quota', makeQuota],
  ['allocation', makeAllocation],
  ['stale-resize-error', makeStaleResizeError],
  ['autoscale-error', makeAutoscaleError],
  ['job-preparation', makeJobPreparation],
  ['stuck-job', makeStuckJob],
  ['moving-files', makeMovingFiles],
]);
