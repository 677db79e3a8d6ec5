import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job } from '../../model/job.ts';
import { findFailureTime, isResizeFailed, type Pool } from '../../model/pool.ts';
import type { Resource } from '../../model/resource.ts';
import { describeState } from '../../model/states.ts';
import type { Task } from '../../model/task.ts';
import { toDurationWords } from '../../query/durations.ts';
import { formatTime } from '../../query/times.ts';
import { percentDecode } from '../../text/percentEncode.ts';
import { elapsedMs } from '../evidence/time.ts';
import type { RemedyId } from '../explanation/explanation.ts';

/** An action that the editor offers, and the remedy behind it. */
export interface OfferedAction {
  readonly remedy: RemedyId;
  readonly title: string;
  /** The reason why it is refused now, as a sentence; undefined when it is not. */
  readonly refusal?: string;
}

/** The subject of the explanation, for the facts in its second line. Every part is optional. */
export interface ReportContext {
  readonly task?: Task | undefined;
  readonly job?: Job | undefined;
  readonly pool?: Pool | undefined;
  readonly node?: ComputeNode | undefined;
  /** The item that represents a cause. */
  readonly example?: Pick<Resource, 'kind'> | undefined;
  /** Name of the node, such as `node 3`; its ID by default. */
  readonly nodeName?: string | undefined;
  /** IANA name; the local one when left out. */
  readonly timeZone?: string | undefined;
  /** The reasons why the page may be incomplete or outdated, in sentences. */
  readonly notice?: string | undefined;
}

/** A fact at the top of an explanation, and the resource that it names, if any. Not escaped. */
export interface ReportFact {
  readonly text: string;
  readonly thing?:
    | { readonly kind: 'job'; readonly jobId: string }
    | { readonly kind: 'pool'; readonly poolId: string }
    | { readonly kind: 'node'; readonly poolId: string; readonly nodeId: string };
}

/** Lists job, pool, node, time and attempts of the explained item, as far as they are known. Not escaped. */
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

/** The address of a task is the only place where the service repeats the id of its job. */
function findJobId(url: string | undefined): string | undefined {
  const encoded = /\/jobs\/([^/?#]{1,300})\//.exec(url ?? '')?.[1];
  return encoded === undefined ? undefined : percentDecode(encoded);
}

function describeTime({ task, node, pool, timeZone }: ReportContext): string | undefined {
  const info = task?.executionInfo;
  const at = info?.endTime ?? task?.stateTransitionTime ?? node?.stateTransitionTime;
  if (at === undefined) return pool && describeTimeOfPool(pool, timeZone);
  const time = formatTime(at, timeZone);
  const ran = elapsedMs(info?.startTime, info?.endTime);
  return ran === undefined ? time : l10n.t('{0} (after {1})', time, toDurationWords(ran));
}

/**
 * Describes the time since which the size of a pool without a failure is unchanged: a time alone would look like that
 * of a failure.
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

/** A first attempt goes without saying. */
function describeAttempt({ task }: ReportContext): string | undefined {
  const { retryCount = 0, requeueCount: requeues = 0 } = task?.executionInfo ?? {};
  if (retryCount === 0 && requeues === 0) return undefined;
  const attempt = l10n.t('attempt {0}', retryCount + 1);
  if (requeues === 0) return attempt;
  return requeues === 1 ? l10n.t('{0}, requeued once', attempt) : l10n.t('{0}, requeued {1} times', attempt, requeues);
}
