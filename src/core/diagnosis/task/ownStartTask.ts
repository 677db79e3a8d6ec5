import * as l10n from '@vscode/l10n';
import { listPrograms } from '../../definitions/programs.ts';
import { toleratesStartTask, wasStartTaskRunning } from '../../model/computeNode.ts';
import { toleratesPreparation } from '../../model/job.ts';
import { hasRun } from '../../model/task.ts';
import { findExit } from '../catalogue/findExit.ts';
import { maskLiterals } from '../evidence/mask.ts';
import { findOperatingSystem } from '../evidence/operatingSystem.ts';
import { isLackAtStart } from '../explanation/category.ts';
import { atMostLikely, type Draft, quoteInSentence } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { withoutPlace } from '../explanation/instruction.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { endsWell } from '../logs/end/badEnd.ts';
import { isOfLog, nameLine, quoteLog } from '../logs/quoteLog.ts';
import {
  adviseReboot,
  adviseRebootOrReplace,
  describeElsewhere,
  explainStartTask,
  isContrasted,
} from '../pool/startTask.ts';
import { findLogCause, type LogCause, toLogLine } from '../process/logCause.ts';
import { retryThen } from '../process/nextStep.ts';
import { explainPreparation, findFailedPreparations } from '../process/preparation.ts';
import { ofPreparation } from '../process/preparationRepair.ts';
import { isInSharedFolder } from '../process/sharedFolder.ts';
import { hasLogs, type StartLogs, type TaskContext } from '../process/taskContext.ts';
import { toFailedTitle } from './application.ts';

/**
 * Adds a start task that failed, or that was still running, to the explanation of a task whose node runs tasks
 * nevertheless: as evidence, and with a link to the start task, which should have installed what is missing.
 */
export function withOwnStartTask(context: TaskContext, draft: Draft): Draft {
  const { node, pool, startLogs = {}, startedElsewhere, failedWhereStarted } = context;
  if (node === undefined || !toleratesStartTask(node))
    return withQuietStart(context, draft) ?? withRunningStartTask(context, draft);
  const os = findOperatingSystem(pool);
  const started = explainStartTask({ node, pool, os, startedElsewhere, ...startLogs[node.id] });
  const isRight = isContrasted({ node, pool, startedElsewhere });
  const said = { text: started.title, source: `node ${node.id}` };
  const evidence = [...(draft.evidence ?? []), said, ...(started.evidence ?? []).map(toStartTask)];
  const ofStart = [pool?.startTask?.commandLine ?? '', started.title, ...listCauseTexts(started.evidence)];
  const isLack = isLackAtStart(draft.category);
  if (failedWhereStarted === true && isLackOfExit(context))
    return { ...draft, evidence: [...evidence, sayWhereStarted()] };
  const isBrought =
    isLack || (draft.category === 'missing-file' && isBelow([draft.title, ...listCauseTexts(draft.evidence)], ofStart));
  if (!isBrought) return { ...draft, evidence };
  const { exitCode } = node.startTaskInfo ?? {};
  return {
    ...draft,
    evidence,
    cause: joinSentences([
      draft.cause,
      exitCode === undefined
        ? l10n.t(
            'The start task failed on this node, which still runs tasks: what the start task brings may be missing.',
          )
        : l10n.t(
            'The start task failed on this node with exit code {exitCode}, and the node still runs tasks: what the start task brings may be missing.',
            { exitCode },
          ),
      startedElsewhere === undefined ? '' : describeElsewhere(startedElsewhere),
    ]),
    fixes: isRight
      ? [adviseRebootOrReplace(), retryThen(false)]
      : [
          {
            text: l10n.t(
              "Find out why the start task failed on the task's node, and correct it unless it succeeded on other nodes: it may have to bring what is missing.",
            ),
            ofSeveral: l10n.t(
              "Find out why the start task failed on the tasks' nodes, and correct it unless it succeeded on other nodes: it may have to bring what is missing.",
            ),
            remedies: ['pool.editStartTask'],
          },
          adviseReboot(),
          retryThen(false),
        ],
    change: isRight || draft.change === 'otherNode' ? 'otherNode' : undefined,
    confidence: atMostLikely(draft.confidence),
    // Logs that only some users can read don't change the cause.
    identity: isLack ? `${draft.identity ?? ''} start task failed` : draft.identity,
  };
}

/** Checks whether the exit code alone says that the program lacked something, without its logs. */
function isLackOfExit({ task, os }: TaskContext): boolean {
  const exit = findExit(task.executionInfo?.exitCode ?? 0, os, listPrograms(task.commandLine ?? ''));
  return exit !== undefined && isLackAtStart(exit.category);
}

function sayWhereStarted(): Evidence {
  return {
    text: l10n.t(
      "The same program ended with the same exit code where the start task succeeded, so the start task isn't the reason.",
    ),
    source: 'siblings',
  };
}

