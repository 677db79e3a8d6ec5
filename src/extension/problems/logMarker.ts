import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FailureReader, FailureReading } from '../../app/evidence/failureReader.ts';
import { findTask, toStamp } from '../../app/evidence/findTask.ts';
import { thoroughBytes } from '../../app/evidence/readLog.ts';
import { chooseFarthest } from '../../app/evidence/taskEvidence.ts';
import type { LogExplanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { LogContext } from '../../core/diagnosis/logs/engine/finding.ts';
import type { ShownText } from '../../core/files/shownText.ts';
import type { LogEnd } from '../../core/model/logEnd.ts';
import { type NodeFileResource, type TaskFileResource, toKind } from '../../core/model/resource.ts';
import { isFailed } from '../../core/model/task.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { withLabel } from '../../core/text/label.ts';
import { loadDiagnosis } from '../bundles/load.ts';
import { fromDocumentUri, toDocumentUri } from '../editors/documentUri.ts';
import { FailureDiagnostic, toRepairs } from './diagnostic.ts';
import type { MarkContext, Marker } from './documentDiagnostics.ts';
import type { SubjectState } from './failureState.ts';

const maxMessageLength = 300;

/** Logs of start tasks (Batch documentation: "Files and directories on a node"). */
const startTaskLog = /^startup\/std(?:out|err)\.txt$/;

/** Services for marking logs. */
export interface LogMarks {
  readonly reader: Pick<FailureReader, 'find' | 'read' | 'onDidExplainAgain'>;
  /** Finds the part of a file that the document of a log shows. */
  findShown(uri: vscode.Uri): ShownText | undefined;
}

/**
 * Marks the line of a log that shows why its task, or the start task of its node, failed. If the task's other log shows
 * the reason, marks the first line, with a link to that log.
 */
export function createLogMarker(marks: LogMarks): Marker {
  return {
    name: 'azureBatch.logs',
    findSubject(document) {
      const file = findLog(document);
      if (file === undefined) return undefined;
      const { accountId } = file;
      return file.kind === 'taskFile'
        ? { kind: 'task', accountId, jobId: file.jobId, taskId: file.taskId }
        : { kind: 'node', accountId, poolId: file.poolId, nodeId: file.nodeId };
    },
    holds: ({ uri }, { start }) => marks.findShown(uri)?.toByte(start) !== undefined,
    mark: (context) => mark(marks, context),
  };
}

async function mark({ reader, findShown }: LogMarks, context: MarkContext): Promise<readonly FailureDiagnostic[]> {
  const { document, subject, state, store } = context;
  const shown = findShown(document.uri);
  const file = findLog(document);
  // The latest text is about to be shown; the check then runs again.
  if (file === undefined || shown === undefined || shown.text.split('\n').length !== document.lineCount) return [];
  const resource = toKind('task', subject);
  if (resource !== undefined && isLater(shown, state)) {
    // The loaded lists may not show yet that the task runs again, and that the text is from the new run.
    const task = await store.service.tasks.getTask(resource.jobId, resource.taskId);
    if (!isFailed(task) || toStamp(task) !== state.stamp) return [];
  }
  const known = resource === undefined ? undefined : findReading(reader, resource, state);
  const own =
    known?.cause === undefined ? loadDiagnosis().explainLog(shown.written, toContext(document, state)) : undefined;
  // The reason may be above the shown part, or in the other log.
  const isFar = own === undefined && known?.cause === undefined;
  const task = isFar && resource ? (known?.task ?? (await findTask(store, resource))) : undefined;
  const reading =
    resource && task ? await reader.read(store, resource, task, thoroughBytes, chooseFarthest(task)) : known;
  const cause = reading?.cause;
  if (cause !== undefined && cause.path !== file.path && file.kind === 'taskFile')
    return [toLead(context, { ...file, path: cause.path }, cause.log)];
  const isShownWhole = cause !== undefined && findLogEnd(reading, file.path)?.leftOut === shown.start;
  const found = isShownWhole
    ? cause.log
    : (own ?? (cause && loadDiagnosis().explainLog(shown.written, toContext(document, state))));
  return found === undefined ? [] : [toMark(context, shown, found)];
}

/**
 * Time after a task's end in which its logs may still change, because of processes that it left running or a clock that
 * is ahead.
 */
const graceMs = 10_000;

/** Returns true if the shown text may be newer than the known end of its writer. */
function isLater({ hasEarlier, modified }: ShownText, { endedAt }: SubjectState): boolean {
  if (hasEarlier || modified === undefined || endedAt === undefined) return hasEarlier;
  return Date.parse(modified) > Date.parse(endedAt) + graceMs;
}

/** Returns the logs of a task if they were read after its latest end. */
function findReading(
  reader: LogMarks['reader'],
  resource: Parameters<FailureReader['find']>[0],
  { stamp }: SubjectState,
): FailureReading | undefined {
  const reading = reader.find(resource);
  return reading !== undefined && toStamp(reading.task) === stamp ? reading : undefined;
}

function findLogEnd(reading: FailureReading | undefined, path: string): LogEnd | undefined {
  return [reading?.stderr, reading?.stdout].find((log) => log?.path === path);
}

function toMark(
  { document, subject, state }: MarkContext,
  { above }: ShownText,
  found: LogExplanation,
): FailureDiagnostic {
  const place = toRange(document, found.rootCause.line - 1 + above);
  const message = toShortVisible(found.title, maxMessageLength);
  const problem = new FailureDiagnostic(place, message, found.category, [subject], toRepairs(state.repair, [subject]));
  const followed = [...(found.consequences ?? []), ...(found.end === undefined ? [] : [found.end])];
  problem.relatedInformation = followed.map(
    ({ line, text: said }) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(document.uri, toRange(document, line - 1 + above)),
        toShortVisible(said, maxMessageLength),
      ),
  );
  return problem;
}

