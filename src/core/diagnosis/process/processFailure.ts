import * as l10n from '@vscode/l10n';
import { listCommands } from '../../definitions/programs.ts';
import { countBytes } from '../../files/bytes.ts';
import { countNoticeLines, readLeftOut } from '../../files/logNotice.ts';
import { type LogPaths, toLogPath, type UnreadLogs } from '../../model/logEnd.ts';
import type { Subtask } from '../../model/subtask.ts';
import { describeLogs, toFileNotAsked } from '../../refusals/unreadFile.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { listPlain } from '../../text/lists.ts';
import { formatBytes } from '../../words/numbers.ts';
import { type Exit, isInformative } from '../catalogue/exit.ts';
import { findExit } from '../catalogue/findExit.ts';
import { findProcessExit } from '../catalogue/processExit.ts';
import { maskLiterals, type Quoted } from '../evidence/mask.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { explainWithoutOwnRules } from '../explainLog.ts';
import { type FailureCategory, isSymptom } from '../explanation/category.ts';
import { quoteInSentence, toClause } from '../explanation/draft.ts';
import type { Confidence, Evidence, Fix } from '../explanation/explanation.ts';
import { joinSentences, shortenNodeIds } from '../explanation/sentences.ts';
import { fixesFor } from '../logs/advice/fixes.ts';
import { quoteInTitle } from '../logs/advice/titles.ts';
import { nameLine, quoteEnd } from '../logs/quoteLog.ts';
import { findLogCause, isVague, type LogCause, listConsequences, listNamedLogs, toLogLine } from './logCause.ts';
import { mayPass } from './passing.ts';
import { adviseUnread, findUnread } from './unreadLogs.ts';

/** A process that ended with a failure: of a task, a start task, or a job's preparation task. */
export interface FailedProcess {
  readonly commandLine?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly os?: OperatingSystem | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  /** Paths of the logs, if they differ from the process's own. */
  readonly logPaths?: LogPaths | undefined;
  readonly unread?: UnreadLogs | undefined;
  /** The task's own retention time in milliseconds, if it has passed, so that the node deleted the logs. */
  readonly retainedMs?: number | undefined;
  /** Milliseconds for which the process ran, if known. */
  readonly ranMs?: number | undefined;
  /**
   * The subtask that ran the process, if it is the coordination command of a multi-instance task; `perhaps` if either
   * that or the task's own command may have failed.
   */
  readonly coordination?: Subtask | 'perhaps' | undefined;
}

export interface ProcessVerdict {
  readonly category: FailureCategory;
  /** The failure, as a clause after "… failed:". */
  readonly what: string;
  readonly cause: string;
  readonly evidence: readonly Evidence[];
  /** Remedies; empty if none is known. */
  readonly fixes: readonly Fix[];
  /** Step that says where to look next, for a process whose logs are the logs of a task. */
  readonly nextLook: Fix;
  readonly confidence: Confidence;
  /** Confidence if the definition confirms what the logs show. */
  readonly confirmed: Confidence;
  readonly identity: string;
  readonly subject?: string | undefined;
  readonly mayPass: boolean;
}

/** Explains why the process failed, by its logs or its exit code. If neither shows a reason, it is unknown. */
export function judgeProcess(process: FailedProcess): ProcessVerdict {
  // A rule of the user speaks instead of the verdict, not in it (`withOwnRule`).
  return judgeWith(findLogCause(process, explainWithoutOwnRules), process);
}

