import * as l10n from '@vscode/l10n';
import { findRetentionEnd } from '../../impact/retention.ts';
import type { FailureInfo, OutputFile } from '../../model/common.ts';
import { uploadLogName } from '../../model/logEnd.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { redactText } from '../../text/redact.ts';
import { type CodeEntry, describeCauses } from '../catalogue/entry.ts';
import { findCode, type KnownCode } from '../catalogue/find.ts';
import { type RefusalKind, readStorageRefusal, storageRefusals } from '../catalogue/storageRefusals.ts';
import { findContainerRequest } from '../evidence/storageAddress.ts';
import { isSame, toTimeText } from '../evidence/time.ts';
import type { FailureCategory } from '../explanation/category.ts';
import { type Draft, toClause, toReason, toSentence } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { type Instruction, toFix } from '../explanation/instruction.ts';
import { joinSentences, quoteWord } from '../explanation/sentences.ts';
import { findDetail, readSaid } from '../explanation/serviceWords.ts';
import { toFileLine } from '../logs/quoteLog.ts';
import { type AccessVerdict, isSure } from './accessVerdict.ts';
import { categorizeMessage } from './logCause.ts';
import { canRetry, type NextStep, planAccessStep } from './nextStep.ts';
import { judgeProcess, type ProcessVerdict } from './processFailure.ts';
import { withHttps } from './proposedEdits.ts';
import { findRefusedOutput, isUnnamed } from './refusedFile.ts';
import { findTimeOfUse } from './resourceFile.ts';
import { describeHarmlessAccess, identifyRefusal, judgeAccess, lacksIdentity } from './storageAccess.ts';
import { judgeStorageAccount } from './storageAccount.ts';
import { atFile, describeAddress, type FileAtFault, findOutputFile, identifyFile } from './storageFiles.ts';
import type { TaskContext } from './taskContext.ts';
import { findUnread } from './unreadLogs.ts';

/** Explains a task whose program ended but whose output could not be stored; undefined for other codes. */
export function explainFileUpload(context: TaskContext): Draft | undefined {
  const { task, pool } = context;
  const info = task.executionInfo?.failureInfo;
  const known = findCode('fileUpload', info?.code);
  if (known === undefined) return undefined;
  const { code, entry } = known;
  const named = findOutputFile(info, task.outputFiles ?? [], pool);
  const at = findTimeOfUse(context);
  const line = findUploadLine(context.uploadLog, findDetail(info?.details, 'FilePath'));
  const said = `${readSaid(info)}\n${line?.text ?? ''}`;
  const isDenied = isSame(code, 'FileUploadAccessDenied') || readStorageRefusal(said) !== undefined;
  const refused = isDenied && isUnnamed(named) ? findRefusedOutput(task.outputFiles ?? [], at) : undefined;
  const file = refused ?? named;
  const isRefused = isDenied || lacksAccess(file) || lacksIdentity(file);
  const { meaning } = entry.text();
  const verdict =
    judgeDestination(task.outputFiles ?? [], file) ??
    judgeStorageAccount(file, said, 'output') ??
    (isRefused ? judgeAccess(file, 'write', at, said) : undefined);
  const process = judgeProgram(context);
  const category = verdict?.category ?? narrow(info, entry);
  return {
    category,
    code,
    title: l10n.t('{0} failed after it ran: {1}', task.id, verdict?.title ?? toUploadTitle(code, file, meaning)),
    cause: joinSentences([
      meaning,
      describeReason(info, entry, verdict),
      verdict === undefined && line !== undefined
        ? l10n.t('The log of the upload says: {0}', quoteWord(redactText(line.text).slice(0, maxQuoted)))
        : '',
      // The title names the container if its signature is at fault.
      isRefused && file.name !== undefined ? l10n.t("{0} couldn't be uploaded.", quoteWord(file.name)) : '',
      describeProgram(context, process),
    ]),
    evidence: [
      file.address === undefined
        ? undefined
        : { text: l10n.t('Address: {0}', file.address.base), source: 'outputFiles' },
      line === undefined ? undefined : quoteUploadLine(line),
      verdict?.evidence ?? describeHarmlessAccess(file, 'write', at),
      ...(process?.evidence ?? []),
      process === undefined && task.executionInfo?.exitCode !== undefined
        ? { text: l10n.t('Exit code {0}', task.executionInfo.exitCode), source: 'exitCode' }
        : undefined,
    ],
    ...listSteps(context, known, file, { verdict, process, isRead: line !== undefined }),
    confidence: (isSure(verdict, refused) ?? !isSame(code, 'FileUploadMiscError')) ? 'certain' : 'likely',
    identity: isRefused ? identifyRefusal(file, 'write', at, said) : identifyFile(file),
  };
}

