import * as l10n from '@vscode/l10n';
import { isOffered } from '../../changes/offers.ts';
import { listCommands } from '../../definitions/programs.ts';
import { adviseEngine, findEngine, type WorkflowEngine } from '../../definitions/workflowEngine.ts';
import { wasEnded } from '../../model/firstFailure.ts';
import { toLogPath } from '../../model/logEnd.ts';
import type { BadEnd, BadEndKind, EngineEnd, SaidLine } from '../../model/taskVerdict.ts';
import { blocksForGood } from '../../relations/taskDependencies.ts';
import { toDurationWords } from '../../words/durations.ts';
import { findLeftRunning } from '../evidence/leftRunning.ts';
import { elapsedMs, isSame } from '../evidence/time.ts';
import { type Draft, quoteInSentence } from '../explanation/draft.ts';
import type { Evidence, Fix, RemedyId } from '../explanation/explanation.ts';
import { describeRequeues } from '../explanation/retries.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { readNamedLogs } from '../logs/advice/namedLogs.ts';
import { quoteInTitle } from '../logs/advice/titles.ts';
import { endsWell, toleratesFailure } from '../logs/end/badEnd.ts';
import { LogText } from '../logs/engine/text/logText.ts';
import { isComplainedAbove } from '../logs/engine/weigh/complaints.ts';
import { nameLine, quoteLog } from '../logs/quoteLog.ts';
import { findUnknownExit } from '../process/engines.ts';
import { findLogCause, listNamedLogs, toLogLine } from '../process/logCause.ts';
import { describeExitCode, type TaskContext } from '../process/taskContext.ts';
import { nameStep } from '../process/workStep.ts';
import { adviseManager, findManager } from './jobFacts.ts';
import { findWhy, judgeSuccess } from './judgeSuccess.ts';
import { runAgain } from './seemingSuccess.ts';

/**
 * Explains a task that Batch counts as succeeded, although its engine or its log may report a failure. If neither does,
 * only reports that nothing is wrong.
 */
export function explainSucceeded(context: TaskContext): Draft {
  const verdict = judgeSuccess(context);
  switch (verdict?.kind) {
    case 'engineFailed':
      return explainEngineFailure(context, verdict.end);
    case 'suspicious':
      return explainSuspicion(context, verdict.end);
    default:
      return explainPlain(context, verdict?.isRead === true, verdict?.engine);
  }
}

function explainPlain(context: TaskContext, isRead: boolean, engine: EngineEnd | undefined): Draft {
  const { task } = context;
  const error = isRead ? findSurvivedError(context) : undefined;
  const isJudged = isRead && !toleratesFailure(task.commandLine ?? '');
  const left = findLeftRunning(task.commandLine ?? '');
  const cut = describeCut(context);
  const isClean = isJudged && left === undefined && error === undefined && (!complains(context) || endsWell(context));
  return {
    category: 'other',
    title:
      left === undefined
        ? l10n.t('{0} succeeded', task.id)
        : l10n.t('{0} succeeded without waiting for its program', task.id),
    cause: joinSentences([
      describeSuccess(context, isClean),
      isRead && error === undefined && !isClean && complains(context)
        ? l10n.t('stderr.txt contains warnings or errors. Whether they matter is unknown.')
        : undefined,
      error && describeSurvived(context, error),
      left &&
        l10n.t(
          'Its command line starts a program with {0} and ends without waiting for it, and Batch ends whatever is still running then.',
          left,
        ),
      cut?.why,
    ]),
    evidence: [...describeRun(context), engine === undefined ? describeUnknownExit(context) : describeExitFile(engine)],
    fixes: [
      ...(cut?.fixes ?? []),
      ...(left === undefined
        ? []
        : [
            {
              text: l10n.t('Have the command line wait for its program, then submit the task again.'),
              property: ['commandLine'],
              remedies: ['task.resubmit'] as const,
            },
          ]),
      ...(isOffered('task.openStdout', context)
        ? [
            {
              text: l10n.t(
                'If the results are wrong, look at stdout.txt: a program may report a problem and still return 0.',
              ),
              remedies: ['task.openStdout'] as const,
            },
          ]
        : []),
      ...(error !== undefined && isIgnored(context, error) ? [runAgain(task.id)] : []),
      ...(uploadsNothing(context)
        ? [
            {
              text: l10n.t(
                'If its files should be in Azure Storage, submit it with `outputFiles`: it has none, so Batch uploads nothing and deletes the files when their retention time ends.',
              ),
              property: ['outputFiles'],
            },
          ]
        : []),
    ],
    remedies: ['task.openStdout', 'task.openStderr'],
    confidence: isClean ? 'certain' : 'likely',
    identity: 'succeeded',
  };
}

