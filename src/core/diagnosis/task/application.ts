import * as l10n from '@vscode/l10n';
import { isResubmission } from '../../changes/foreseeChange.ts';
import { findEngine, type WorkflowEngine } from '../../definitions/workflowEngine.ts';
import { isSucceeded, type Task } from '../../model/task.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { dropLeadingFolders } from '../../text/dropFolder.ts';
import { parseDuration, toDurationWords } from '../../words/durations.ts';
import { describePoolIdentities } from '../catalogue/poolIdentity.ts';
import { maskLiterals } from '../evidence/mask.ts';
import { elapsedMs, isSame } from '../evidence/time.ts';
import { type Draft, toReason } from '../explanation/draft.ts';
import type { Confidence, Evidence, Fix, RemedyId } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeProblem, findDetail, firstLine } from '../explanation/serviceWords.ts';
import { checkSpelling } from '../logs/advice/cures.ts';
import { quoteInTitle } from '../logs/advice/titles.ts';
import { describeContainer } from '../process/container.ts';
import { type DeclaredEvidence, describeDeclared } from '../process/declaredEvidence.ts';
import { adviseDiskRoom, describeDiskRoom, isOnTaskDisk } from '../process/diskRoom.ts';
import { categorizeMessage } from '../process/logCause.ts';
import { planNextStep } from '../process/nextStep.ts';
import { adviseRetries } from '../process/passing.ts';
import { raiseMemoryOption, withMemory } from '../process/peakMemory.ts';
import { judgePlace } from '../process/place.ts';
import type { PlaceVerdict } from '../process/placeVerdict.ts';
import { judgeProcess, type ProcessVerdict } from '../process/processFailure.ts';
import { adviseFile, withEdit } from '../process/proposedEdits.ts';
import { avoidRights, elevateTask, findMissingRights, type MissingRights } from '../process/rights.ts';
import type { TaskContext } from '../process/taskContext.ts';
import { followService } from '../process/unknownFailure.ts';
import { describeNoLimit, describeRun, findTimeLimit, wasKilled } from './timeLimit.ts';

/** Explains a program that ran and failed on its own. */
export function explainApplication(context: TaskContext): Draft {
  const draft = explainProgram(context);
  if (context.subtask === undefined) return draft;
  const withoutOwn = (remedies: readonly RemedyId[] = []) => remedies.filter((remedy) => !ownLogs.has(remedy));
  const fixes = (draft.fixes ?? []).map((fix) => ({ ...fix, remedies: withoutOwn(fix.remedies) }));
  return { ...draft, fixes, remedies: withoutOwn(draft.remedies) };
}

/** Returns the task's own retention time, in milliseconds, if it has passed since the end of the task. */
function findPassedRetention({ task, now }: TaskContext): number | undefined {
  const retainedMs = parseDuration(task.constraints?.retentionTime ?? '');
  const passedMs = elapsedMs(task.executionInfo?.endTime, now);
  return retainedMs !== undefined && passedMs !== undefined && passedMs > retainedMs ? retainedMs : undefined;
}

/** Checks whether a program lacks an identity, or was refused with the one that it has, as far as its words show. */
function isOfIdentity({ category }: ProcessVerdict, printed = ''): boolean {
  return category === 'auth-storage' && /identit|credential|\bMSI\b/i.test(printed);
}

/** Remedies that open the primary's logs, which don't show why a subtask failed. */
const ownLogs: ReadonlySet<RemedyId> = new Set(['task.openStderr', 'task.openStdout']);

