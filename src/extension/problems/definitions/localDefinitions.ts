import * as vscode from 'vscode';
import type { Log } from '../../../app/ports.ts';
import { doInTurns } from '../../../app/turns.ts';
import type { DefinitionFinding, DefinitionFix } from '../../../core/diagnosis/lint/finding.ts';
import { mayBeDefinition } from '../../../core/query/definitionText.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { systemClock } from '../../../service/clock.ts';
import { diagnosticSource } from '../../diagnosticSource.ts';
import { loadDiagnosis } from '../../load.ts';
import { QuickFixes } from '../quickFixes.ts';

const maxMessageLength = 500;

const severities: Readonly<Record<DefinitionFinding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** A mistake in a definition of the user's, which knows what puts it right. */
class DefinitionProblem extends vscode.Diagnostic {
  readonly fix: DefinitionFix | undefined;
  /** Version of the document that was looked at: the fix is for that one alone. */
  readonly version: number;

  constructor(document: vscode.TextDocument, finding: DefinitionFinding) {
    super(toRange(document, finding), toShortVisible(finding.message, maxMessageLength), severities[finding.severity]);
    this.source = diagnosticSource;
    this.code = finding.code;
    this.fix = finding.fix;
    this.version = document.version;
  }
}

/** Where a finding or a fix is in the document. */
function toRange(
  document: vscode.TextDocument,
  { offset, length }: Pick<DefinitionFinding, 'offset' | 'length'>,
): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

const languages = ['json', 'jsonc'];
/** Where the user's own files are. What an account shows was accepted by the service already. */
const schemes = ['file', 'untitled', 'vscode-vfs'];
const selector = schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language })));

/** How long the user must pause typing. */
const typingPauseMs = 300;
/** Longer than the largest request that the service takes (1 MB). */
const maxLength = 1_000_000;

/** Marks mistakes in definitions of pools, jobs, tasks and job schedules while they are open, before they are submitted. */
export class LocalDefinitions implements vscode.Disposable {
  readonly #log: Log;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('azureBatch.localDefinitions');
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #isDisposed = false;

  constructor(log: Log) {
    this.#log = log;
    const fixes = new QuickFixes((uri) => this.findProblems(uri), toDefinitionFixes);
    this.#subscriptions = [
      this.#diagnostics,
      vscode.workspace.onDidOpenTextDocument((document) => this.#schedule(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#schedule(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
      vscode.languages.registerCodeActionsProvider(selector, fixes, QuickFixes.metadata),
    ];
    for (const document of vscode.workspace.textDocuments) this.#schedule(document);
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** What is marked in a document now. */
  findProblems(uri: vscode.Uri): readonly DefinitionProblem[] {
    return (this.#diagnostics.get(uri) ?? []).filter((problem) => problem instanceof DefinitionProblem);
  }

  #schedule(document: vscode.TextDocument): void {
    if (vscode.languages.match(selector, document) === 0) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      void this.#mark(document);
    }, typingPauseMs);
    this.#timers.set(key, timer);
  }

  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#diagnostics.delete(uri);
  }

  /**
   * Explanations are loaded with the first text that looks like a definition, not with any other JSON. A long one is
   * looked at in turns with the rest of the extension host, and given up at the next key.
   */
  async #mark(document: vscode.TextDocument): Promise<void> {
    const text = document.getText();
    const { version } = document;
    const isWanted = (): boolean => document.version === version && !document.isClosed && !this.#isDisposed;
    try {
      const isWorthALook = text.length <= maxLength && mayBeDefinition(text);
      const findings = isWorthALook
        ? await doInTurns(loadDiagnosis().lintDefinitionInSteps(text), systemClock, isWanted)
        : [];
      if (findings === undefined || !isWanted()) return;
      const problems = findings.map((finding) => new DefinitionProblem(document, finding));
      this.#diagnostics.set(document.uri, problems);
    } catch (error) {
      this.#log.error(`the definition ${document.uri.path} is not marked: ${String(error)}`);
    }
  }
}

/** The change that puts a mistake in a definition right, as long as the document is the one that was checked. */
function toDefinitionFixes(problem: DefinitionProblem, document: vscode.TextDocument): readonly vscode.CodeAction[] {
  const { fix } = problem;
  if (fix === undefined || problem.version !== document.version) return [];
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, toRange(document, fix), fix.text);
  action.diagnostics = [problem];
  action.isPreferred = true;
  return [action];
}