/** Creates a mark that leads to the cause in the other log; it is not a separate problem. */
function toLead({ document, subject }: MarkContext, file: TaskFileResource, log: LogExplanation): FailureDiagnostic {
  const message = toShortVisible(
    l10n.t('Cause in {file}: {cause}', { file: file.path, cause: log.title }),
    maxMessageLength,
  );
  const lead = new FailureDiagnostic(toRange(document, 0), message, log.category, [subject]);
  lead.severity = vscode.DiagnosticSeverity.Hint;
  lead.leadsTo = file;
  lead.relatedInformation = [
    new vscode.DiagnosticRelatedInformation(
      new vscode.Location(toDocumentUri({ resource: file, document: 'text' }), new vscode.Position(0, 0)),
      toShortVisible(withLabel(file.path, log.rootCause.text), maxMessageLength),
    ),
  ];
  return lead;
}

/** Returns the file that a document shows, if it is a log of a task or of a start task. */
function findLog(document: vscode.TextDocument): TaskFileResource | NodeFileResource | undefined {
  if (!['log', 'plaintext'].includes(document.languageId)) return undefined;
  const target = fromDocumentUri(document.uri);
  if (target?.document !== 'text') return undefined;
  const { resource } = target;
  if (resource.kind === 'taskFile') return resource;
  return resource.kind === 'nodeFile' && startTaskLog.test(resource.path) ? resource : undefined;
}

function toContext(document: vscode.TextDocument, { exitCode }: SubjectState): LogContext {
  const stream = /(?:^|\/)(std(?:out|err))\.txt$/.exec(findLog(document)?.path ?? '')?.[1];
  return {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(stream === 'stdout' || stream === 'stderr' ? { stream } : {}),
  };
}

/** Returns the range of a line without the line's leading white space. */
function toRange(document: vscode.TextDocument, wanted: number): vscode.Range {
  const line = document.lineAt(Math.min(wanted, document.lineCount - 1));
  return new vscode.Range(
    line.lineNumber,
    line.firstNonWhitespaceCharacterIndex,
    line.lineNumber,
    line.range.end.character,
  );
}