function explainProgram(context: TaskContext): Draft {
  const { task, stdout, stderr, logPaths, unread, os, subtask } = context;
  const { coordinationCommandLine } = task.multiInstanceSettings ?? {};
  const run = subtask ?? task.executionInfo;
  const verdict = judgeProcess({
    commandLine: subtask === undefined ? task.commandLine : coordinationCommandLine,
    exitCode: run?.exitCode,
    ranMs: Date.parse(run?.endTime ?? '') - Date.parse(run?.startTime ?? ''),
    stdout,
    stderr,
    logPaths,
    unread,
    retainedMs: findPassedRetention(context),
    os,
    coordination: subtask ?? (coordinationCommandLine === undefined ? undefined : 'perhaps'),
  });
  const said = findSaid(context);
  if (said !== undefined) return withReason(context, verdict, said);
  const rights = findMissingRights(verdict, {
    exitCode: task.executionInfo?.exitCode,
    identity: task.userIdentity,
    pool: context.pool,
    inContainer: task.containerSettings !== undefined,
  });
  if (rights !== undefined) return withoutRights(context, verdict, rights);
  const place = judgePlace(context, verdict);
  if (place !== undefined) return withPlace(context, verdict, place);
  const retries = describeUsedRetries(context);
  const killed = isOutOfMemory(context);
  const isDiskFull = verdict.category === 'disk-full' && isOnTaskDisk(verdict.subject);
  const declared = describeDeclared(task.resourceFiles, os, verdict, context);
  const corrected = declared === undefined ? [] : correctDeclared(context, declared);
  // A mistake that the definition itself shows needs no further checks.
  const usual = corrected.length === 0 ? withMemory(context, withHost(context, verdict)) : corrected;
  const printed = verdict.evidence.find(({ isCause }) => isCause === true)?.text;
  const option = corrected.length === 0 ? raiseMemoryOption(task.commandLine, printed) : undefined;
  // The usual first step names the option, but not its value.
  const fixes = option === undefined ? usual : [option, ...usual.slice(1)];
  return {
    category: killed ? 'out-of-memory' : verdict.category,
    code: task.executionInfo?.failureInfo?.code,
    title: toFailedTitle(task, verdict.what),
    cause: joinSentences([verdict.cause, retries]),
    evidence: [
      ...verdict.evidence,
      describeContainer(context),
      describeLimit(context),
      verdict.category === 'out-of-memory' || killed ? describeMachine(context) : undefined,
      isDiskFull ? describeDiskRoom(context) : undefined,
      isOfIdentity(verdict, printed) ? describePoolIdentities(context.pool) : undefined,
      ...(declared?.evidence ?? []),
      ...describeNode(context),
    ],
    fixes: [
      ...(verdict.category === 'out-of-memory' || killed ? adviseLimit(context) : []),
      ...(isDiskFull ? adviseDiskRoom(context) : []),
      ...fixes,
      ...(verdict.mayPass ? adviseRetry(context) : []),
    ],
    remedies: [
      'task.openStderr',
      'task.openStdout',
      ...(fixes.some(isResubmission) ? [] : (['task.retry'] as const)),
      'task.compare',
    ],
    ...(declared?.change === undefined || corrected.length === 0 ? {} : { change: declared.change }),
    ...(option === undefined ? {} : { change: 'definition' }),
    confidence: killed ? 'certain' : declared?.misnamed !== undefined ? verdict.confirmed : withNode(context, verdict),
    identity: verdict.identity,
  };
}

/** Returns the title of a failed task, with the reason. */
export function toFailedTitle({ id }: Task, what: string): string {
  return l10n.t('{0} failed: {1}', id, continueAfterColon(dropLeadingFolders(what)));
}

/** Drafts the explanation with the advice from the place where the program ran instead of the advice from the log. */
function withPlace(context: TaskContext, verdict: ProcessVerdict, place: PlaceVerdict): Draft {
  const { task } = context;
  const next = planNextStep(context, place.change);
  return {
    category: verdict.category,
    code: task.executionInfo?.failureInfo?.code,
    title: toFailedTitle(task, place.what ?? verdict.what),
    cause: joinSentences([place.isUnstarted === true ? '' : verdict.cause, place.why]),
    evidence: [
      ...(place.isUnstarted === true
        ? verdict.evidence.filter(({ source }) => source !== 'exitCode')
        : verdict.evidence),
      ...(place.evidence ?? []),
      describeContainer(context),
      ...describeNode(context),
    ],
    fixes: [...place.fixes, ...next.fixes],
    remedies: ['task.openStderr', 'task.openStdout', 'task.compare'],
    change: next.change,
    confidence: verdict.confidence === 'guess' ? 'guess' : 'likely',
    identity: verdict.identity,
  };
}

