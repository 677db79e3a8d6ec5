import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toCommandId } from '../../app/commandId.ts';
import { findProgram, isForWindows, isShell, wrapInShell } from '../../core/definitions/shellCommand.ts';
import { parseJson } from '../../core/text/parseJson.ts';
import { doubleDuration } from '../../core/words/durations.ts';
import { loadDiagnosis } from '../bundles/load.ts';
import type { Drafts } from './drafts.ts';

const address = /"https?:\/\/(?:[^"\\]|\\.)*(")?/g;

/**
 * Provides quick fixes for a faulty property: enter another address, add a file, run a command in a shell, raise a
 * limit, or keep logs.
 */
export class DefinitionActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  readonly #drafts: Drafts;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    if (this.#drafts.find(document.uri) === undefined) return [];
    const { kind } = this.#drafts.find(document.uri) ?? {};
    const faults = this.#drafts.listFaults(document).filter((fault) => fault.range.intersection(range) !== undefined);
    return [
      ...listAddresses(document, range).map((found) =>
        toUrlAction(document, l10n.t('Enter a New URL…'), found, diagnostics),
      ),
      ...(kind === 'task' ? listKeeping(document, range) : []),
      ...faults.flatMap(({ fix, whole: at }) => this.#toEdits(document, fix.property?.at(-1), at, diagnostics)),
    ];
  }

  #toEdits(
    document: vscode.TextDocument,
    property: string | number | undefined,
    range: vscode.Range,
    diagnostics: readonly vscode.Diagnostic[],
  ): readonly vscode.CodeAction[] {
    const value = parseJson(document.getText(range));
    const toAction = (title: string, changed: unknown): vscode.CodeAction => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.edit = new vscode.WorkspaceEdit();
      action.edit.replace(document.uri, range, JSON.stringify(changed));
      action.diagnostics = [...diagnostics];
      return action;
    };
    // The definitions' own check already offers this fix.
    const isOffered = diagnostics.some(({ code }) => code === 'shell-syntax');
    if (property === 'commandLine' && !isOffered && typeof value === 'string' && !isShell(findProgram(value) ?? '')) {
      const { title, commandLine } = wrapInShell(
        value,
        this.#drafts.find(document.uri)?.isWindows ?? isForWindows(value),
      );
      return [toAction(title, commandLine)];
    }
    if (property === 'resourceFiles' && Array.isArray(value))
      return [toUrlAction(document, l10n.t('Add a Resource File…'), range, diagnostics)];
    if (property === 'maxWallClockTime' && typeof value === 'string' && /\d/.test(value))
      return [toAction(l10n.t('Double the time limit'), doubleDuration(value))];
    if (property === 'maxTaskRetryCount' && typeof value === 'number' && value >= 0)
      return [toAction(l10n.t('Allow one more retry'), value + 1)];
    return [];
  }
}

/** Offers to keep the logs of the task, at the properties that define its command line and uploads. */
function listKeeping(document: vscode.TextDocument, { start }: vscode.Range): readonly vscode.CodeAction[] {
  const isThere = /^\s*"(?:commandLine|outputFiles)"/.test(document.lineAt(start.line).text);
  if (!isThere || loadDiagnosis().listLosingLogs(document.getText(), true).length === 0) return [];
  const title = l10n.t('Keep the Logs of Failing Tasks…');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: toCommandId('definition.keepLogs'), arguments: [document.uri] };
  return [action];
}

function listAddresses(document: vscode.TextDocument, range: vscode.Range): readonly vscode.Range[] {
  const { text, range: line } = document.lineAt(range.start.line);
  const found = [...text.matchAll(address)].flatMap(({ 0: quoted, 1: end, index }) =>
    end === undefined ? [] : new vscode.Range(line.start.line, index, line.start.line, index + quoted.length),
  );
  return found.filter((each) => each.intersection(range) !== undefined);
}

/** Creates an action that asks for an address, to replace the one at `range` or for a new item of the list there. */
function toUrlAction(
  document: vscode.TextDocument,
  title: string,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: toCommandId('definition.enterUrl'), arguments: [document.uri, range] };
  action.diagnostics = diagnostics.filter((each) => each.range.intersection(range) !== undefined);
  action.isPreferred = true;
  return action;
}
