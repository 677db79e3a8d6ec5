import * as l10n from '@vscode/l10n';
import { findEarlierRun } from '../app/evidence/earlierRun.ts';
import { orNamed } from '../app/evidence/named.ts';
import { farthestBytes, readLog, thoroughBytes, toRemoteFile } from '../app/evidence/readLog.ts';
import { toSaid } from '../app/evidence/readTaskLogs.ts';
import { toExplanationTarget } from '../app/explain/addressTarget.ts';
import { findLargest } from '../core/extremes.ts';
import { showLines } from '../core/files/shownLine.ts';
import { type LogEnd, toLogPath } from '../core/model/logEnd.ts';
import { type NodeResource, type Resource, type TaskResource, toNamedThing } from '../core/model/resource.ts';
import { listUnreadReasons } from '../core/refusals/unreadFile.ts';
import { formatNumber } from '../core/words/numbers.ts';
import { systemClock } from '../service/clock.ts';
import { accountOptions } from './account.ts';
import { type CliCommand, type Given, readCount } from './commandLine.ts';
import { type ExitCode, exitCodes, WrongUse } from './exit.ts';
import { followLogs, printWhole } from './followLogs.ts';
import type { Line, Output } from './output.ts';
import { type Session, withSession } from './session.ts';
import { whenToStop } from './stop.ts';
import { findEndpoint, findNamed, isNoAddress, readAddresses, thingOptions } from './things.ts';

const usualLines = 40;
const allBytes = 256 * 1024 * 1024;

interface MarkedLog {
  readonly log: LogEnd;
  /** Line number in the log's text, counted from 1. */
  readonly line?: number;
  readonly title?: string;
}

/** Prints the logs of a task or a start task, and marks the line that explains its failure. */
export const logs: CliCommand = {
  describe: () => l10n.t("Show the logs of a task or of a node's start task, and mark the line that shows the cause"),
  takes: '[ADDRESS | JOB TASK]',
  options: {
    ...thingOptions,
    stdout: { type: 'boolean', describe: () => l10n.t('Only standard output') },
    stderr: { type: 'boolean', describe: () => l10n.t('Only standard error') },
    lines: {
      type: 'string',
      value: 'N',
      describe: () =>
        l10n.t(
          'Show this many lines from the end, and the marked line (default: {0}). Azure Batch records no times of lines',
          usualLines,
        ),
    },
    attempt: {
      type: 'string',
      value: 'N',
      describe: () =>
        l10n.t(
          'Show the logs of an earlier attempt, which a retry saved on this computer: 1 for the last one before the current run',
        ),
    },
    follow: { type: 'boolean', describe: () => l10n.t('Go on showing what is written, until the task has ended') },
    all: { type: 'boolean', describe: () => l10n.t('Show all lines') },
    ...accountOptions,
  },
  instead: {
    since: () =>
      l10n.t(
        'Azure Batch records no times of lines. For the newest ones, use {lines}; for what is written from now on, {follow}.',
        {
          lines: '--lines N',
          follow: '--follow',
        },
      ),
    tail: () => l10n.t('Use {0}.', '--lines N'),
  },
  examples: [
    'nightly frame-7',
    '--job nightly --task frame-7 --follow',
    '--job nightly --task frame-7 --stdout --lines 200',
  ],
  run(given, output) {
    const [jobId, taskId] = given.names.length === 2 && given.names.every(isNoAddress) ? given.names : [];
    const [address, another] = jobId === undefined ? readAddresses(given) : [];
    if (another !== undefined) throw new WrongUse(l10n.t('“{0}” is not expected here.', given.names[1] ?? ''));
    const other = given.is('json') ? '--json' : given.text('attempt') && '--attempt';
    if (given.is('follow') && other)
      throw new WrongUse(l10n.t('Specify either {one} or {other}.', { one: '--follow', other }));
    const count = given.is('all') ? undefined : (readCount(given, 'lines') ?? usualLines);
    return withSession(given, output, findEndpoint(address), async (session): Promise<ExitCode> => {
      const { id } = session.store.account;
      const byOption = findNamed(given, id);
      if (byOption !== undefined && given.names.length > 0)
        throw new WrongUse(l10n.t('“{0}” is not expected here.', given.names[0] ?? ''));
      const named = byOption ?? (jobId === undefined ? undefined : toNamedThing(id, { jobId, taskId }));
      const resource = address === undefined ? named : toExplanationTarget(address, id).resource;
      if (given.is('follow')) return follow(session, resource, given, count, output);
      const attempt = readCount(given, 'attempt');
      const read =
        attempt === undefined
          ? await readLogs(session, resource, count === undefined && given.is('json') ? allBytes : thoroughBytes)
          : await readSaved(session, resource, attempt);
      const found = read.filter(({ log: { path } }) => isWanted(given, path));
      if (given.is('json')) output.printJson(found.map((log) => toJson(log, count)));
      else
        for (const [index, marked] of found.entries()) {
          if (index > 0) output.print('');
          const isOfThing = resource?.kind === 'task' || resource?.kind === 'node';
          if (count === undefined && attempt === undefined && isOfThing && isOwnEnd(marked)) {
            output.printLines([describeHead(marked)]);
            await printWhole(session.store, resource, marked.log.path, output);
          } else output.printLines(describeMarkedLog(marked, count));
        }
      return found.some(({ log }) => log.text !== undefined) ? exitCodes.done : exitCodes.notDone;
    });
  },
};

