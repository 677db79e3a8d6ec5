import * as vscode from 'vscode';
import type { LogContext } from '../../core/diagnosis/logs/engine/finding.ts';
import type { NodeFileResource, TaskFileResource } from '../../core/model/resource.ts';
import { countNoticeLines, withoutNotices } from '../../core/query/logNotice.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { fromDocumentUri } from '../documentUri.ts';
import { loadDiagnosis } from '../load.ts';
import { FailureDiagnostic, toRepairs } from './diagnostic.ts';
import type { Marker } from './documentDiagnostics.ts';
import type { SubjectState } from './failureState.ts';

const maxMessageLength = 300;

/** What a start task writes (Batch documentation: "Files and directories on a node"). */
const startTaskLog = /^startup\/std(?:out|err)\.txt$/;

/** Marks the line of a log that says why its task, or the start task of its node, failed. */
export const logMarker: Marker = {
  name: 'azureBatch.logs',
  findSubject(document) {
    const file = findLog(document);
    if (file === undefined) return undefined;
    const { accountId } = file;
    return file.kind === 'taskFile'
      ? { kind: 'task', accountId, jobId: file.jobId, taskId: file.taskId }
      : { kind: 'node', accountId, poolId: file.poolId, nodeId: file.nodeId };
  },
  async mark({ document, subject, state }) {
    const text = document.getText();
    const found = loadDiagnosis().explainLog(withoutNotices(text), toContext(document, state));
    if (found === undefined) return [];
    const above = countNoticeLines(text);
    const range = toRange(document, found.rootCause.line - 1 + above);
    const message = toShortVisible(found.title, maxMessageLength);
    const problem = new FailureDiagnostic(
      range,
      message,
      found.category,
      [subject],
      toRepairs(state.repair, [subject]),
    );
    problem.relatedInformation = (found.consequences ?? []).map(
      ({ line, text: said }) =>
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(document.uri, toRange(document, line - 1 + above)),
          toShortVisible(said, maxMessageLength),
        ),
    );
    return [problem];
  },
};

/** The file that a document shows, when it is a log of a task or of a start task. */
function findLog(document: vscode.TextDocument): TaskFileResource | NodeFileResource | undefined {
  if (!['log', 'plaintext'].includes(document.languageId)) return undefined;
  const resource = fromDocumentUri(document.uri)?.resource;
  if (resource?.kind === 'taskFile') return resource;
  return resource?.kind === 'nodeFile' && startTaskLog.test(resource.path) ? resource : undefined;
}

function toContext(document: vscode.TextDocument, { exitCode }: SubjectState): LogContext {
  const stream = /(?:^|\/)(std(?:out|err))\.txt$/.exec(findLog(document)?.path ?? '')?.[1];
  return {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(stream === 'stdout' || stream === 'stderr' ? { stream } : {}),
  };
}

/** The text of a line without the space in front of it. */
function toRange(document: vscode.TextDocument, wanted: number): vscode.Range {
  const line = document.lineAt(Math.min(wanted, document.lineCount - 1));
  return new vscode.Range(
    line.lineNumber,
    line.firstNonWhitespaceCharacterIndex,
    line.lineNumber,
    line.range.end.character,
  );
}