/** A failure in the logs of a start task that ended with exit code 0, and what a task lacks because of it. */
interface QuietFailure {
  readonly logs: StartLogs[string];
  readonly log: LogCause;
  /** The name of what the task lacks; empty if unknown. */
  readonly missing: string;
  /** True if another name failed, which may be that of the package with what the task lacks. */
  readonly isOther: boolean;
}

/** Finds the failure of a start task that may be why a task lacks something; undefined if its logs show none. */
function findQuietFailure(context: TaskContext, draft: Draft): QuietFailure | undefined {
  const { task, node, pool, os, startLogs = {} } = context;
  const { commandLine = '' } = pool?.startTask ?? {};
  // The node of a task in a list is known only if something is wrong with it.
  if (node !== undefined && node.startTaskInfo?.exitCode !== 0) return undefined;
  const logs = startLogs[task.nodeInfo?.nodeId ?? ''];
  const log = logs && findLogCause({ ...logs, os, commandLine, exitCode: 1 });
  if (logs === undefined || log === undefined) return undefined;
  const { category, rootCause, isLastWords, lineConfidence, subject } = log.explanation;
  const own = findLogCause({ ...context, exitCode: task.executionInfo?.exitCode });
  const missing = toFileName((own === undefined && !hasRun(task) ? draft.identity : own?.explanation.subject) ?? '');
  const isNamed = missing !== '' && [rootCause, ...log.consequences].some(({ text }) => text.includes(missing));
  // A later step may have made up for a failure that the name doesn't connect with what is missing.
  if (isLastWords === true || lineConfidence === 'guess' || (!isNamed && endsWell(logs))) return undefined;
  const isOfFolder =
    draft.category === 'missing-file' &&
    isBelow([draft.title, ...listCauseTexts(draft.evidence)], [commandLine, rootCause.text]);
  if (isNamed || isOfFolder) return { logs, log, missing, isOther: false };
  // Many steps look for files that need not be there.
  const isOwnFile = subject !== undefined && commandLine.includes(subject);
  if (!isLackAtStart(draft.category) || (category === 'missing-file' && !isOwnFile)) return undefined;
  const mentions = missing === '' || commandLine.includes(missing);
  // A package may have another name than what it contains, unless the start task names that, too.
  const isOther = subject !== undefined && isLackAtStart(category);
  const isMeant = isOther ? missing === '' || !mentions : mentions || runsScript.test(commandLine);
  return isMeant ? { logs, log, missing, isOther } : undefined;
}

/**
 * Explains the lack of something by a start task that ended with exit code 0 although one of its steps failed, so that
 * Batch gave the node tasks. Undefined if the logs of the start task don't show that.
 */
function withQuietStart(context: TaskContext, draft: Draft): Draft | undefined {
  const found = findQuietFailure(context, draft);
  if (found === undefined) return undefined;
  const { logs, missing, isOther } = found;
  const { file, explanation } = found.log;
  const { category, rootCause } = explanation;
  const { task, pool, os } = context;
  const { commandLine = '' } = pool?.startTask ?? {};
  const path = `startup/${file}`;
  const text = file === 'stdout.txt' ? logs.stdout : logs.stderr;
  const line = toLogLine(logs, file, rootCause.line);
  return {
    ...draft,
    title: toFailedTitle(
      task,
      missing === ''
        ? l10n.t('The start task succeeded without providing what is missing')
        : l10n.t('The start task succeeded without providing {0}', missing),
    ),
    cause: joinSentences([
      l10n.t(
        "The node's start task ended with exit code 0 although one of its steps failed, so Batch gave the node tasks that lack what the step should have provided.",
      ),
      l10n.t('{file}, line {line}: “{text}”.', {
        file: path,
        line: nameLine(line),
        text: quoteInSentence(rootCause.text),
      }),
      draft.cause,
    ]),
    evidence: [
      ...(draft.evidence ?? []),
      ...quoteLog(path, text ?? '', rootCause).map((piece) => ({ ...piece, isCause: false })),
      commandLine === '' ? undefined : { text: commandLine, source: 'startTask.commandLine' },
    ],
    fixes: [
      {
        text:
          os === 'windows'
            ? l10n.t(
                'Correct the step of the start task that failed, and make the start task fail when a step does: add `if errorlevel 1 exit /b 1` after each step.',
              )
            : l10n.t(
                'Correct the step of the start task that failed, and make the start task fail when a step does: begin it with `set -e`, or add `|| exit 1` to each step.',
              ),
        remedies: ['pool.editStartTask'],
      },
      ...(category === 'missing-program' ? [] : explanation.fixes.filter(({ isSearch }) => isSearch !== true)).map(
        withoutPlace,
      ),
      adviseReboot(),
      retryThen(false),
    ],
    confidence: isOther ? 'guess' : atMostLikely(draft.confidence),
    identity: `start task ${maskLiterals(rootCause.text, 'words')}`,
  };
}

/** Matches a script that may install anything. */
const runsScript = /\.(?:sh|bash|py|ps1|cmd|bat)\b/i;

