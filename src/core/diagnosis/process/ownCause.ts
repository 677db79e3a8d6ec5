import * as l10n from '@vscode/l10n';
import { foreseeChange } from '../../changes/foreseeChange.ts';
import type { FailureInfo, ServiceProblem } from '../../model/common.ts';
import { toLogPath } from '../../model/logEnd.ts';
import type { TaskExecutionInfo } from '../../model/task.ts';
import { toShortVisible } from '../../text/escape.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { type Draft, quoteInSentence, toReason, toSentence } from '../explanation/draft.ts';
import type { Change, Evidence, LogExplanation, OwnSaying, RetryAdvice } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { heldRules, sayOwn } from '../logs/own/heldRules.ts';
import type { RuledFailure } from '../logs/own/ownRules.ts';
import { nameLine } from '../logs/quoteLog.ts';
import { findLogCause, type TaskLogs, toLogLine } from './logCause.ts';

/** The words of a rule, and the line that it is about. */
interface FoundOwn extends Pick<LogExplanation, 'title' | 'fixes'> {
  readonly own: OwnSaying;
  readonly text: string;
  readonly source: string;
  readonly where: string;
}

interface RuledProcess extends Pick<TaskLogs, 'stdout' | 'stderr' | 'logPaths'> {
  readonly commandLine?: string | undefined;
  readonly executionInfo?: Pick<TaskExecutionInfo, 'exitCode' | 'failureInfo'> | undefined;
  readonly os?: OperatingSystem | undefined;
}

/**
 * Lets a rule of the user speak about a failed process instead of ours, if one matches. The evidence for our judgment,
 * and corrections of the definition, stay.
 */
export function withOwnRule(draft: Draft, process: RuledProcess, toTitle = (what: string): string => what): Draft {
  const found = findOwn(process);
  if (found === undefined) return draft;
  const isUnknown = process.executionInfo?.exitCode === undefined && !draft.evidence?.some((one) => one?.isCause);
  return saySo(draft, found, toTitle, isUnknown);
}

/** Lets a rule of the user speak about what the service says of a node or a pool, if one matches. */
export function withOwnMessages(
  draft: Draft,
  problems: readonly ServiceProblem[],
  source: string,
  toTitle: (what: string) => string,
): Draft {
  const found = findInMessages(problems.flatMap(listMessages), source, {});
  return found === undefined ? draft : saySo(draft, found, toTitle);
}

function saySo(draft: Draft, found: FoundOwn, toTitle: (what: string) => string, isUnknown = false): Draft {
  const { own, title, fixes, text, source, where } = found;
  const isOther = (one: Evidence | undefined): boolean => one?.source !== source || one.text !== text;
  const ours = (draft.evidence ?? []).filter(isOther).map((one) => one && { ...one, isCause: false });
  const corrections = (draft.fixes ?? []).filter(({ edit, property }) => edit !== undefined || property !== undefined);
  return {
    ...draft,
    category: own.category ?? draft.category,
    title: toTitle(title),
    cause: joinSentences([
      l10n.t("Your team's rule in {0} says so.", own.file),
      own.why === '' ? '' : toSentence(own.why),
      where,
    ]),
    evidence: [
      { text, source, isCause: true },
      { text: l10n.t("Your team's rule: {0}", title), source: own.file },
      {
        text: isUnknown
          ? l10n.t('Without this rule, the cause would be unknown.')
          : l10n.t('Without this rule: {0}', draft.title),
      },
      ...ours,
    ],
    fixes: [...fixes, ...corrections],
    change: toChange(own.retry, draft),
    confidence: 'likely',
    isByOwnRule: true,
    identity: `own rule ${own.id}`,
  };
}

/** Finds the rule that speaks about a process: by its logs, otherwise by the messages of the service. */
function findOwn(process: RuledProcess): FoundOwn | undefined {
  if (heldRules().rules.length === 0) return undefined;
  const { commandLine, executionInfo, logPaths } = process;
  const exitCode = executionInfo?.exitCode;
  const log = findLogCause({ ...process, exitCode });
  if (log?.explanation.own !== undefined) {
    const { own, title, fixes, rootCause } = log.explanation;
    const [path, line] = [toLogPath(logPaths, log.file), toLogLine(process, log.file, rootCause.line)];
    const where = l10n.t('{0}, line {1}: “{2}”.', path, nameLine(line), quoteInSentence(rootCause.text));
    return { own, title, fixes, text: rootCause.text, source: `${path}:${line}`, where };
  }
  const messages = listMessages(executionInfo?.failureInfo ?? {});
  return findInMessages(messages, 'failureInfo', { exitCode, commandLine });
}

/** Lists what the service says of a problem, in which rules are searched for. */
export function listMessages({
  message,
  details = [],
  values = [],
  errorDetails = [],
}: ServiceProblem & Pick<Partial<FailureInfo>, 'details'>): readonly (string | undefined)[] {
  // An answer of the service may be damaged.
  const listed = [details, values, errorDetails].flatMap((list) => (Array.isArray(list) ? list : []));
  return [message, ...listed.map((one) => one?.value)];
}

function findInMessages(
  messages: readonly (string | undefined)[],
  source: string,
  failure: RuledFailure,
): FoundOwn | undefined {
  const cause = heldRules().findInMessage(messages.join('\n'), failure);
  if (cause === undefined) return undefined;
  const text = toShortVisible(cause.said, longestQuote);
  return { ...sayOwn(cause), text, source, where: toReason(text) };
}

const longestQuote = 400;

/** Returns the change that a rule says is needed; what is known to fail again stays so. */
function toChange(retry: RetryAdvice | undefined, draft: Draft): Change | undefined {
  const { change, category, confidence } = draft;
  const known = change ?? foreseeChange({ category, confidence });
  if (retry === 'never') return 'never';
  if (retry === undefined || known === 'definition' || known === 'surroundings') return known;
  return retry === 'afterFix' ? 'surroundings' : 'nothing';
}