/** Matches command lines that may write to storage themselves, or to folders that outlast the task. */
const writesElsewhere =
  /https?:|azcopy|blob|upload|rclone|\baz\b|AZ_BATCH_NODE_|AZ_BATCH_JOB_PREP|[\\/](?:shared|fsmounts|mnt)[\\/]/i;

/** Checks that nothing in the task's definition or its pool's may take its files off the node. */
function uploadsNothing({ task, job, pool }: TaskContext): boolean {
  if (task.commandLine === undefined || pool === undefined) return false;
  const isLeft = (task.outputFiles ?? []).length + (pool.mountConfiguration ?? []).length === 0;
  return isLeft && !writesElsewhere.test(task.commandLine) && findEngine(task, job?.id) === undefined;
}

/** Describes the job manager task whose end ended the job before other tasks were done, and how to prevent that. */
function describeCut({ task, job, siblings, counts }: TaskContext) {
  const isLeft = (counts?.active ?? 0) > 0 || siblings.some((one) => one.state === 'active' || wasEnded(one));
  if (job === undefined || !isLeft || !isSame(findManager(job, undefined), task.id)) return undefined;
  return {
    why: l10n.t(
      "The job ended with it, its job manager task: tasks that were running were terminated, and those that hadn't started never run.",
    ),
    fixes: adviseManager(task.id, job),
  };
}

/** Matches a line below an error that is part of the error's stack or of a longer message. */
const belongsToError = /^\s|^(?:at |Caused by: |\.\.\. )/;

/** Checks whether the task's command line ignores an error with which a log ends. */
function isIgnored({ task }: TaskContext, { isEnd }: SurvivedError): boolean {
  return isEnd && toleratesFailure(task.commandLine ?? '');
}

function describeSurvived(context: TaskContext, error: SurvivedError): string {
  const file = toLogPath(context.logPaths, error.file);
  const line = nameSaid(context, error);
  const text = quoteInSentence(error.text);
  if (isIgnored(context, error))
    return l10n.t('{file} ends with an error that the command line ignores (line {line}): “{text}”.', {
      file,
      line,
      text,
    });
  return error.isEnd
    ? l10n.t('{file} ends with an error that the program seems to have handled (line {line}): “{text}”.', {
        file,
        line,
        text,
      })
    : l10n.t('{file} has an error, after which the program continued (line {line}): “{text}”.', { file, line, text });
}

/** Checks whether the error output contains a complaint in any words. */
function complains({ stderr = '' }: TaskContext): boolean {
  const log = new LogText(stderr);
  return isComplainedAbove(log, log.lineCount);
}

interface SurvivedError extends SaidLine {
  /** True if only the rest of the error follows. */
  readonly isEnd: boolean;
}

/**
 * Returns the error in a log of a task that succeeded nevertheless, unless the program evidently recovered or quoted
 * it.
 */
function findSurvivedError({ stdout = '', stderr = '', os }: TaskContext): SurvivedError | undefined {
  const found = findLogCause({ stdout, stderr, os });
  if (found === undefined || found.explanation.isLastWords === true || found.explanation.lineConfidence === 'guess')
    return undefined;
  const { file, explanation } = found;
  const below = (file === 'stdout.txt' ? stdout : stderr).trimEnd().split('\n').slice(explanation.rootCause.line);
  const isEnd = below.every((line) => belongsToError.test(line));
  // A program's output may quote any error.
  return isEnd || (file === 'stderr.txt' && !endsWell({ stdout, stderr }))
    ? { file, ...explanation.rootCause, isEnd }
    : undefined;
}

/** Describes the exit code, retries, and requeues of a succeeded task. */
function describeRun(context: TaskContext): readonly (Evidence | undefined)[] {
  const { task } = context;
  const info = task.executionInfo;
  return [
    describeExitCode(context),
    blocksForGood(task)
      ? {
          text: l10n.t("Tasks that depend on it don't start: `dependencyAction` is `block` for exit code 0."),
          source: 'exitConditions',
        }
      : undefined,
    describeRetried(info?.retryCount ?? 0),
    describeRequeues(info),
  ];
}

function describeSuccess({ task }: TaskContext, isRead: boolean): string {
  const info = task.executionInfo;
  const ran = elapsedMs(info?.startTime, info?.endTime);
  if (info?.exitCode === undefined) return l10n.t('The task has completed, and the service reports no failure.');
  if (info.exitCode !== 0)
    return l10n.t('The program ended with exit code {0}, and the service counts that as a success.', info.exitCode);
  return joinSentences([
    ran === undefined
      ? l10n.t('The program ended with exit code 0.')
      : l10n.t('The program ended with exit code 0 after {0}.', toDurationWords(ran)),
    isRead ? l10n.t('Nothing in the last lines of its logs contradicts that.') : undefined,
  ]);
}