function toFileName(subject: string): string {
  return subject.replace(/^.*[\\/]/, '');
}

/** Explains the lack of something by the node's start task, if it was still running when the task started. */
function withRunningStartTask({ task, node }: TaskContext, draft: Draft): Draft {
  const wasRunning = node !== undefined && wasStartTaskRunning(node, task.executionInfo?.startTime);
  if (!wasRunning || !isLackAtStart(draft.category)) return draft;
  return {
    ...draft,
    cause: joinSentences([
      draft.cause,
      l10n.t(
        "The node's start task was still running when the task started, and tasks don't wait for it (`waitForSuccess` is false): what it brings may have been missing.",
      ),
    ]),
    fixes: [
      {
        text: l10n.t(
          'If the start task brings what is missing, set its `waitForSuccess` to true, so that tasks start only after it has succeeded.',
        ),
        remedies: ['pool.editStartTask'],
      },
      ...(draft.fixes ?? []),
    ],
    confidence: atMostLikely(draft.confidence),
    identity: `${draft.identity ?? ''} start task running`,
  };
}

/**
 * Adds a failed preparation task to the explanation of a task that lacks something on the same node, if the preparation
 * task should have provided it.
 */
export function withOwnPreparation(context: TaskContext, draft: Draft): Draft {
  const { task, job, preparation, preparationLogs } = context;
  const run = findFailedPreparations(preparation).find(({ nodeId }) => nodeId === task.nodeInfo?.nodeId);
  if (run === undefined || !toleratesPreparation(job)) return draft;
  const missing = [draft.title, ...listCauseTexts(draft.evidence)];
  const isBelowOwn = isBelow(missing, [job?.jobPreparationTask?.commandLine ?? '']) || missing.some(isInSharedFolder);
  if (!isLackAtStart(draft.category) && !(draft.category === 'missing-file' && isBelowOwn)) return draft;
  const own = hasLogs(preparationLogs) ? explainPreparation(context, run.jobPreparationTaskExecutionInfo) : undefined;
  return {
    ...draft,
    cause: joinSentences([
      draft.cause,
      l10n.t(
        "The job's preparation task failed on this node, which still runs tasks of the job: what it prepares may be missing.",
      ),
      own === undefined ? '' : l10n.t('Reason for the failure: {0}.', own.title),
    ]),
    evidence: [
      ...(draft.evidence ?? []),
      ...(own?.evidence ?? []).map((piece) => ofHelper(piece, 'jobpreparation', 'jobPreparationTaskExecutionInfo')),
    ],
    fixes: [
      ...(own?.fixes === undefined || own.confidence === 'guess'
        ? [
            {
              text: l10n.t("Find out why the job's preparation task failed on the task's node, and correct that."),
              ofSeveral: l10n.t(
                "Find out why the job's preparation task failed on the tasks' nodes, and correct that.",
              ),
              property: ['jobPreparationTask'],
            },
          ]
        : own.fixes.map(ofPreparation)),
      {
        text: l10n.t('Then reimage the node, so that it runs the preparation task again, or take it offline.'),
        ofSeveral: l10n.t('Then reimage the nodes, so that they run the preparation task again, or take them offline.'),
        remedies: ['node.reimage', 'node.disableScheduling'],
      },
      retryThen(false),
    ],
    change: undefined,
    confidence: atMostLikely(draft.confidence),
  };
}

const path = /(?<![\w./:-])(?:[A-Za-z]:)?(?:[\\/][\w.-]+)+/g;
/** Matches folders of every system, which may contain anything. */
const systemFolder = /^\/(?:bin|dev|etc|home|lib|lib64|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|usr\/bin|var)$/;

/** Checks whether texts about a missing file have a path in a folder that the start task names, such as its mount. */
function isBelow(missing: readonly string[], ofStart: readonly string[]): boolean {
  const listPaths = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => text.match(path) ?? []).map((one) => one.replaceAll('\\', '/'));
  const folders = listPaths(ofStart).filter((folder) => !systemFolder.test(folder));
  return listPaths(missing).some((one) => folders.some((folder) => one === folder || one.startsWith(`${folder}/`)));
}

function listCauseTexts(evidence: Draft['evidence'] = []): readonly string[] {
  return evidence.flatMap((piece) => (piece?.isCause === true ? [piece.text] : []));
}

/** Names the start task as the source of evidence. */
function toStartTask(piece: Evidence | undefined): Evidence | undefined {
  return ofHelper(piece, 'startup', 'startTaskInfo');
}

/** Names the folder and the run of a helper task as the source of evidence. A line of its log is not at fault for the task. */
function ofHelper(piece: Evidence | undefined, folder: string, run: string): Evidence | undefined {
  const { source = '' } = piece ?? {};
  const own = isOfLog(source) ? `${folder}/${source}` : source === 'exitCode' ? run : undefined;
  return piece && { ...piece, ...(own === undefined ? {} : { source: own }), isCause: false };
}