async function follow(
  { store }: Session,
  resource: Resource | undefined,
  given: Given,
  count: number | undefined,
  output: Output,
): Promise<ExitCode> {
  if (resource?.kind !== 'task' && resource?.kind !== 'node') throw toWhich();
  const { tasks, nodes } = store.service;
  const isTask = resource.kind === 'task';
  const asked: Promise<unknown> = isTask
    ? tasks.getTask(resource.jobId, resource.taskId)
    : nodes.getNode(resource.poolId, resource.nodeId);
  await orNamed({ clock: systemClock, store }, resource, asked);
  const paths = ['stderr.txt', 'stdout.txt'].map((name) => (isTask ? name : `startup/${name}`));
  const stop = whenToStop({});
  const wanted = paths.filter((path) => isWanted(given, path));
  const hasEnded = await followLogs(store, resource, wanted, { count, stop, output }).finally(() => stop.dispose());
  return hasEnded ? exitCodes.done : exitCodes.notDone;
}

function toWhich(): WrongUse {
  return new WrongUse(l10n.t('Which log? Specify a task (--job, --task) or a node (--pool, --node).'));
}

function isWanted(given: Given, path: string): boolean {
  const [stdout, stderr] = [given.is('stdout'), given.is('stderr')];
  return stdout === stderr || path.endsWith(stdout ? 'stdout.txt' : 'stderr.txt');
}

function readLogs(session: Session, resource: Resource | undefined, maxBytes: number): Promise<readonly MarkedLog[]> {
  if (resource?.kind === 'task') return orNamed(session, resource, readTaskLogs(session, resource, maxBytes));
  if (resource?.kind === 'node') return orNamed(session, resource, readStartLogs(session, resource, maxBytes));
  throw toWhich();
}

async function readTaskLogs({ store, reader, bundles }: Session, resource: TaskResource, maxBytes: number) {
  const task = await store.service.tasks.getTask(resource.jobId, resource.taskId);
  const read = await reader.read(store, resource, task, maxBytes, Math.max(maxBytes, farthestBytes));
  const { stderr, stdout, step, cause, engineTexts } = read;
  const said = toSaid(read, ({ text }) => text);
  const seeming = bundles.diagnosis().markSuccess({ task, ...said, engineTexts });
  const marked = seeming && toLogPath(said.logPaths, seeming.file);
  return [...(step === undefined ? [] : [step.stderr, step.stdout]), stderr, stdout].map((log): MarkedLog => {
    if (seeming !== undefined && marked === log.path) return { log, line: seeming.line, title: seeming.title };
    if (cause?.path !== log.path) return { log };
    return { log, line: cause.log.rootCause.line, title: cause.log.title };
  });
}

/** Reads the logs of an earlier attempt of a task, counted from the last one. Throws `BatchError` if there are none. */
async function readSaved(session: Session, resource: Resource | undefined, attempt: number) {
  if (resource?.kind !== 'task') throw toWhich();
  const { task, logs: read } = await findEarlierRun(session, session.store, resource, attempt);
  const { commandLine, executionInfo } = task;
  return markLogs(session.bundles, { commandLine, exitCode: executionInfo?.exitCode }, read.toReversed());
}