function describeRetried(retries: number): Evidence | undefined {
  if (retries === 0) return undefined;
  const text =
    retries === 1
      ? l10n.t('It failed before: Batch retried it once.')
      : l10n.t('It failed before: Batch retried it {0} times.', retries);
  return { text, source: 'retryCount' };
}

/** Describes the exit code that the engine recorded and that Batch never receives. */
function describeExitFile({ engine, exit }: EngineEnd): Evidence | undefined {
  return exit && { text: l10n.t('{engine} recorded exit code {code}', { engine, code: exit.code }), source: exit.path };
}

/** Says that the engine did not record the exit code of its step. */
function describeUnknownExit(context: TaskContext): Evidence | undefined {
  const files = findUnknownExit(context);
  if (files === undefined) return undefined;
  const { engine, exit } = files;
  return { text: l10n.t('The exit code that {engine} recorded for its step is unknown', { engine }), source: exit };
}

/** Explains a step that failed according to its engine, in a task whose command line hides the failure from Batch. */
function explainEngineFailure(context: TaskContext, end: EngineEnd): Draft {
  const { task } = context;
  const { engine, exit } = end;
  const step = nameStep(context, engine);
  const why = findWhy(context, end);
  // Without a recorded exit code, the task's logs are the engine's and may name the log files of the failed step.
  const ofStep = exit === undefined ? findLogCause({ ...context, exitCode: 1 }) : undefined;
  const { namedLogs = [] } = ofStep?.explanation ?? {};
  return {
    category: why?.category ?? 'other',
    title:
      step === undefined
        ? l10n.t('{task} failed according to {engine}', { task: task.id, engine })
        : l10n.t('{task} failed according to {engine}: {step}', { task: task.id, engine, step: quoteInTitle(step) }),
    cause: joinSentences([
      describeEngineFailure(end, step),
      l10n.t('Batch counts the task as succeeded because the command line that ran the step returned 0.'),
      why &&
        l10n.t(
          '{0}, line {1}: “{2}”.',
          toLogPath(context.logPaths, why.file),
          nameSaid(context, why),
          quoteInSentence(why.text),
        ),
    ]),
    evidence: [
      describeExitFile(end),
      ...describeRun(context),
      ...(why === undefined ? [] : quoteLine(context, why)),
      ...(ofStep === undefined ? [] : listNamedLogs(ofStep)),
    ],
    // Remedies for Batch's files, nodes, and images don't affect those that an engine provides to its step.
    fixes: [...(namedLogs.length === 0 ? [] : [readNamedLogs(namedLogs)]), adviseAfterEngine(context, end, why)],
    remedies: ['task.openStdout', 'task.openStderr'],
    confidence: exit === undefined ? 'likely' : 'certain',
    identity: `failed by ${engine} ${step ?? ''}`,
  };
}

function nameSaid(context: TaskContext, { file, line }: SaidLine): string {
  return nameLine(toLogLine(context, file, line));
}

function quoteLine({ stdout, stderr, logPaths }: TaskContext, { file, line, text }: SaidLine): readonly Evidence[] {
  return quoteLog(toLogPath(logPaths, file), (file === 'stdout.txt' ? stdout : stderr) ?? '', { line, text });
}

function toOpen({ file }: SaidLine): RemedyId {
  return file === 'stdout.txt' ? 'task.openStdout' : 'task.openStderr';
}

function describeEngineFailure({ engine, exit }: EngineEnd, step: string | undefined): string {
  if (exit === undefined)
    return step === undefined
      ? l10n.t('{engine} ran in this task and reports that its workflow failed.', { engine })
      : l10n.t('{engine} ran in this task and reports that its step {step} failed.', { engine, step });
  const { code } = exit;
  return step === undefined
    ? l10n.t('{engine} ran a step in this task, and the step failed with exit code {code}.', { engine, code })
    : l10n.t('{engine} ran its step {step} in this task, and the step failed with exit code {code}.', {
        engine,
        step,
        code,
      });
}

const engines: Readonly<Record<EngineEnd['engine'], WorkflowEngine>> = {
  Nextflow: 'nextflow',
  Snakemake: 'snakemake',
  Cromwell: 'cromwell',
};

