import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { Explanation, Section } from '../../core/diagnosis/explanation/explanation.ts';
import type { ReportContext } from '../../core/diagnosis/report/reportFacts.ts';
import type { TimelineEvidence } from '../../core/diagnosis/report/timeline.ts';
import type { Job } from '../../core/model/job.ts';
import type { NodeFileResource, Resource, TaskFileResource, TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import type { NodeNames } from '../../core/words/nodeNames.ts';

/** A cause to which a remedy applies, with all its tasks. */
export interface RemedyCause {
  readonly target: CauseTarget;
  readonly count: number;
  /** The title of the cause, if the document is about something else. */
  readonly title?: string;
}

/** The items to which the remedies of an explanation may be applied. */
export interface RemedyTargets {
  /** The explained item, which also represents its parents. */
  readonly resource: Resource;
  /** The waiting task mentioned in the explanation of a job, or of a cause that a job represents. */
  readonly task?: Resource | undefined;
  readonly example?: Resource | undefined;
  readonly job?: Resource | undefined;
  /** The node of a task, and the node's pool, which are not among the task's parents. */
  readonly node?: Resource | undefined;
  readonly pool?: Resource | undefined;
  /** The sets of tasks of the job that its retries are limited to, if any; undefined in the place of all failed ones. */
  readonly retries?: readonly (readonly string[] | undefined)[] | undefined;
  /** The cause that a remedy treats as a whole, with all its tasks. */
  readonly cause?: RemedyCause | undefined;
}

/** A cause as a view shows it, with all its failures. */
export interface ShownCause {
  readonly cause: Cause;
  readonly target: CauseTarget;
  /** True when all failures that could have this cause were read. */
  readonly isComplete: boolean;
}

/** An unfinished task, as it was read. */
export interface FollowedTask {
  readonly resource: TaskResource;
  readonly task: Task;
  /** The task's job, if the page is also about the job. */
  readonly job?: Job | undefined;
}

/** The explanation of an item, with the data that was read for it. */
export interface ExplainedResource {
  readonly explanation: Explanation;
  /** The name of a cause, with its job if all its failures are in one. */
  readonly name?: string;
  readonly targets: RemedyTargets;
  /**
   * More informative logs on nodes, such as those of a start task or a preparation task. A task's own logs are among
   * its remedies.
   */
  readonly logs: readonly (NodeFileResource | TaskFileResource)[];
  readonly example?: Resource | undefined;
  /** The cause under which a view shows the item. */
  readonly shown?: ShownCause;
  /** Data for the facts at the top of the document. */
  readonly facts: Pick<ReportContext, 'task' | 'job' | 'pool' | 'node'>;
  readonly history: TimelineEvidence;
  /** Tasks whose earlier attempts belong to the timeline. */
  readonly tasks: readonly TaskResource[];
  /** True for a cause that no longer has failures and about which nothing else is known. */
  readonly isGone?: true;
  /** True for a cause that none of the failures read so far has. */
  readonly isLate?: true;
  /** Time of the first of the failures if they may be Azure's own, such as those of all nodes; ISO 8601. */
  readonly lostSince?: string | undefined;
  readonly following?: readonly FollowedTask[];
  /** The running tasks of a job, the oldest first, as far as they are described. */
  readonly running?: Section;
  readonly resubmitted?: string | undefined;
  readonly nodeNames: NodeNames;
}

/** Wraps an explanation for which no other data was read. */
export function toExplained(
  explanation: Explanation,
  targets: RemedyTargets,
  logs: ExplainedResource['logs'] = [],
): ExplainedResource {
  return { explanation, targets, logs, facts: {}, history: {}, tasks: [], nodeNames: new Map() };
}
