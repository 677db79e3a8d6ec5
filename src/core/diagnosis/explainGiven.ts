import * as l10n from '@vscode/l10n';
import { readLeftOut } from '../files/logNotice.ts';
import { isObject, readAs } from '../model/shape.ts';
import { parseJson } from '../text/parseJson.ts';
import { type GivenFailure, type GivenFile, isErrorLog, isOtherJson } from './evidence/givenFiles.ts';
import { readAnyJob, readAnyNode, readAnyPool, readAnyTask } from './evidence/shapes.ts';
import { explainJob } from './explainJob.ts';
import { explainLog } from './explainLog.ts';
import { explainNode } from './explainNode.ts';
import { explainPool } from './explainPool.ts';
import { explainServiceError } from './explainServiceError.ts';
import { explainTask } from './explainTask.ts';
import { toExplanation } from './explanation/draft.ts';
import { confidences, type Explanation, type Fix } from './explanation/explanation.ts';
import { findLogCause } from './process/logCause.ts';
import { quoteEnds } from './process/processFailure.ts';
import type { TaskEvidence } from './process/taskContext.ts';
import type { ReportContext } from './report/reportFacts.ts';

/** An explanation of a failure without an account, and the facts that its page shows. */
export interface GivenExplanation {
  readonly explanation: Explanation;
  readonly facts: Pick<ReportContext, 'task' | 'job' | 'pool' | 'node'>;
}

/**
 * Explains a failure without an account: from logs, from an item's JSON, or from an error response. Uses the same rules
 * as for a task of an account, so that both give the same cause and steps. Undefined for JSON that is neither an item
 * nor an error, or that is cut off. Never throws.
 */
export function explainGiven(given: GivenFailure): GivenExplanation | undefined {
  const found = given.item === undefined ? explainLogs(given) : explainItem(given.item, given);
  return found && { ...found, explanation: withoutAccount(found, given) };
}

/**
 * Says which steps need the account: those that something in it carries out, and all steps for a node, pool, or job, and
 * for a quota of the service, since they exist only there.
 */
function withoutAccount(
  { explanation, facts: { job, pool, node } }: GivenExplanation,
  { item }: GivenFailure,
): Explanation {
  const isQuota = item !== undefined && explanation.category === 'quota';
  const isAll = isQuota || (node ?? pool ?? job) !== undefined;
  const settle = (fix: Fix): Fix =>
    isAll || (fix.remedies ?? []).length > 0 ? { ...fix, refusal: l10n.t('This needs access to the account.') } : fix;
  return { ...explanation, fixes: explanation.fixes.map(settle) };
}

function explainItem(item: Item, given: GivenFailure): GivenExplanation | undefined {
  const error = findError(item);
  if (error !== undefined) return { explanation: explainServiceError(error), facts: {} };
  const has = (...names: readonly string[]): boolean => names.some((name) => item[name] !== undefined);
  // `state` distinguishes what a service returned from a definition, which `check` is for.
  if (!has('state', 'executionInfo', 'allocationState')) return undefined;
  if (has('nodeAgentInfo', 'startTaskInfo', 'affinityId', 'schedulingState', 'isDedicated')) {
    const node = readAs(readAnyNode, item).value;
    return node && { explanation: explainNode({ node }), facts: { node } };
  }
  if (has('allocationState', 'currentDedicatedNodes', 'vmSize')) {
    const pool = readAs(readAnyPool, item).value;
    return pool && { explanation: explainPool({ pool }), facts: { pool } };
  }
  if (has('poolInfo', 'onAllTasksComplete', 'jobManagerTask')) {
    const job = readAs(readAnyJob, item).value;
    return job && { explanation: explainJob({ job }), facts: { job } };
  }
  const task = readAs(readAnyTask, item).value;
  return task && { explanation: explainTask({ task, ...toLogs(given), os: given.os }), facts: { task } };
}

type Item = NonNullable<GivenFailure['item']>;

/**
 * Returns the error in the body of a response: of Batch, or within `error`, of Resource Manager and storage. Resource
 * Manager wraps the error of a resource in those of the deployment: in `details`, or as JSON in `message`.
 */