/** Advises on the engine that added the task, or on a command line that runs an engine. */
function adviseAfterEngine({ task, job }: TaskContext, { engine, exit }: EngineEnd, why: SaidLine | undefined): Fix {
  const adder = exit === undefined ? findEngine(task, job?.id) : engines[engine];
  if (adder !== undefined)
    return { text: adviseEngine(adder), ...(why === undefined ? {} : { remedies: [toOpen(why)] }) };
  return {
    text: l10n.t(
      'Fix the cause, then submit the task again. Have its command line return the exit code from {engine}, so that Batch sees the next failure.',
      { engine },
    ),
    remedies: ['task.resubmit'],
  };
}

const suspicions: Readonly<Record<BadEndKind, (task: string) => string>> = {
  exception: (task) => l10n.t('{task} succeeded, but its log ends in an exception', { task }),
  crash: (task) => l10n.t('{task} succeeded, but its log ends in a crash', { task }),
  diskFull: (task) => l10n.t('{task} succeeded, but its log ends with a disk-full error', { task }),
  nothing: (task) => l10n.t('{task} succeeded, but its log says that nothing was written', { task }),
  failure: (task) => l10n.t('{task} succeeded, but its log ends in a failure', { task }),
  noGpu: (task) => l10n.t("{task} succeeded, but didn't use its node's GPU", { task }),
};

/** Explains a task that returned 0 although its log ends in a failure. Only the user knows whether that matters. */
function explainSuspicion(context: TaskContext, end: BadEnd): Draft {
  const { kind, file, text } = end;
  const line = nameSaid(context, end);
  return {
    category: 'other',
    title: suspicions[kind](context.task.id),
    cause: joinSentences([
      describeSuccess(context, false),
      l10n.t('{file}, line {line}, contradicts that: “{text}”.', { file, line, text: quoteInSentence(text) }),
    ]),
    evidence: [...describeRun(context), ...quoteLine(context, end)],
    fixes:
      kind === 'noGpu'
        ? [{ text: adviseGpu(context), remedies: [toOpen(end)] }]
        : [
            { text: l10n.t("Check the task's results before you use them."), remedies: [toOpen(end)] },
            ...adviseLine(context, end),
            { text: adviseExitCode(context, kind) },
            ...(findEngine(context.task, context.job?.id) === undefined ? [runAgain(context.task.id)] : []),
          ],
    remedies: ['task.openStdout', 'task.openStderr'],
    confidence: 'likely',
    identity: `suspicious ${kind}`,
  };
}

function adviseGpu({ task }: TaskContext): string {
  return task.containerSettings === undefined
    ? l10n.t(
        'Use a pool image that has the driver for this GPU, such as microsoft-dsvm ubuntu-hpc, and a build of the program for its CUDA version.',
      )
    : l10n.t(
        'Use a container image with a build of the program for CUDA. Batch itself gives containers the GPU of the node.',
      );
}

/** Returns the step against the failure that contradicts the success, if the step is about this failure alone. */
function adviseLine(context: TaskContext, { file, line }: BadEnd): readonly Fix[] {
  const log = findLogCause({ ...context, exitCode: 1 });
  if (log?.file !== file || log.explanation.rootCause.line !== line) return [];
  return log.explanation.fixes.filter(({ isSearch }) => isSearch !== true).slice(0, 1);
}

/** Options with which programs that continue after an error end with a nonzero exit code (their documentation). */
const failsWith: Readonly<Record<string, string>> = {
  psql: '-v ON_ERROR_STOP=1',
  sqlite3: '-bail',
  blender: '--python-exit-code 1',
};

/** Advises how to make the next such task fail, so that Batch and users notice. */
function adviseExitCode({ os, task }: TaskContext, kind: BadEndKind): string {
  if (kind === 'nothing')
    return l10n.t('If writing nothing is a failure, have the program return a nonzero exit code in that case.');
  const commands = listCommands(task.commandLine ?? '');
  const option = commands.flatMap((command) => failsWith[command] ?? [])[0];
  if (option !== undefined)
    return l10n.t('Make the next run fail when one of its steps fails: run the program with `{0}`.', option);
  // A single program that no script runs fails only by its own exit code.
  if (commands.length === 1 && !/[;&|]|\.(?:sh|bash|bat|cmd|ps1)\b/i.test(task.commandLine ?? ''))
    return l10n.t('Have the program return a nonzero exit code when it fails, so that Batch sees the next failure.');
  return os === 'windows'
    ? l10n.t(
        'Make the next run fail when one of its steps fails: add `if errorlevel 1 exit /b 1` after each step in the script.',
      )
    : l10n.t(
        'Make the next run fail when one of its steps fails: start the script with `set -eo pipefail`, which also catches failures before a pipe.',
      );
}
