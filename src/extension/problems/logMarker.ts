import * as vscode from 'vscode';
import type { LogExplanation } from '../../core/diagnosis/explanation.ts';
import type { TaskFileResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import { countNoticeLines } from '../../core/query/logNotice.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { fromDocumentUri } from '../documentUri.ts';
import { loadDiagnosis } from '../load.ts';
import { FailureDiagnostic } from './diagnostic.ts';
import type { Marker } from './documentDiagnostics.ts';

const maxMessageLength = 300;

/** Marks the line of a log that says why its task failed. */
export const logMarker: Marker = {
  name: 'azureBatch.logs',
  findTask(document) {
    const file = findLog(document);
    return file && { kind: 'task', accountId: file.accountId, jobId: file.jobId, taskId: file.taskId };
  },
  async mark({ document, resource, task }) {
    const text = document.getText();
    const noticeLines = countNoticeLines(text);
    const found = explain(noticeLines === 0 ? text : text.slice(text.indexOf('\n') + 1), document, task);
    if (found === undefined) return [];
    const range = toRange(document, found.rootCause.line - 1 + noticeLines);
    return [new FailureDiagnostic(range, toShortVisible(found.title, maxMessageLength), found.category, [resource])];
  },
};

/** The file that a document shows, when it is a log of a task. */
function findLog(document: vscode.TextDocument): TaskFileResource | undefined {
  const resource = fromDocumentUri(document.uri)?.resource;
  return resource?.kind === 'taskFile' && ['log', 'plaintext'].includes(document.languageId) ? resource : undefined;
}

function explain(text: string, document: vscode.TextDocument, task: Task): LogExplanation | undefined {
  const exitCode = task.executionInfo?.exitCode;
  const stream = ({ 'stdout.txt': 'stdout', 'stderr.txt': 'stderr' } as const)[findLog(document)?.path ?? ''];
  return loadDiagnosis().explainLog(text, {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(stream === undefined ? {} : { stream }),
  });
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