/** Corrects mistakes that the definition itself shows. */
function correctDeclared(context: TaskContext, { fixes, lacks, misnamed }: DeclaredEvidence): readonly Fix[] {
  const taken = lacks === undefined ? undefined : adviseFile(context, lacks);
  if (taken !== undefined) return [taken];
  const edit = misnamed && { path: ['resourceFiles', misnamed.index, 'filePath'], value: misnamed.name };
  return fixes.map((fix, index) => (index === 0 ? withEdit(fix, edit) : fix));
}

/** Lists the fixes, without advice on spelling if a succeeded task names the same host. */
function withHost({ task, job, siblings }: TaskContext, verdict: ProcessVerdict): readonly Fix[] {
  const fixes = listApplicationFixes(verdict, findEngine(task, job?.id));
  const { category, subject } = verdict;
  if (category !== 'network-dns' || subject === undefined) return fixes;
  const isReached = siblings.some(
    (sibling) => isSucceeded(sibling) && listTexts(sibling).some((text) => text.includes(subject)),
  );
  return isReached ? fixes.filter(({ text }) => text !== checkSpelling()) : fixes;
}

function listTexts({ commandLine = '', environmentSettings = [] }: Task): readonly string[] {
  return [commandLine, ...environmentSettings.flatMap(({ value }) => value ?? [])];
}

function listApplicationFixes({ fixes, nextLook }: ProcessVerdict, engine: WorkflowEngine | undefined): readonly Fix[] {
  if (fixes.length > 0) return fixes;
  return [engine !== undefined && isResubmission(nextLook) ? readEngineLogs() : nextLook];
}

/** Advises looking for logs in the workflow engine, which defines its tasks itself. */
function readEngineLogs(): Fix {
  return { text: l10n.t("Look for the task's logs in the workflow engine: Batch no longer has any.") };
}

/**
 * Returns the service's message if there is no other information, neither an exit code nor logs, as for a coordination
 * command.
 */
function findSaid({ task, stdout, stderr }: TaskContext): string | undefined {
  const { exitCode, failureInfo } = task.executionInfo ?? {};
  const hasLogs = (stdout ?? '') !== '' || (stderr ?? '') !== '';
  if (exitCode !== undefined || hasLogs) return undefined;
  const detail = findDetail(failureInfo?.details, 'Message', 'Reason');
  return detail === undefined || detail.trim() === '' ? undefined : firstLine(detail);
}

function withReason({ task }: TaskContext, verdict: ProcessVerdict, said: string): Draft {
  return {
    category: categorizeMessage(said) ?? verdict.category,
    code: task.executionInfo?.failureInfo?.code,
    title: l10n.t('{0} failed: {1}', task.id, quoteInTitle(said)),
    cause: joinSentences([l10n.t('The service gives no exit code.'), toReason(said)]),
    fixes: [followService()],
    remedies: ['task.openStderr', 'task.openStdout', 'task.retry', 'task.compare'],
    confidence: 'likely',
    identity: maskLiterals(said),
  };
}

/** Drafts the explanation of a program without permissions, which another attempt as the same user would lack, too. */
function withoutRights(context: TaskContext, verdict: ProcessVerdict, rights: MissingRights): Draft {
  const { task } = context;
  const next = planNextStep(context, 'definition');
  return {
    category: verdict.category,
    code: task.executionInfo?.failureInfo?.code,
    title: l10n.t('{0} failed: {1}', task.id, rights.what),
    cause: joinSentences([verdict.cause, rights.who]),
    evidence: [...verdict.evidence, rights.evidence],
    fixes: [elevateTask(task.userIdentity), avoidRights(rights.isAsked), ...next.fixes],
    remedies: ['task.openStderr', 'task.openStdout', 'task.compare'],
    change: next.change,
    confidence: verdict.confirmed,
    identity: verdict.identity,
  };
}