/** Judges a process by what its logs say. */
function judgeWith(log: LogCause | undefined, process: FailedProcess): ProcessVerdict {
  const named = findNamedProgram(log?.explanation.rootCause.text ?? '', process.exitCode);
  const meaning = judgeUsage(judgeKill(findProcessExit(process, named), log), process);
  const byLog = log !== undefined && isLogDecisive(log, meaning);
  const command = log === undefined ? nameCommand(process, meaning) : undefined;
  const category = byLog ? log.explanation.category : (meaning?.category ?? log?.explanation.category ?? 'other');
  const confirmed = judgeConfidence(byLog ? log : undefined, meaning);
  // A line may be conclusive although its cause or its remedy is still open.
  const isOpen =
    confirmed === 'certain' &&
    (isSymptom(category) || (byLog && log.explanation.fixes.some(({ isSearch }) => isSearch)));
  const fixes = listProcessFixes(process, log, byLog, meaning);
  return {
    category,
    what:
      byLog && !saysLessThan(log, meaning)
        ? describeWhat(log, process, meaning)
        : describeCode(process.exitCode, meaning, command),
    cause: [
      describeProcessEnd(process, meaning),
      log === undefined
        ? describeNoLog(process)
        : saysLessThan(log, meaning)
          ? describeSameInLog(log, process)
          : describeLog(log, process),
    ].join(' '),
    evidence: [
      ...exitEvidence(process.exitCode, meaning),
      ...logEvidence(log, process),
      ...missingLogEvidence(process),
    ],
    fixes,
    nextLook: adviseNextLook(process),
    confidence: isOpen ? 'likely' : confirmed,
    confirmed,
    identity: toIdentity(process.exitCode, byLog ? log : undefined, command),
    subject: byLog ? log.explanation.subject : undefined,
    // A failure whose remedy is unknown isn't known to pass, either.
    mayPass:
      fixes[0]?.isSearch !== true &&
      !(byLog && log.explanation.isOfFamily === true && category !== 'license' && category !== 'throttled') &&
      mayPass(category, byLog && !isVague(category) ? log.explanation.rootCause.text : undefined, meaning),
  };
}

/** Milliseconds within which programs reject their arguments. */
const usageMs = 60_000;

/** Leaves out that the arguments may be wrong if the program ran on with them; if they are, its log says so. */
function judgeUsage(meaning: Exit | undefined, { ranMs = 0 }: FailedProcess): Exit | undefined {
  const isUsage = meaning?.category === 'bad-arguments' && meaning.certainty === 'maybe';
  return isUsage && ranMs > usageMs ? undefined : meaning;
}

/** Finds the log line with the reason for a process's failure, judged with the exit code; undefined if none has it. */
export function judgeLogs(process: FailedProcess): LogCause | undefined {
  const log = findLogCause(process);
  if (log === undefined || log.explanation.own !== undefined) return log;
  // Where no rule of the user speaks, the log says the same without such rules.
  const { what: title, category, confidence } = judgeWith(log, process);
  return { ...log, explanation: { ...log.explanation, title, category, confidence } };
}

/** Matches what programs print when they are asked to end. */
const asked = /\bSIGTERM\b|\bsignal (?:15|TERM)\b|\bshutting down\b|\bgraceful(?:ly)? (?:shut|stop|terminat)/i;

/** Corrects the usual meaning of SIGKILL, a lack of memory, by what the log says. */
function judgeKill(exit: Exit | undefined, log: LogCause | undefined): Exit | undefined {
  if (exit?.id !== 'SIGKILL' || log === undefined) return exit;
  const { category, confidence, rootCause } = log.explanation;
  const { fromOutside: _fromOutside, ...known } = exit;
  if (category === exit.category)
    return confidence === 'certain' ? { ...known, meaning: l10n.t('Killed for lack of memory.') } : exit;
  if (!['other', 'interrupted'].includes(category) || !asked.test(rootCause.text)) return exit;
  const { fixes = [] } = findExit(sigterm) ?? {};
  return { ...exit, category: 'interrupted', meaning: l10n.t('Killed after it was asked to end.'), fixes };
}

/** Exit code of a shell whose command ended by SIGTERM. */
const sigterm = 143;

