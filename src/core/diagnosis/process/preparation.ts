import * as l10n from '@vscode/l10n';
import {
  isExecutionFailed,
  type JobPreparationAndReleaseStatus,
  type PreparationOrReleaseTaskExecution,
  toleratesPreparation,
} from '../../model/job.ts';
import { formatNumber } from '../../words/numbers.ts';
import { isSame } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { describeRetries } from '../explanation/retries.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeFailureInfo } from '../explanation/serviceWords.ts';
import { explainHelperTask } from './helperTask.ts';
import { listNodeNames, needsNewJob, planRepair } from './preparationRepair.ts';
import { pickLogged, type TaskContext } from './taskContext.ts';

/** Lists the nodes where the job's preparation task failed, sorted by ID. */
export function findFailedPreparations(
  preparation: readonly JobPreparationAndReleaseStatus[],
): readonly JobPreparationAndReleaseStatus[] {
  return preparation
    .filter((status) => isExecutionFailed(status.jobPreparationTaskExecutionInfo))
    .sort((one, other) => ((one.nodeId ?? '') < (other.nodeId ?? '') ? -1 : 1));
}

/** Explains a task that the service did not run because of the job's preparation task; undefined for other codes. */
export function explainPreparationFailure(context: TaskContext): Draft | undefined {
  const { task } = context;
  if (!isSame(task.executionInfo?.failureInfo?.code, 'JobPreparationTaskFailed')) return undefined;
  return draftPreparationFailure(context, l10n.t("{0} could not start: its job's preparation task failed", task.id));
}

type PreparationContext = Pick<TaskContext, 'job' | 'preparation' | 'preparationLogs' | 'pool' | 'os'>;

/** Drafts the explanation that failed and waiting tasks share if the preparation task of their job fails. */
export function draftPreparationFailure(context: PreparationContext, title: string): Draft {
  const { job, preparation, preparationLogs } = context;
  const failed = findFailedPreparations(preparation);
  const first = pickLogged(failed, preparationLogs);
  const info = first?.jobPreparationTaskExecutionInfo;
  const definition = job?.jobPreparationTask;
  const own = explainPreparation(context, info);
  return {
    category: own?.category ?? 'node',
    code: 'JobPreparationTaskFailed',
    title,
    cause: joinSentences([
      toleratesPreparation(job) ? sayTolerated() : describeEffect(failed, preparation),
      own === undefined ? '' : l10n.t('Reason for the failure: {0}.', own.title),
      // If the preparation task didn't run at all, its cause is more specific than the title, for example when a
      // signature expired.
      own === undefined || info?.exitCode !== undefined ? '' : own.cause,
    ]),
    evidence: [
      failed.length === 0 ? undefined : describeSpread(failed, preparation),
      describeFailureInfo(info?.failureInfo, `jobpreparation, node ${first?.nodeId ?? ''}`),
      ...(own?.evidence ?? []),
      definition?.commandLine === undefined
        ? undefined
        : { text: definition.commandLine, source: 'jobPreparationTask.commandLine' },
      describeRetries(info, definition?.constraints?.maxTaskRetryCount),
    ],
    fixes: planRepair(own, failed, preparation, {
      wereLogsTried: preparationLogs !== undefined,
      areBarred: !toleratesPreparation(job),
    }),
    ...(needsNewJob(own, preparation) ? { change: 'definition' } : {}),
    confidence: failed.length > 0 ? 'certain' : 'likely',
    identity: own?.identity ?? 'preparation',
  };
}

/** Explains a run of the preparation task on its own, by the rules for tasks; undefined if nothing is known of the run. */
export function explainPreparation(
  { job, preparationLogs, pool, os }: PreparationContext,
  executionInfo: PreparationOrReleaseTaskExecution | undefined,
): Draft | undefined {
  if (executionInfo === undefined) return undefined;
  const definition = job?.jobPreparationTask;
  return explainHelperTask({ ...preparationLogs, role: 'jobPreparationTask', definition, executionInfo, pool, os });
}

function sayTolerated(): string {
  return l10n.t(
    "The job's tasks also run on nodes where its preparation task failed, without what it prepares (`waitForSuccess` is false).",
  );
}

function describeEffect(
  failed: readonly JobPreparationAndReleaseStatus[],
  all: readonly JobPreparationAndReleaseStatus[],
): string {
  return failed.length < all.length
    ? l10n.t(
        "Batch runs a job's preparation task on every node before the first task there, and it failed on these nodes: {0}. The job's tasks start only on the other nodes.",
        listNodeNames(failed),
      )
    : l10n.t(
        "Batch runs a job's preparation task on every node before the first task there, and it failed. Tasks go back to the queue and never start there.",
      );
}

/** Describes the nodes on which the preparation task failed and whose machines are gone; empty if there are none. */
export function describeGone(gone: readonly JobPreparationAndReleaseStatus[] = []): readonly Evidence[] {
  if (gone.length === 0) return [];
  const text = l10n.t(
    'The preparation task also failed on these nodes, whose machines are gone: {0}. It runs again on the machines that replace them.',
    listNodeNames(gone),
  );
  return [{ text, source: 'jobpreparation' }];
}

/** Describes on how many of the nodes the job's preparation task failed. */
export function describeSpread(
  failed: readonly JobPreparationAndReleaseStatus[],
  all: readonly JobPreparationAndReleaseStatus[],
): Evidence {
  return {
    text: l10n.t(
      'The preparation task failed on {0} of {1} nodes: {2}.',
      formatNumber(failed.length),
      formatNumber(all.length),
      listNodeNames(failed),
    ),
    source: 'jobpreparation',
  };
}