/** Time in milliseconds between failures below which a temporary cause may not have passed yet. */
const passingMs = 5 * 60_000;

/** Describes used-up retries. Retries follow failures; if they are far apart, the cause is not temporary. */
function describeUsedRetries({ task, job }: TaskContext): string {
  const retries = task.executionInfo?.retryCount ?? 0;
  const allowed = task.constraints?.maxTaskRetryCount ?? job?.constraints?.maxTaskRetryCount;
  if (retries === 0 || allowed === undefined || allowed < 0 || retries < allowed) return '';
  const apartMs = elapsedMs(task.executionInfo?.lastRetryTime, task.executionInfo?.endTime) ?? 0;
  return apartMs < passingMs
    ? l10n.t('It failed on each of its {0} attempts (`maxTaskRetryCount` is {1}).', retries + 1, allowed)
    : l10n.t(
        "It failed on each of its {attempts} attempts (`maxTaskRetryCount` is {allowed}), and the last two failures are at least {apart} apart, so the cause probably isn't temporary.",
        { attempts: retries + 1, allowed, apart: toDurationWords(apartMs) },
      );
}

function adviseRetry({ task, job }: TaskContext): readonly Fix[] {
  const allowed = task.constraints?.maxTaskRetryCount ?? job?.constraints?.maxTaskRetryCount;
  return adviseRetries(task.executionInfo?.exitCode, allowed, ['constraints', 'maxTaskRetryCount']);
}

/** Checks whether the container runtime reports memory; the exit code only shows that the program was killed. */
function isOutOfMemory({ task }: TaskContext): boolean {
  return /\bOOM ?Killed\b|out of memory/i.test(task.executionInfo?.containerInfo?.error ?? '');
}

/** Advises on the memory limit of a container, which may be below the node's memory: `--memory 1g` or `-m 1g`. */
function adviseLimit({ task }: TaskContext): readonly Fix[] {
  const options = task.containerSettings?.containerRunOptions ?? '';
  const limit = /(?:^|\s)(?:--memory|-m)[= ] ?(\d{1,15}[bkmg]?)\b/i.exec(options.slice(0, 4000))?.[1];
  if (limit === undefined) return [];
  return [
    {
      text: l10n.t('Raise the memory limit of the container (`--memory`), which is {0}.', limit),
      property: ['containerSettings', 'containerRunOptions'],
    },
  ];
}

/** Describes the time limit, which may have ended the program, unless the program was killed earlier. */
function describeLimit(context: TaskContext): Evidence | undefined {
  const limit = findTimeLimit(context);
  if (limit?.exceeded === true) return describeRun(context.task, limit);
  return wasKilled(context.task.executionInfo?.exitCode) ? describeNoLimit(context) : undefined;
}

/** Describes the resources of the machine, which the program had to share. */
function describeMachine({ pool, node }: TaskContext): Evidence | undefined {
  const vmSize = node?.vmSize ?? pool?.vmSize;
  if (vmSize === undefined) return undefined;
  const slots = pool?.taskSlotsPerNode ?? 1;
  return {
    text:
      slots === 1
        ? l10n.t("Its node's VM size is {0}.", vmSize)
        : l10n.t("Its node's VM size is {0}, shared by up to {1} task slots.", vmSize, slots),
    source: 'vmSize',
  };
}

function describeNode({ node }: TaskContext): readonly Evidence[] {
  if (node === undefined) return [];
  const errors = (node.errors ?? []).map((error) => ({ ...describeProblem(error), source: 'node errors' }));
  return node.state === 'unusable'
    ? [{ text: l10n.t('The node is unusable now.'), source: `node ${node.id}` }, ...errors]
    : errors;
}

/** Returns the confidence. A node's full disk confirms the program's message, and makes a guess likely. */
function withNode({ node }: TaskContext, { category, confidence }: ProcessVerdict): Confidence {
  const isFull = category === 'disk-full' && (node?.errors ?? []).some(({ code }) => isSame(code, 'DiskFull'));
  if (!isFull) return confidence;
  return confidence === 'guess' ? 'likely' : 'certain';
}