/** Finds the program that states its own exit code: `curl: (6) Could not resolve host`. */
function findNamedProgram(line: string, exitCode: number | undefined): string | undefined {
  const [, program, code] = /(?:^|\s)([\w.+-]{1,40}): \((\d{1,3})\) /.exec(line) ?? [];
  return Number(code) === exitCode ? program : undefined;
}

function describeWhat({ explanation }: LogCause, { exitCode }: FailedProcess, meaning: Exit | undefined): string {
  if (explanation.isLastWords !== true) return explanation.title;
  return l10n.t(
    '{0}; its last output: “{1}”',
    describeCode(exitCode, isInformative(meaning) ? meaning : undefined),
    quoteInTitle(explanation.rootCause.text),
  );
}

/**
 * Matches everything that shells print about a program that a signal ended; scripts add the process: `run.sh: line 3:
 * 2006 Aborted`.
 */
const shellWords =
  /^\s*(?:\S+ ?: \p{L}+ \d+ ?: +\d+ \S|(?:Aborted|Bus error|Floating point exception|Illegal instruction|Killed|Segmentation fault|Terminated|Trace\/breakpoint trap)\b)/u;

/** Checks whether the log has only a shell's brief message about a signal that the exit code names, too. */
function saysLessThan({ explanation }: LogCause, meaning: Exit | undefined): boolean {
  return (
    shellWords.test(explanation.rootCause.text) && isInformative(meaning) && meaning?.category === explanation.category
  );
}

/** Lists the fixes, starting with those of the decisive evidence. */
function listProcessFixes(
  process: FailedProcess,
  log: LogCause | undefined,
  byLog: boolean,
  meaning: Exit | undefined,
): readonly Fix[] {
  const further = hasUnreadPart(process) ? [adviseWholeLogs()] : [];
  const fromLog =
    log?.explanation.isLastWords === true ? [...adviseWords(log), ...further] : (log?.explanation.fixes ?? []);
  // A log that was read needs no step to read it, and its own steps fit better than those of the exit code.
  const wasRead = byLog || wroteNothing(process) || findUnread(process) !== undefined;
  // Only the exit code shows that a process other than the one in the log ended the program.
  const isUnsaid = log?.explanation.isLastWords === true && !isVague(meaning?.category ?? 'other');
  const isSaid = byLog && fromLog.length > 0 && meaning?.fromOutside !== true && !isUnsaid;
  const isIdle = isSaid || (wasRead && meaning?.category === 'other' && !isInformative(meaning));
  const fromCode = isIdle || meaning === undefined ? [] : adviseExit(meaning, process);
  // For a signal from outside, about which the log has only the shell's message, the step is to find out who sent it.
  const isEcho = log !== undefined && meaning?.category === 'interrupted' && saysLessThan(log, meaning);
  if (byLog && !isEcho) return [...fromLog, ...fromCode];
  // Next to the advice for the code, a step to look for the reason of a line would only distract.
  return [...fromCode, ...(fromCode.length > 0 ? fromLog.filter(({ isSearch }) => isSearch !== true) : fromLog)];
}

/** Returns the advice for an exit code, or else the usual advice for the code's category. */
function adviseExit({ category, fixes, meaning, isInLog }: Exit, process: FailedProcess): readonly Fix[] {
  if (isInLog === true && (wroteNothing(process) || findUnread(process) !== undefined)) return [];
  if (fixes.length > 0)
    return fixes.map((text) => (isInLog === true ? { text, remedies: ['task.openStderr'] } : { text }));
  return isVague(category) ? [] : fixesFor(category, { text: meaning });
}

function wroteNothing({ stdout, stderr }: FailedProcess): boolean {
  return stdout === '' && stderr === '';
}

/** Advises on final messages. If they give no reason, the advice only says that the reason is missing. */
function adviseWords({ explanation }: LogCause): readonly Fix[] {
  if (explanation.category !== 'other') return explanation.fixes;
  return [
    {
      text: l10n.t('Look at what the program does after its last output, and make it write the reason before it ends.'),
    },
  ];
}

