import * as l10n from '@vscode/l10n';
import { isExecutionFailed, type JobPreparationAndReleaseStatus } from '../../model/job.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { plural } from '../../text/plural.ts';
import { asCount } from '../../words/numbers.ts';
import { toExitName } from '../catalogue/findExit.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { toFix } from '../explanation/instruction.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeFailureInfo } from '../explanation/serviceWords.ts';
import { explainHelperTask } from '../process/helperTask.ts';
import { listNodeNames } from '../process/preparationRepair.ts';
import { hasLogs, pickLogged } from '../process/taskContext.ts';
import type { JobContext } from './jobContext.ts';

/** Explains a failed release task, after which the job still ends; undefined if none failed. */
export function explainRelease(context: JobContext): Draft | undefined {
  const { job, preparation, releaseLogs, pool, os } = context;
  const failed = findFailedReleases(preparation);
  const first = pickLogged(failed, releaseLogs);
  if (first === undefined) return undefined;
  const info = first.jobReleaseTaskExecutionInfo;
  const own = explainHelperTask({
    ...releaseLogs,
    role: 'jobReleaseTask',
    definition: job.jobReleaseTask,
    executionInfo: info,
    pool,
    os,
  });
  return {
    category: own.category,
    code: info?.failureInfo?.code,
    title: plural(failed.length, {
      one: l10n.t('Job {job}: the release task failed on {count} node', { job: job.id, ...asCount(failed.length) }),
      other: l10n.t('Job {job}: the release task failed on {count} nodes', { job: job.id, ...asCount(failed.length) }),
    }),
    cause: joinSentences([
      l10n.t(
        'The job completes anyway, but anything the release task should have cleaned up may still be on the nodes.',
      ),
      l10n.t('Reason for the failure: {0}.', own.title),
    ]),
    evidence: [...describeReleases(preparation), ...(own.evidence ?? [])],
    fixes: [...adviseCleaning(context), ...(own.fixes ?? []).map(forNextJob), ...adviseReading(context)],
    confidence: 'certain',
    identity: `release ${own.identity ?? ''}`,
  };
}

/** Rewords a step for the next job, because a release task runs only once per job. */
function forNextJob(fix: Fix): Fix {
  const { text, property } = toFix(fix);
  const step = l10n.t('For the next job: {step}', { step: continueAfterColon(text) });
  return property === undefined ? { text: step } : { text: step, property: ['jobReleaseTask', ...property] };
}

function findFailedReleases(
  preparation: readonly JobPreparationAndReleaseStatus[],
): readonly JobPreparationAndReleaseStatus[] {
  return preparation.filter(({ jobReleaseTaskExecutionInfo: info }) => isExecutionFailed(info));
}

/** Describes the nodes on which release tasks failed or still run; empty when all succeeded. */
export function describeReleases(
  preparation: readonly JobPreparationAndReleaseStatus[],
): readonly (Evidence | undefined)[] {
  const failed = findFailedReleases(preparation);
  const running = preparation.filter(({ jobReleaseTaskExecutionInfo: info }) => info?.state === 'running');
  const info = failed[0]?.jobReleaseTaskExecutionInfo;
  const source = 'jobrelease';
  const nodes = { ...asCount(failed.length), nodes: listNodeNames(failed) };
  return [
    failed.length === 0
      ? undefined
      : {
          text: plural(failed.length, {
            one: l10n.t('The release task failed on {count} node: {nodes}.', nodes),
            other: l10n.t('The release task failed on {count} nodes: {nodes}.', nodes),
          }),
          source,
        },
    describeFailureInfo(info?.failureInfo, source),
    info?.exitCode === undefined ? undefined : { text: l10n.t('Exit code {0}', toExitName(info.exitCode)), source },
    running.length === 0
      ? undefined
      : { text: l10n.t('The release task is still running on these nodes: {0}.', listNodeNames(running)), source },
  ];
}

/** Advises removing files by hand from nodes that still exist, because a failed release task doesn't run again. */
function adviseCleaning({ preparation, nodes = [], isPoolMissing }: JobContext): readonly Fix[] {
  const left = findFailedReleases(preparation).filter(
    ({ nodeId }) => nodes.length === 0 || nodes.some(({ id }) => id === nodeId),
  );
  if (left.length === 0 || isPoolMissing === true) return [];
  const text = l10n.t(
    "The release task doesn't run again: connect to these nodes and remove what it left there, or reimage them when they run no tasks: {0}.",
    listNodeNames(left),
  );
  return [{ text, remedies: ['node.reimage', 'pool.actOnNodes'] }];
}

function adviseReading({ preparation, releaseLogs }: JobContext): readonly Fix[] {
  const failed = findFailedReleases(preparation);
  const [first] = failed;
  if (first === undefined || hasLogs(releaseLogs)) return [];
  const folder = first.jobReleaseTaskExecutionInfo?.taskRootDirectory;
  return [
    {
      text:
        folder === undefined
          ? l10n.t(
              'The release task can run for at most 15 minutes. Read its logs from these nodes: {0}.',
              listNodeNames(failed),
            )
          : l10n.t(
              'Read stderr.txt in {0} among the files on node {1}; the release task can run for at most 15 minutes.',
              folder,
              listNodeNames([first]),
            ),
      property: ['jobReleaseTask'],
      isReading: true,
    },
  ];
}
