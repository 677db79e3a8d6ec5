import * as vscode from 'vscode';
import type { LogExplanation } from '../../core/diagnosis/explanation.ts';
import type { TaskFileResource } from '../../core/model/resource.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import { countNoticeLines } from '../../core/query/logNotice.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import type { StoreChange } from '../../service/store/accountStore.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { documentScheme, fromDocumentUri } from '../documentUri.ts';
import { findTask } from '../evidence/findTask.ts';
import { loadDiagnosis } from '../load.ts';
import { FailureDiagnostic } from './diagnostic.ts';

const maxMessageLength = 300;

/** Marks the line of an opened log that says why its task failed, for as long as the task is failed. */
export class LogDiagnostics implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #log: vscode.LogOutputChannel;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('azureBatch.logs');
  readonly #didChange = new vscode.EventEmitter<void>();
  /** What is marked in some log changed. */
  readonly onDidChange = this.#didChange.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor(accounts: Accounts, log: vscode.LogOutputChannel) {
    this.#accounts = accounts;
    this.#log = log;
    this.#subscriptions = [
      this.#diagnostics,
      this.#didChange,
      vscode.workspace.onDidOpenTextDocument((document) => this.#update(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#update(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#diagnostics.delete(uri)),
      accounts.onDidChangeData((change) => this.#updateChanged(change)),
      accounts.onDidChangeAccounts(() => this.#updateAll()),
    ];
    this.#updateAll();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** What is marked in a document now. */
  problemsOf(uri: vscode.Uri): readonly FailureDiagnostic[] {
    return (this.#diagnostics.get(uri) ?? []).filter((problem) => problem instanceof FailureDiagnostic);
  }

  #updateAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#update(document);
  }

  #updateChanged({ accountId, scopes }: StoreChange): void {
    const jobIds = new Set(scopes.flatMap((scope) => (scope.kind === 'tasks' ? [scope.jobId] : [])));
    for (const document of vscode.workspace.textDocuments) {
      const file = findLogOfTask(document);
      if (file?.accountId === accountId && jobIds.has(file.jobId)) this.#update(document);
    }
  }

  #update(document: vscode.TextDocument): void {
    const file = findLogOfTask(document);
    if (file === undefined) return;
    const { version } = document;
    this.#explain(file, document).then(
      (diagnostics) => {
        if (document.isClosed || document.version !== version) return;
        this.#diagnostics.set(document.uri, diagnostics);
        this.#didChange.fire();
      },
      (error: unknown) => this.#log.debug(`The log ${document.uri.path} is not marked: ${String(error)}`),
    );
  }

  async #explain(file: TaskFileResource, document: vscode.TextDocument): Promise<FailureDiagnostic[]> {
    if (!this.#accounts.all.some(({ id }) => id === file.accountId)) return [];
    const task = await findTask(await this.#accounts.getStore(file.accountId), file);
    if (task === undefined || !isFailed(task)) return [];
    const text = document.getText();
    const notice = countNoticeLines(text);
    const found = explain(notice === 0 ? text : text.slice(text.indexOf('\n') + 1), file, task);
    return found === undefined ? [] : [toDiagnostic(found, file, document, notice)];
  }
}

/** The file that a document shows, when it is a log of a task. */
function findLogOfTask(document: vscode.TextDocument): TaskFileResource | undefined {
  if (document.uri.scheme !== documentScheme) return undefined;
  const resource = fromDocumentUri(document.uri)?.resource;
  return resource?.kind === 'taskFile' && ['log', 'plaintext'].includes(document.languageId) ? resource : undefined;
}

function explain(text: string, file: TaskFileResource, task: Task): LogExplanation | undefined {
  const exitCode = task.executionInfo?.exitCode;
  const stream = ({ 'stdout.txt': 'stdout', 'stderr.txt': 'stderr' } as const)[file.path];
  return loadDiagnosis().explainLog(text, {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(stream === undefined ? {} : { stream }),
  });
}

function toDiagnostic(
  found: LogExplanation,
  { accountId, jobId, taskId }: TaskFileResource,
  document: vscode.TextDocument,
  noticeLines: number,
): FailureDiagnostic {
  const line = document.lineAt(Math.min(found.rootCause.line - 1 + noticeLines, document.lineCount - 1));
  const range = new vscode.Range(
    line.lineNumber,
    line.firstNonWhitespaceCharacterIndex,
    line.lineNumber,
    line.text.length,
  );
  const message = toShortVisible(found.title, maxMessageLength);
  return new FailureDiagnostic(range, message, found.category, [{ kind: 'task', accountId, jobId, taskId }]);
}