/** Advises reading the whole logs if only a part was read, because the decisive line may be in the rest. */
function adviseWholeLogs(): Fix {
  return {
    text: l10n.t('Only the ends of the logs were read. Find the first error in the full logs, or download them.'),
    remedies: ['file.find', 'task.downloadFiles', 'task.openStderr', 'task.openStdout'],
  };
}

function hasUnreadPart(process: FailedProcess): boolean {
  return describeRead(process).length > 0;
}

/** Describes which part was read, for each log that was not read from its beginning. */
function describeRead({ stdout = '', stderr = '', logPaths }: FailedProcess): readonly string[] {
  return (
    [
      ['stderr.txt', stderr],
      ['stdout.txt', stdout],
    ] as const
  ).flatMap(([name, text]) => {
    const cut = readLeftOut(text);
    if (cut === undefined) return [];
    const shown = countBytes(text.split('\n').slice(countNoticeLines(text)).join('\n'), 'utf-8');
    const sizes = { size: formatBytes(cut.searched), whole: formatBytes(cut.leftOut + shown) };
    return [
      l10n.t('Only the last {size} of the {whole} in {file} was read.', { file: toLogPath(logPaths, name), ...sizes }),
    ];
  });
}

function adviseNextLook(process: FailedProcess): Fix {
  const kind = findUnread(process);
  if (typeof process.coordination === 'object' && !wroteNothing(process))
    return adviseSubtask(process.coordination, process, kind === 'gone' || kind === 'absent');
  if (kind !== undefined && kind !== 'notRead') return adviseUnread(kind, process);
  if (hasUnreadPart(process)) return adviseWholeLogs();
  return wroteNothing(process)
    ? {
        text: l10n.t(
          "Make the program log what it's doing: use `set -x` in a shell script, or the verbose output option of other programs.",
        ),
      }
    : {
        text: l10n.t(
          'Read stderr.txt and stdout.txt starting at the end: the first error among the last lines is usually the cause.',
        ),
        remedies: ['task.openStderr', 'task.openStdout'],
      };
}

/** Advises on a subtask's logs. Only the primary's files are among the task's files and stored as output files. */
function adviseSubtask({ id }: Subtask, { logPaths }: FailedProcess, isGone: boolean): Fix {
  return {
    text: isGone
      ? l10n.t(
          'What the coordination command wrote in subtask {id} is gone. After another run, read stderr.txt of the subtask that fails before its node leaves the pool.',
          { id },
        )
      : l10n.t('Read {path} on the node of subtask {id}: it has what the coordination command wrote.', {
          path: toLogPath(logPaths, 'stderr.txt'),
          id,
        }),
    isReading: true,
  };
}

/**
 * Checks whether the log takes precedence over the exit code, which it does unless only the log is vague. Final
 * messages don't name a cause, but an uncaught exception does. If a program reports success, a guess is not enough to
 * contradict it.
 */
function isLogDecisive({ explanation }: LogCause, meaning: Exit | undefined): boolean {
  const isStated = explanation.lineConfidence !== 'guess' && explanation.category !== 'other';
  if (isStated || meaning === undefined || explanation.isOfFamily === true) return true;
  if (isVague(meaning.category)) return meaning.isSuccess !== true;
  // Such a code only says that the reason was printed.
  if (meaning.isInLog === true && explanation.isLastWords !== true && explanation.category !== 'other') return true;
  return !isInformative(meaning);
}

function judgeConfidence(log: LogCause | undefined, meaning: Exit | undefined): Confidence {
  if (log !== undefined) return log.explanation.confidence;
  return meaning?.certainty === 'only' ? 'likely' : 'guess';
}

/** Categories in which a different name is a different cause; files have names, too, but are data. */
const namedCategories: ReadonlySet<FailureCategory> = new Set([
  'missing-module',
  'missing-program',
  'bad-arguments',
  'dependency-version',
  'license',
]);