function findError(item: Item): Parameters<typeof explainServiceError>[0] | undefined {
  let found: Item | undefined;
  let next: Item | undefined = unwrapError(item);
  for (let depth = 0; next !== undefined && depth < deepestError; depth++) {
    found = next;
    const { details, message } = next;
    const values = readValues(details);
    if (values !== undefined) return { ...next, values };
    const inner: unknown = Array.isArray(details) ? details[0] : parseJson(typeof message === 'string' ? message : '');
    next = isObject(inner) ? unwrapError(inner) : undefined;
  }
  return found;
}

/** Reads the values that Batch gives with an error, which Resource Manager returns as errors within it. */
function readValues(details: unknown): readonly object[] | undefined {
  const listed = Array.isArray(details) ? details.filter(isObject) : [];
  if (!listed.some(({ code }) => code === 'Reason' || code === 'PropertyName')) return undefined;
  return listed.map(({ code, message }) => ({ key: code, value: message }));
}

const deepestError = 6;

function unwrapError(item: Item): Item | undefined {
  const error = isObject(item['error']) ? item['error'] : item;
  return typeof error['code'] === 'string' && error['message'] !== undefined && error['id'] === undefined
    ? error
    : undefined;
}

/** Explains a program's output as if a task had printed it. */
function explainLogs(given: GivenFailure): GivenExplanation | undefined {
  const { exitCode, os, commandLine, name = l10n.t('The program') } = given;
  const logs = toLogs(given);
  if (exitCode === undefined && findLogCause({ ...logs, os, commandLine }) === undefined) {
    const files = [...given.stdout, ...given.stderr];
    const isJson = files.length > 0 && files.every(isOtherJson);
    return isJson ? undefined : { explanation: explainNothing(logs), facts: {} };
  }
  const result = exitCode === 0 ? 'success' : 'failure';
  const found = readAs(readAnyTask, { id: name, commandLine, state: 'completed', executionInfo: { exitCode, result } });
  const task = found.value ?? { id: name };
  return { explanation: explainTask({ task, ...logs, os }), facts: { task } };
}

type Logs = Pick<TaskEvidence, 'stdout' | 'stderr' | 'logPaths'>;

/** Returns the texts of both logs, with the names of the files that they are in. */
function toLogs({ stdout, stderr }: GivenFailure): Logs {
  const [output, errors] = [pickLog(stdout), pickLog(stderr)];
  const logPaths = {
    ...(output && { 'stdout.txt': toLogName(output) }),
    ...(errors && { 'stderr.txt': toLogName(errors) }),
  };
  return { stdout: output?.text, stderr: errors?.text, logPaths };
}

function toLogName({ name }: GivenFile): string {
  return name === '' ? 'log' : name;
}

/** Picks the log that shows a failure most clearly, or else the last one, since lines are counted in one file. */
function pickLog(files: readonly GivenFile[]): GivenFile | undefined {
  const found = files.map((file) => ({ file, confidence: explainLog(file.text)?.lineConfidence }));
  const clearest = confidences.flatMap((wanted) => found.filter(({ confidence }) => confidence === wanted)).at(0);
  return clearest?.file ?? files.find(({ name, text }) => isErrorLog(name) && text.trim() !== '') ?? files.at(-1);
}

/** Says that no line is known to report a failure. Without an exit code, the program may have succeeded. */
function explainNothing(logs: Logs): Explanation {
  const isWhole = [logs.stdout, logs.stderr].every((text = '') => readLeftOut(text) === undefined);
  return toExplanation(
    {
      category: 'other',
      title: isWhole
        ? l10n.t('No known error in this log')
        : l10n.t('No known error in the end of this log, which alone was read'),
      cause: isWhole
        ? l10n.t(
            "No line of the log is one that is known to report a failure. Without the exit code, it isn't known whether the program failed.",
          )
        : l10n.t(
            "The log is too large to be read whole. No line of its end is one that is known to report a failure, but an earlier one may be. Without the exit code, it isn't known whether the program failed.",
          ),
      evidence: quoteEnds(logs),
      fixes: [
        { text: l10n.t('Read the last lines of the log, and of the other log if there is one.') },
        { text: l10n.t('If you know the exit code, explain the log with it.') },
      ],
      confidence: 'guess',
      identity: 'given log',
    },
    {},
  );
}