/** Finds a destination at which no file can be written: the address of a request, or a path that is an address. */
function judgeDestination(files: readonly OutputFile[], { property }: FileAtFault): AccessVerdict | undefined {
  const index = property?.[1];
  const container = typeof index === 'number' ? files[index]?.destination?.container : undefined;
  const request = findContainerRequest(container?.containerUrl ?? '');
  if (request !== undefined)
    return {
      category: 'bad-arguments',
      title: continueAfterColon(l10n.t('The address of its destination has {0}', request)),
      reason: l10n.t(
        'Storage rejects the addresses of files with {0}: it belongs to requests about the container.',
        request,
      ),
      isProven: true,
      needsAddress: true,
      fixes: [l10n.t('Remove {0} from `containerUrl`, and keep the rest.', request)],
    };
  const path = container?.path;
  if (path === undefined || !/^\/*[a-z][a-z\d+.-]*:\/\//i.test(path)) return undefined;
  return {
    category: 'bad-arguments',
    title: continueAfterColon(l10n.t('The `path` of its destination is a whole URL')),
    reason: l10n.t(
      'Batch adds `path` to `containerUrl`, and here `path` starts with a URL of its own, so the address that results contains two URLs.',
    ),
    isProven: true,
    needsAddress: true,
    evidence: { text: redactText(path), source: 'outputFiles' },
    fixes: [
      l10n.t(
        'Correct `path` in the destination: give the name that the blob is to have inside the container, without a URL.',
      ),
    ],
  };
}

/** Checks for a container of the task without a signature or an identity, to which Batch cannot write. */
function lacksAccess({ address, identity, property }: FileAtFault): boolean {
  return (
    property !== undefined && address?.container !== undefined && address.sas === undefined && identity === undefined
  );
}

function toUploadTitle(code: string, { name, address }: FileAtFault, meaning: string): string {
  if (isSame(code, 'FileUploadContainerNotFound') && address?.container !== undefined) {
    return l10n.t('the output container {0} is missing', address.container);
  }
  if (name === undefined) return toClause(meaning);
  return l10n.t('{0} could not be uploaded', quoteWord(name));
}

/** Checks for a pattern that matched nothing: the program wrote elsewhere or wrote nothing. */
function hasNoFiles(info: FailureInfo | undefined): boolean {
  return /no (?:such )?files? (?:were )?(?:found|match)|match(?:es|ed|ing)? no file/i.test(readSaid(info));
}

function narrow(info: FailureInfo | undefined, entry: CodeEntry): FailureCategory {
  if (!isSame(info?.code, 'FileUploadMiscError')) return entry.category;
  if (hasNoFiles(info)) return 'missing-file';
  return categorizeMessage(readSaid(info)) ?? entry.category;
}

/** Judges a program that failed itself, which has to be fixed first even though the service names the upload. */
function judgeProgram({ task, stdout, stderr, logPaths, os }: TaskContext): ProcessVerdict | undefined {
  const exitCode = task.executionInfo?.exitCode;
  if (exitCode === undefined || exitCode === 0) return undefined;
  return judgeProcess({ commandLine: task.commandLine, exitCode, stdout, stderr, logPaths, os });
}

function describeProgram({ task }: TaskContext, process: ProcessVerdict | undefined): string {
  const { exitCode, failureInfo } = task.executionInfo ?? {};
  if (process === undefined) {
    return exitCode === 0 ? l10n.t("The program itself succeeded (exit code 0); only its results weren't stored.") : '';
  }
  const what = continueAfterColon(toSentence(process.what));
  // The program can only be the reason for missing files.
  return hasNoFiles(failureInfo)
    ? l10n.t('The program itself failed first, which may be why there was nothing to store: {0}', what)
    : l10n.t('The program itself failed before that: {0}', what);
}

function describeReason(info: FailureInfo | undefined, entry: CodeEntry, verdict: AccessVerdict | undefined): string {
  if (verdict !== undefined) return verdict.reason;
  const detail = findDetail(info?.details, 'Message', 'Reason');
  return detail === undefined ? describeCauses(entry.text()) : toReason(detail);
}

interface Judged {
  readonly verdict: AccessVerdict | undefined;
  readonly process: ProcessVerdict | undefined;
  /** True if the log of the upload is quoted, so that no step sends people to it. */
  readonly isRead: boolean;
}

function listSteps(
  context: TaskContext,
  { code, entry }: KnownCode,
  file: FileAtFault,
  { verdict, process, isRead }: Judged,
): Pick<Draft, 'fixes' | 'remedies' | 'change'> {
  const { task } = context;
  const said = categorizeMessage(readSaid(task.executionInfo?.failureInfo));
  const mayPass = entry.transient || (said === 'network' && verdict === undefined);
  const next = planAccessStep(context, verdict, mayPass ? 'nothing' : 'surroundings');
  const isBusy = said === 'throttled';
  const steps =
    verdict === undefined
      ? isBusy
        ? [adviseLess()]
        : listUploadFixes(code, entry, file)
      : withHttps(task, file, verdict);
  const fixes = hasNoFiles(task.executionInfo?.failureInfo)
    ? [advisePattern(file)]
    : steps.map((fix, index) => (index === 0 ? atFile(toFix(fix), file) : toFix(fix)));
  const areGone = areFilesGone(context);
  // The node's upload log is among the task's files. Another run succeeds only after the cure.
  const left = areGone || isRead ? fixes.filter(({ text }) => !text.includes(uploadLogName)) : fixes;
  const cure = areGone ? [...left, sayGone()] : left;
  return {
    fixes: [...(areGone ? [] : [saveOutput(context)]), ...order(mayPass, next, [...cure, ...adviseProgram(process)])],
    remedies: ['task.openStderr'],
    change: next.change,
  };
}

/** Returns the first step for a program that failed itself: another run would fail even if its output could be stored. */
function adviseProgram(process: ProcessVerdict | undefined): readonly Fix[] {
  const [first] = process?.fixes ?? [];
  if (first === undefined) return [];
  const step = continueAfterColon(first.text);
  const others = continueAfterColon(first.ofSeveral ?? first.text);
  const text = l10n.t('The program failed before that, too: {step}', { step });
  return [{ ...first, text, ofSeveral: l10n.t('Where the program failed before that, too: {step}', { step: others }) }];
}

/** Advises uploading less at once: a throttled storage account accepts less now or the same amount later. */
function adviseLess(): Instruction {
  return l10n.t(
    'Upload less at once: run fewer of these tasks at the same time, or give their results a storage account with higher limits.',
  );
}

function order(isTransient: boolean, next: NextStep, fixes: readonly Fix[]): readonly Fix[] {
  return isTransient ? [...next.fixes, ...fixes] : [...fixes, ...next.fixes];
}

function advisePattern({ name, property }: FileAtFault): Fix {
  return {
    text: l10n.t(
      "Check where the program writes: `filePattern` {0} is relative to the task's folder `wd`.",
      name ?? '',
    ),
    ...(property === undefined ? {} : { property: [...property.slice(0, 2), 'filePattern'] }),
  };
}

/** Checks whether the files of the task are gone; if its logs are gone, so are all its files. */
function areFilesGone(context: TaskContext): boolean {
  const unread = findUnread(context);
  return unread === 'gone' || unread === 'absent';
}

function sayGone(): Fix {
  return { text: l10n.t('The files from this run can no longer be read. Produce its output again.') };
}

/** Proposes downloading the task's output before another run overwrites it. */
function saveOutput(context: TaskContext): Fix {
  const { id } = context.task;
  const end = findRetentionEnd(context.task);
  const until = end === undefined ? '' : l10n.t('Its node keeps them until {0}, if it still exists.', toTimeText(end));
  const step = canRetry(context)
    ? {
        text: l10n.t('Download the files of {0} first: another run overwrites them.', id),
        ofSeveral: l10n.t('Download the files of each task first: another run overwrites them.'),
      }
    : {
        text: l10n.t("Download the files of {0}: they aren't stored anywhere else.", id),
        ofSeveral: l10n.t("Download the files of each task: they aren't stored anywhere else."),
      };
  return { ...step, text: joinSentences([step.text, until]), remedies: ['task.downloadFiles'] };
}

function listUploadFixes(code: string, entry: CodeEntry, file: FileAtFault): readonly Instruction[] {
  const place = describeAddress(file);
  if (place !== undefined && isSame(code, 'FileUploadContainerNotFound')) {
    return [l10n.t('Create {0}, or correct `containerUrl`.', place)];
  }
  return entry.text().fixes;
}

/** Number of characters of a log that are searched, because the service reports the first upload that failed. */
const maxLength = 64 * 1024;

/** Maximum number of characters of a line that are quoted. */
const maxQuoted = 300;

interface UploadLine {
  readonly text: string;
  /** Undefined for a line that isn't about a refusal of storage. */
  readonly kind?: RefusalKind;
  /** Starts at 1. */
  readonly line: number;
}

/**
 * Finds the line in which Azure Storage gives the reason for refusing an upload: among lines that name `path`, or else
 * among all lines, preferring specific reasons. Undefined for several different reasons, which may be about other
 * files.
 */
function findUploadLine(log: string | undefined, path: string | undefined): UploadLine | undefined {
  const lines = (log ?? '')
    .slice(0, maxLength)
    .split('\n')
    .flatMap((text, index): readonly UploadLine[] => {
      const kind = readStorageRefusal(text);
      return kind === undefined ? [] : [{ text: text.trim(), kind, line: toFileLine(log ?? '', index + 1) }];
    });
  const own = path === undefined ? [] : lines.filter(({ text }) => text.includes(path));
  const asked = own.length === 0 ? lines : own;
  if (asked.length === 0) return findErrorLine(log);
  // A refused authentication is accompanied by a more specific detail.
  const clear = asked.filter(({ kind }) => kind === undefined || storageRefusals[kind].isVague !== true);
  const [first, ...others] = clear.length === 0 ? asked : clear;
  return others.every(({ kind }) => kind === first?.kind) ? first : undefined;
}

const namesError = /error|exception|fail|denied|refused|timed out|cannot|could ?n[o']t|\b[45]\d\d\b/i;

/** Finds the last line that names an error, which the uploader writes when it gives up. */
function findErrorLine(log = ''): UploadLine | undefined {
  const lines = log.slice(0, maxLength).split('\n');
  const index = lines.findLastIndex((line) => namesError.test(line));
  const text = lines[index]?.trim();
  return text === undefined ? undefined : { text, line: toFileLine(log, index + 1) };
}

function quoteUploadLine({ text, line }: UploadLine): Evidence {
  return { text, source: line > 0 ? `${uploadLogName}:${line}` : uploadLogName };
}