function toQuoted(category: FailureCategory, hasPlace: boolean): Quoted {
  if (namedCategories.has(category)) return 'kept';
  return isVague(category) && !hasPlace ? 'words' : 'masked';
}

/** Exit codes of shells that could not run a command (POSIX: "Exit Status for Commands"; `cmd`: 9009). */
const shellRefusals: ReadonlySet<string> = new Set(['126', '127', '9009']);

function isNotStarted({ id }: Exit): boolean {
  return shellRefusals.has(id);
}
const longestCommand = 40;

/**
 * Names the command line's program if the exit code means that a command could not be run and no log names it;
 * undefined otherwise, or if the command line doesn't show it.
 */
function nameCommand({ commandLine = '' }: FailedProcess, meaning: Exit | undefined): string | undefined {
  if (meaning === undefined || !isNotStarted(meaning)) return undefined;
  const commands = listPlain(listCommands(commandLine));
  if (commands === '') return undefined;
  return commands.length > longestCommand ? `${commands.slice(0, longestCommand - 1)}…` : commands;
}

function toIdentity(exitCode: number | undefined, log: LogCause | undefined, command?: string): string {
  if (log === undefined) return [`exit ${exitCode ?? 'unknown'}`, command].filter(Boolean).join(' of ');
  const { category, rootCause, userFrame: frame } = log.explanation;
  const place = frame === undefined ? '' : `${maskLiterals(frame.file)}:${frame.line}`;
  const text = maskLiterals(rootCause.text, toQuoted(category, frame !== undefined));
  // Some loggers begin a line with its time, and others don't.
  return `${place}|${text.replace(/^[[\]()*:\s-]+/, '')}`;
}

function describeCode(exitCode: number | undefined, meaning: Exit | undefined, command?: string): string {
  if (exitCode === undefined) return l10n.t('the program failed without an exit code');
  if (meaning === undefined) return l10n.t('exit code {0}', exitCode);
  const parts = { name: meaning.name, meaning: toClause(meaning.meaning) };
  return command === undefined
    ? l10n.t('exit code {name}: {meaning}', parts)
    : l10n.t('exit code {name}: {meaning} (running {command})', { ...parts, command });
}

function describeProcessEnd({ exitCode, coordination }: FailedProcess, meaning: Exit | undefined): string {
  if (exitCode === undefined) return l10n.t("The exit code isn't known.");
  if (coordination !== undefined) {
    const name = meaning?.name ?? String(exitCode);
    return joinSentences([describeCoordination(coordination, name), meaning?.meaning]);
  }
  if (meaning === undefined)
    return l10n.t('The program ran and ended with exit code {0}; only the program knows what that means.', exitCode);
  const parts = { name: meaning.name, meaning: meaning.meaning };
  return isNotStarted(meaning)
    ? l10n.t('The command line ended with exit code {name}. {meaning}', parts)
    : l10n.t('The program ran and ended with exit code {name}. {meaning}', parts);
}

function describeCoordination(coordination: Subtask | 'perhaps', name: string): string {
  if (coordination === 'perhaps')
    return l10n.t('Its coordination command or its program ended with exit code {name}.', { name });
  const { id, nodeInfo } = coordination;
  return l10n.t(
    'The coordination command failed in subtask {id} on node {node} with exit code {name}, so the program itself never ran.',
    { id, node: shortenNodeIds(nodeInfo?.nodeId ?? ''), name },
  );
}

function describeLog({ file: name, explanation }: LogCause, process: FailedProcess): string {
  const file = toLogPath(process.logPaths, name);
  const line = nameLine(toLogLine(process, name, explanation.rootCause.line));
  const text = quoteInSentence(explanation.rootCause.text);
  if (explanation.isLastWords === true) {
    const read = describeRead(process);
    if (read.length > 0)
      return joinSentences([
        l10n.t('None of the log lines that were read is a known error.'),
        ...read,
        l10n.t('Its last output is in {file}, line {line}: “{text}”.', { file, line, text }),
      ]);
    return l10n.t(
      'None of the lines in its logs is a known error. Its last output is in {0}, line {1}: “{2}”.',
      file,
      line,
      text,
    );
  }
  return l10n.t('{0}, line {1}: “{2}”.', file, line, text);
}

