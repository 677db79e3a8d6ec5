import * as l10n from '@vscode/l10n';
import { type ComputeNode, findTroubleTime } from '../../model/computeNode.ts';
import type { Job } from '../../model/job.ts';
import { findFailureTime, isResizeFailed, type Pool } from '../../model/pool.ts';
import type { Resource } from '../../model/resource.ts';
import { describeState } from '../../model/states.ts';
import type { Task } from '../../model/task.ts';
import { percentDecode } from '../../text/percentEncode.ts';
import { toDurationWords } from '../../words/durations.ts';
import { formatTime } from '../../words/times.ts';
import { elapsedMs } from '../evidence/time.ts';
import type { RemedyId } from '../explanation/explanation.ts';

/** An action that the editor offers, with its remedy. */
export interface OfferedAction {
  readonly remedy: RemedyId;
  readonly title: string;
  /** IDs of the tasks that the action is limited to, like a step's. */
  readonly taskIds?: readonly string[];
  /** The reason why the action is refused now, as a sentence; undefined if it isn't refused. */
  readonly refusal?: string;
}

/** The subject of an explanation, for the facts in its second line. Every property is optional. */
export interface ReportContext {
  readonly task?: Task | undefined;
  readonly job?: Job | undefined;
  readonly pool?: Pool | undefined;
  readonly node?: ComputeNode | undefined;
  readonly example?: Pick<Resource, 'kind'> | undefined;
  /** Name of the node, such as `node 3`; its ID by default. */
  readonly nodeName?: string | undefined;
  /** IANA time zone name; the local time zone if left out. */
  readonly timeZone?: string | undefined;
  /** The reasons why the page may be incomplete or outdated, as sentences. */
  readonly notice?: string | undefined;
}

/** A fact at the top of an explanation, with the resource that it names, if any. Not escaped. */
export interface ReportFact {
  readonly text: string;
  readonly thing?:
    | { readonly kind: 'job'; readonly jobId: string }
    | { readonly kind: 'pool'; readonly poolId: string }
    | { readonly kind: 'node'; readonly poolId: string; readonly nodeId: string };
}

/** Lists the job, pool, node, time, and attempts of the explained item, if known. Not escaped. */
export function listReportFacts(context: ReportContext): readonly ReportFact[] {
  const { task } = context;
  const jobId = context.job?.id ?? findJobId(task?.url);
  const poolId = context.pool?.id ?? task?.nodeInfo?.poolId;
  const nodeId = context.node?.id ?? task?.nodeInfo?.nodeId;
  return [
    ...(jobId === undefined ? [] : [{ text: l10n.t('job {0}', jobId), thing: { kind: 'job', jobId } as const }]),
    ...(poolId === undefined ? [] : [{ text: l10n.t('pool {0}', poolId), thing: { kind: 'pool', poolId } as const }]),
    ...(nodeId === undefined
      ? []
      : [
          {
            text: context.nodeName ?? l10n.t('node {0}', nodeId),
            ...(poolId === undefined ? {} : { thing: { kind: 'node', poolId, nodeId } as const }),
          },
        ]),
    ...[describeTime(context), describeAttempt(context)].flatMap((text) => (text === undefined ? [] : [{ text }])),
  ];
}

/** Returns the job ID from a task's URL, the only place where the service repeats it. */
function findJobId(url: string | undefined): string | undefined {
  const encoded = /\/jobs\/([^/?#]{1,300})\//.exec(url ?? '')?.[1];
  return encoded === undefined ? undefined : percentDecode(encoded);
}

function describeTime({ task, node, pool, timeZone }: ReportContext): string | undefined {
  const info = task?.executionInfo;
  const at = info?.endTime ?? task?.stateTransitionTime ?? (node && findTroubleTime(node));
  if (at === undefined) return pool && describeTimeOfPool(pool, timeZone);
  const time = formatTime(at, timeZone);
  const ran = elapsedMs(info?.startTime, info?.endTime);
  return ran === undefined ? time : l10n.t('{0} (after {1})', time, toDurationWords(ran));
}

/**
 * Describes since when the size of a pool without a failure has been unchanged, because a time alone would look like
 * the time of a failure.
 */
function describeTimeOfPool(pool: Pool, timeZone: string | undefined): string | undefined {
  const at = findFailureTime(pool);
  if (at === undefined) return undefined;
  const time = formatTime(at, timeZone);
  if (isResizeFailed(pool) || pool.autoScaleRun?.error !== undefined) return time;
  const { label } = describeState('poolAllocation', pool.allocationState);
  return l10n.t({
    message: '{state} since {time}',
    args: { state: label, time },
    comment: ['{state} is that of the size of a pool, such as "steady" or "resizing"'],
  });
}

/** Describes the attempt; undefined for the first one, which isn't worth mentioning. */
function describeAttempt({ task }: ReportContext): string | undefined {
  const { retryCount = 0, requeueCount: requeues = 0 } = task?.executionInfo ?? {};
  if (retryCount === 0 && requeues === 0) return undefined;
  const attempt = l10n.t('attempt {0}', retryCount + 1);
  if (requeues === 0) return attempt;
  return requeues === 1 ? l10n.t('{0}, requeued once', attempt) : l10n.t('{0}, requeued {1} times', attempt, requeues);
}
