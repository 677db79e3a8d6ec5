import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toCommandId } from '../../../app/commandId.ts';
import { doInTurns } from '../../../app/turns.ts';
import { mayBeDefinition, toDisablingComment } from '../../../core/definitions/definitionText.ts';
import type { DefinitionFinding, DefinitionFix } from '../../../core/diagnosis/lint/finding.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { systemClock } from '../../../service/clock.ts';
import { loadDiagnosis } from '../../bundles/load.ts';
import { diagnosticSource } from '../../editors/diagnosticSource.ts';
import { readDefinitionOptions } from '../../settings/settings.ts';
import { shownScheme } from '../../ui/shownList.ts';

/* Loaded with the first text that looks like a definition, not with any other JSON. */

const maxMessageLength = 500;

const severities: Readonly<Record<DefinitionFinding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** A mistake in a user's definition, with its fix. */
export class DefinitionProblem extends vscode.Diagnostic {
  readonly finding: DefinitionFinding;
  /** Version of the checked document: the fix applies only to this version. */
  readonly version: number;

  constructor(document: vscode.TextDocument, finding: DefinitionFinding) {
    super(toRange(document, finding), toShortVisible(finding.message, maxMessageLength), severities[finding.severity]);
    this.source = diagnosticSource;
    this.code = finding.code;
    this.finding = finding;
    this.version = document.version;
  }
}

function toRange(
  document: vscode.TextDocument,
  { offset, length }: Pick<DefinitionFinding, 'offset' | 'length'>,
): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

/**
 * Finds the mistakes in a document, in turns with the rest of the extension host. Returns undefined once `isWanted`
 * returns false.
 */
export async function findDefinitionProblems(
  document: vscode.TextDocument,
  isWanted: () => boolean,
): Promise<readonly vscode.Diagnostic[] | undefined> {
  const { lintDefinitionInSteps, readBeside } = loadDiagnosis();
  const options = { ...readOptions(document), beside: readBeside(listTextsBeside(document)) };
  const work = lintDefinitionInSteps(document.getText(), undefined, options);
  const findings = await doInTurns(work, systemClock, isWanted);
  return findings?.map((finding) => new DefinitionProblem(document, finding));
}

/** Finds the mistakes in a file of the user's rules. */
export function findRuleProblems(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return loadDiagnosis()
    .readRules(document.getText())
    .findings.map((finding) => {
      const message = toShortVisible(finding.message, maxMessageLength);
      const problem = new vscode.Diagnostic(toRange(document, finding), message, severities[finding.severity]);
      problem.source = diagnosticSource;
      return problem;
    });
}

/** Lists the texts of open files in the same folder, which may define the pool or the job of this document. */
function listTextsBeside({ uri }: vscode.TextDocument): readonly string[] {
  const toFolder = (one: vscode.Uri) => vscode.Uri.joinPath(one, '..').toString();
  return vscode.workspace.textDocuments
    .filter((other) => uri.scheme === 'file' && toFolder(other.uri) === toFolder(uri))
    .map((other) => other.getText())
    .filter(mayBeDefinition);
}

/**
 * Rules that are off for this extension's own texts, by scheme: comments in texts that are shown, and long-lived
 * signatures in definitions that are being corrected.
 */
const ours: ReadonlyMap<string, object> = new Map([
  [shownScheme, { comments: 'off' }],
  ['untitled', { 'sas-lasts-long': 'off' }],
]);

function readOptions({ uri }: vscode.TextDocument): ReturnType<typeof readDefinitionOptions> {
  const options = readDefinitionOptions(uri);
  return { ...options, rules: { ...options.rules, ...ours.get(uri.scheme) } };
}

/** Lists the fixes of a mistake, and the ways to ignore it, if the document is still the version that was checked. */
export function toDefinitionFixes(problem: vscode.Diagnostic, document: vscode.TextDocument): vscode.CodeAction[] {
  if (!(problem instanceof DefinitionProblem) || problem.version !== document.version) return [];
  const { finding } = problem;
  const actions = [
    ...(finding.fix === undefined ? [] : [toFix(finding.fix, document)]),
    ...(document.languageId === 'jsonc' && finding.code !== 'comments' ? [toComment(problem, document)] : []),
    toTurningOff(finding.code),
  ];
  for (const action of actions) action.diagnostics = [problem];
  return actions;
}

function toFix(fix: DefinitionFix, document: vscode.TextDocument): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, toRange(document, fix), fix.text);
  action.isPreferred = true;
  return action;
}

/** Creates an action that ignores a problem by a comment; only for documents that allow comments. */
function toComment({ finding, range }: DefinitionProblem, document: vscode.TextDocument): vscode.CodeAction {
  const action = new vscode.CodeAction(l10n.t('Ignore this problem: add a comment'), vscode.CodeActionKind.QuickFix);
  const { text, range: line } = document.lineAt(range.start.line);
  const indent = /^\s*/.exec(text)?.[0] ?? '';
  action.edit = new vscode.WorkspaceEdit();
  action.edit.insert(document.uri, line.start, `${indent}${toDisablingComment(finding.code)}\n`);
  return action;
}

function toTurningOff(code: string): vscode.CodeAction {
  const title = l10n.t('Ignore this problem: never check for {0}', code);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: toCommandId('definition.turnOffCheck'), arguments: [code] };
  return action;
}