function describeSameInLog({ file: name, explanation }: LogCause, process: FailedProcess): string {
  const file = toLogPath(process.logPaths, name);
  const { text } = explanation.rootCause;
  const line = nameLine(toLogLine(process, name, explanation.rootCause.line));
  return l10n.t('{file}, line {line}, says so too: “{text}”.', { file, line, text: quoteInSentence(text) });
}

function describeNoLog(process: FailedProcess): string {
  const { exitCode, stdout, stderr } = process;
  if (wroteNothing(process)) return describeLogs('empty');
  const read = describeRead(process);
  if (read.length > 0) return joinSentences([l10n.t('Nothing that was read from its logs is a known cause.'), ...read]);
  if (stdout !== undefined || stderr !== undefined)
    return l10n.t('Nothing in its logs is a known cause; their last lines may still show the cause.');
  return exitCode === undefined
    ? l10n.t('Its logs were not available either, so nothing shows why it failed.')
    : describeLogs(findUnread(process) ?? 'notRead');
}

function exitEvidence(exitCode: number | undefined, meaning: Exit | undefined): readonly Evidence[] {
  if (exitCode === undefined) return [];
  return [
    {
      text:
        meaning === undefined
          ? l10n.t('Exit code {0}', exitCode)
          : l10n.t('Exit code {name}: {meaning}', { name: meaning.name, meaning: continueAfterColon(meaning.meaning) }),
      source: 'exitCode',
    },
  ];
}

function logEvidence(log: LogCause | undefined, process: FailedProcess): readonly Evidence[] {
  if (log === undefined) return quoteEnds(process);
  const file = toLogPath(process.logPaths, log.file);
  const toSource = (line: number): string => `${file}:${toLogLine(process, log.file, line)}`;
  const { rootCause, userFrame, evidence } = log.explanation;
  return [
    { text: rootCause.text, source: toSource(rootCause.line), isCause: true },
    ...(userFrame === undefined
      ? []
      : [
          {
            text: l10n.t('In your code: {0}, line {1}', userFrame.file, userFrame.line),
            source: file,
            frame: userFrame,
          },
        ]),
    ...evidence
      .filter(({ text }) => text !== rootCause.text)
      .map(({ text, line }) => ({ text, source: toSource(line) })),
    ...listNamedLogs(log),
    ...listConsequences(log, process),
  ];
}

/** Quotes the last lines of both logs. */
export function quoteEnds({
  stdout = '',
  stderr = '',
  logPaths,
}: Pick<FailedProcess, 'stdout' | 'stderr' | 'logPaths'>): readonly Evidence[] {
  return [
    ...quoteEnd(toLogPath(logPaths, 'stderr.txt'), stderr),
    ...quoteEnd(toLogPath(logPaths, 'stdout.txt'), stdout),
  ];
}

/** Describes missing logs, which are evidence, too. Leaves out logs in `unread`, which are described separately. */
function missingLogEvidence({ stdout, stderr, unread = {} }: FailedProcess): readonly Evidence[] {
  if (stdout === undefined && stderr === undefined) return [];
  return [
    ...(stderr === undefined && unread['stderr.txt'] === undefined
      ? [{ text: toFileNotAsked('stderr.txt').why, source: 'stderr.txt' }]
      : []),
    ...(stderr === '' && (stdout ?? '') === ''
      ? [{ text: l10n.t('Both logs are empty: the program wrote nothing before it ended.'), source: 'stderr.txt' }]
      : []),
  ];
}
