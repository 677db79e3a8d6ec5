import type { FailureReading } from '../../app/evidence/failureReader.ts';
import type { LogExplanation } from '../../core/diagnosis/explanation/explanation.ts';
import type {
  JobResource,
  NodeFileResource,
  NodeResource,
  TaskFileResource,
  TaskResource,
} from '../../core/model/resource.ts';
import { planRetry } from '../../core/remedy/taskPlans.ts';
import { isProposable } from '../../core/remedy/verdict.ts';

/** What failed: a task, the start task of a node, or the preparation task of a job. */
export type FailedThing = TaskResource | NodeResource | JobResource;

/** Where something failed, according to its log. */
export interface FailurePlace {
  readonly resource: FailedThing;
  /** The log that says so, and its message. */
  readonly file: TaskFileResource | NodeFileResource;
  readonly log: LogExplanation;
  /** Whether lines of `log` are lines of the file: the whole of it was read. */
  readonly isWhole: boolean;
  /** Whether it can be retried, or its node rebooted. */
  readonly isRepairable: boolean;
}

/** Where a task failed; undefined when its logs do not say. */
export function toPlace({ resource, task, stdout, stderr, cause }: FailureReading): FailurePlace | undefined {
  if (cause === undefined) return undefined;
  const { leftOut } = cause.path === stderr.path ? stderr : stdout;
  const { path, log } = cause;
  const isRepairable = isProposable(planRetry(task, undefined));
  return { resource, file: { ...resource, kind: 'taskFile', path }, log, isWhole: leftOut === 0, isRepairable };
}
