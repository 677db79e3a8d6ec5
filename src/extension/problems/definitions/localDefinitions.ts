import * as vscode from 'vscode';
import type { Log } from '../../../app/ports.ts';
import { mayBeDefinition } from '../../../core/definitions/definitionText.ts';
import { loadCommands } from '../../bundles/loadCommands.ts';
import { onDidChangeSetting } from '../../settings/settings.ts';
import { shownScheme } from '../../ui/shownList.ts';
import { QuickFixes } from '../quickFixes.ts';

const languages = ['json', 'jsonc'];
/**
 * Schemes of the user's own files and of results made from them. Documents of an account were already accepted by the
 * service.
 */
const schemes = ['file', 'untitled', 'vscode-vfs', shownScheme];
const selector = schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language })));

const typingPauseMs = 300;

/**
 * Marks mistakes in definitions of pools, jobs, tasks, and job schedules while they are open, before they are
 * submitted.
 */
export class LocalDefinitions implements vscode.Disposable {
  readonly #log: Log;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('azureBatch.localDefinitions');
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #isDisposed = false;

  constructor(log: Log) {
    this.#log = log;
    const fixes = new QuickFixes(
      (uri) => this.#diagnostics.get(uri) ?? [],
      (problem, document) => loadCommands().toDefinitionFixes(problem, document),
    );
    this.#subscriptions = [
      this.#diagnostics,
      vscode.workspace.onDidOpenTextDocument((document) => this.#schedule(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#schedule(document, typingPauseMs)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
      vscode.languages.registerCodeActionsProvider(selector, fixes, QuickFixes.metadata),
      onDidChangeSetting('definitions', () => this.#scheduleAll()),
    ];
    this.#scheduleAll();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #scheduleAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#schedule(document, 0);
  }

  /** Schedules a check. A newly opened document has no pause, so that the checks are loaded when typing begins. */
  #schedule(document: vscode.TextDocument, pauseMs: number): void {
    if (vscode.languages.match(selector, document) === 0) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      void this.#mark(document);
    }, pauseMs);
    this.#timers.set(key, timer);
  }

  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#diagnostics.delete(uri);
  }

  /** Checks a document and marks its mistakes. The check of a long text is abandoned at the next keystroke. */
  async #mark(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const isWanted = (): boolean => document.version === version && !document.isClosed && !this.#isDisposed;
    try {
      const isRules = document.uri.path.endsWith('/azure-batch.rules.json');
      const problems = isRules
        ? loadCommands().findRuleProblems(document)
        : mayBeDefinition(document.getText())
          ? await loadCommands().findDefinitionProblems(document, isWanted)
          : [];
      if (problems !== undefined && isWanted()) this.#diagnostics.set(document.uri, problems);
    } catch (error) {
      this.#log.error(`the definition ${document.uri.path} could not be marked: ${String(error)}`);
    }
  }
}