/** Marks the line that explains a failure in these logs. */
function markLogs(
  bundles: Session['bundles'],
  process: { readonly commandLine?: string | undefined; readonly exitCode?: number | undefined },
  logs: readonly LogEnd[],
): readonly MarkedLog[] {
  const find = (name: string) => logs.find(({ path }) => path.endsWith(name))?.text;
  const cause = bundles.diagnosis().judgeLogs({ ...process, stderr: find('stderr.txt'), stdout: find('stdout.txt') });
  return logs.map((log): MarkedLog => {
    if (cause === undefined || !log.path.endsWith(cause.file)) return { log };
    return { log, line: cause.explanation.rootCause.line, title: cause.explanation.title };
  });
}

async function readStartLogs({ store, bundles }: Session, resource: NodeResource, maxBytes: number) {
  const { service } = store;
  const read = (path: string) => readLog(toRemoteFile(service.nodeFiles, resource, path), path, undefined, maxBytes);
  const [node, stderr, stdout] = await Promise.all([
    service.nodes.getNode(resource.poolId, resource.nodeId),
    read('startup/stderr.txt'),
    read('startup/stdout.txt'),
  ]);
  const { startTask, startTaskInfo } = node;
  const process = { commandLine: startTask?.commandLine, exitCode: startTaskInfo?.exitCode };
  return markLogs(bundles, process, [stderr, stdout]);
}

/** Checks whether only the end of a log was read; false for logs of an engine, which may be elsewhere. */
function isOwnEnd({ log: { path, leftOut = 0 } }: MarkedLog): boolean {
  return leftOut > 0 && /^(?:startup\/)?std(?:out|err)\.txt$/.test(path);
}

/** Returns the last lines and the marked line, each with its number in the file. */
function pickLines({ log, line }: MarkedLog, count: number | undefined): readonly (readonly [number, string])[] {
  const lines = showLines(log.text ?? '')
    .replace(/\n$/, '')
    .split(/\r?\n/);
  const first = count === undefined ? 1 : lines.length - count + 1;
  return lines.flatMap((text, index) =>
    index + 1 >= first || index + 1 === line ? [[toNumber(log, index + 1), text] as const] : [],
  );
}

/** Returns a line's number. Logs not read from the beginning count from the end, as on their pages: -1 is the last. */
function toNumber({ text = '', leftOut = 0 }: LogEnd, line: number): number {
  return leftOut === 0 ? line : line - text.replace(/\n$/, '').split('\n').length - 1;
}

function describeHead({ log: { path }, title }: MarkedLog): Line {
  return { text: [path, title].filter((part) => part !== undefined).join(' · '), look: 'strong' };
}

function describeMarkedLog(marked: MarkedLog, count: number | undefined): readonly Line[] {
  const { log, line } = marked;
  if (log.text === undefined) return [log.path, ...listWhyNot(log)].map((text) => ({ text }));
  const left = log.leftOut ? [l10n.t('Bytes left out before this: {0}', formatNumber(log.leftOut))] : [];
  const shown = pickLines(marked, count);
  const width = findLargest(shown.map(([number]) => String(number).length));
  const marks = line === undefined ? undefined : toNumber(log, line);
  return [
    describeHead(marked),
    ...left.map((text): Line => ({ text, look: 'quiet' })),
    ...shown.map(([number, text]): Line => {
      const isMarked = number === marks;
      const shownText = `${isMarked ? '>' : ' '} ${String(number).padStart(width)} | ${text}`;
      return { text: shownText, isWhole: true, ...(isMarked && { look: 'strong' }) };
    }),
  ];
}

function listWhyNot({ unread }: LogEnd): readonly string[] {
  return unread === undefined ? [] : listUnreadReasons(unread);
}

function toJson(marked: MarkedLog, count: number | undefined) {
  const { log, line, title } = marked;
  return {
    file: log.path,
    ...(log.text === undefined ? { unread: listWhyNot(log).join(' ') } : { leftOutBytes: log.leftOut ?? 0 }),
    lines: log.text === undefined ? [] : pickLines(marked, count).map(([number, text]) => ({ number, text })),
    ...(line === undefined ? {} : { cause: { line: toNumber(log, line), title } }),
  };
}
