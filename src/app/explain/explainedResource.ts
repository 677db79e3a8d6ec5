import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { ReportContext } from '../../core/diagnosis/report/reportFacts.ts';
import type { TimelineEvidence } from '../../core/diagnosis/report/timeline.ts';
import type { Job } from '../../core/model/job.ts';
import type { NodeFileResource, Resource, TaskFileResource, TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import type { NodeNames } from '../../core/query/nodeNames.ts';

/** A cause that a remedy applies to, with all its tasks. */
export interface RemedyCause {
  readonly target: CauseTarget;
  /** How many tasks these are. */
  readonly count: number;
  /** What it is, where that is not what the document is about. */
  readonly title?: string;
}

/** The things that the remedies of an explanation may be applied to. */
export interface RemedyTargets {
  /** What is explained; also represents what it belongs to. */
  readonly resource: Resource;
  /** Of a job, and of a cause that it represents: the task that waits and is spoken of. */
  readonly task?: Resource | undefined;
  /** Of a cause and of a job: the failure that represents it. */
  readonly example?: Resource | undefined;
  /** Of a cause: the job of what represents it. */
  readonly job?: Resource | undefined;
  /** The node that a task ran on, and its pool: they are not above it. */
  readonly node?: Resource | undefined;
  readonly pool?: Resource | undefined;
  /** The cause whose tasks are all meant. */
  readonly cause?: RemedyCause | undefined;
}

/** A cause as a view shows it, with all that it hit. */
export interface ShownCause {
  readonly cause: Cause;
  readonly target: CauseTarget;
  /** Whether all failures are read that it could have hit. */
  readonly isComplete: boolean;
}

/** A task that has not ended, as it was read. */
export interface FollowedTask {
  readonly resource: TaskResource;
  readonly task: Task;
  /** Its job, where the page speaks of that as well. */
  readonly job?: Job | undefined;
}

/** What is wrong with a thing, and what was read on the way. */
export interface ExplainedResource {
  readonly explanation: Explanation;
  /** Of a cause: what it is, and its job where that is one. */
  readonly name?: string;
  readonly targets: RemedyTargets;
  /** Logs on nodes that say more: of a start task, of a preparation task. Those of a task are its remedies. */
  readonly logs: readonly (NodeFileResource | TaskFileResource)[];
  /** Of a cause: its representative failure. */
  readonly example?: Resource | undefined;
  /** The cause that a view shows it below. */
  readonly shown?: ShownCause;
  /** What was read on the way, for the facts at the top of the document. */
  readonly facts: Pick<ReportContext, 'task' | 'job' | 'pool' | 'node'>;
  /** What happened when, as far as that was read. */
  readonly history: TimelineEvidence;
  /** Tasks whose earlier attempts belong to that. */
  readonly tasks: readonly TaskResource[];
  /** Of a cause that no failure has now, and of which nothing else is known. */
  readonly isGone?: true;
  /** Of a cause that nothing has that was read so far. */
  readonly isLate?: true;
  /** Tasks that have not ended, which a page follows. */
  readonly following?: readonly FollowedTask[];
  /** The outcome of resubmitted tasks, as a sentence. */
  readonly resubmitted?: string | undefined;
  /** Short names of the nodes of the pool, by id. */
  readonly nodeNames: NodeNames;
}

/** What is said of a thing of which nothing else was read. */
export function toExplained(
  explanation: Explanation,
  targets: RemedyTargets,
  logs: ExplainedResource['logs'] = [],
): ExplainedResource {
  return { explanation, targets, logs, facts: {}, history: {}, tasks: [], nodeNames: new Map() };
}
