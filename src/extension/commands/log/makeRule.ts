import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Command, Contribution } from '../../../app/actions/verb/contribution.ts';
import type { Explanation } from '../../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { fromDocumentUri } from '../../documentUri.ts';
import { rulesFileName } from '../../followRules.ts';
import { readRulesSetting } from '../../settings.ts';
import type { CommandServices } from '../command.ts';

export const contribution: Contribution = {
  title: 'Make a Rule from This Line…',
  icon: 'lightbulb-sparkle',
  effect: 'reads',
  palette: 'never',
  files: /(^std(out|err).*|\.(log|txt|err|out|[eo]\d+)|\.command\.(err|out|log))$/,
  editors: [{ on: /^\/.*\/(files|text)\/.*\.(txt|log|err|out)$/, at: '1_show@9' }],
};

/**
 * Makes a rule for failures like the one whose line the cursor is in, or that a page explains. From a page, the user may
 * report a wrong cause instead; nothing is sent before the user has read it.
 */
export const run: Command<CommandServices> = async (services, args) => {
  const [given] = args;
  const explanation = args.find(isExplanation);
  if (explanation === undefined) return makeRule(services, readLine());
  const line = explanation.evidence.find(({ isCause }) => isCause === true)?.text ?? '';
  const choices = [
    {
      label: l10n.t('Make a Rule…'),
      detail: l10n.t('Failures like this one get your own title and step at once'),
      isRule: true,
    },
    { label: l10n.t('Report It…'), detail: l10n.t('Shows what would be sent, which you can change'), isRule: false },
  ];
  const chosen = await services.ui.choose(choices, { title: l10n.t('Wrong Cause?') });
  if (chosen === undefined) throw new Cancelled();
  if (chosen.isRule) return makeRule(services, line);
  return report(services, explanation, given instanceof vscode.Uri ? given : undefined);
};

function isExplanation(given: unknown): given is Explanation {
  return typeof given === 'object' && given !== null && 'fingerprint' in given;
}

function readLine(): string {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.lineAt(editor.selection.active.line).text ?? '';
}

async function makeRule(services: CommandServices, line: string): Promise<void> {
  const { addRule, findMatchProblem, proposeRule } = services.bundles.diagnosis();
  const file = findFile();
  const title = l10n.t('Make a Rule…');
  const proposed = proposeRule(line);
  const match = await enter(services, {
    title,
    prompt: l10n.t('Text that a line contains, or an expression between slashes'),
    value: proposed.match,
    check: findMatchProblem,
  });
  const step = await enter(services, {
    title,
    prompt: l10n.t('What to do first about such a failure'),
    check: (text) => (text.trim() === '' ? l10n.t('A rule needs "{0}".', 'step') : undefined),
  });
  // A title with groups fits only the words that it was proposed for.
  const named = match === proposed.match ? proposed.title : line.trim().replace(/[{}]/g, '').slice(0, 100);
  const rule = { match, title: named, step, examples: [line.trim().slice(0, 400)] };
  const document = await open(file);
  const before = document.getText();
  await write(document, addRule(before, rule));
  await vscode.window.showTextDocument(document);
  const undo = l10n.t('Undo');
  if ((await services.ui.offer('information', describeMatches(services, match), undo)) === undo)
    await write(document, before);
}

async function enter({ ui }: CommandServices, request: Parameters<CommandServices['ui']['enter']>[0]): Promise<string> {
  const text = await ui.enter(request);
  if (text === undefined) throw new Cancelled();
  return text.trim();
}

/** Returns the file for new rules: the workspace's, otherwise the team's. */
function findFile(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder !== undefined) return vscode.Uri.joinPath(folder.uri, rulesFileName);
  const team = readRulesSetting();
  if (team !== '') return vscode.Uri.file(team);
  throw new BatchError({
    code: 'InvalidInput',
    message: l10n.t('Open a folder first: rules are saved there, in {0}.', rulesFileName),
  });
}

async function open(file: vscode.Uri): Promise<vscode.TextDocument> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(file, { ignoreIfExists: true });
  await vscode.workspace.applyEdit(edit);
  return vscode.workspace.openTextDocument(file);
}

async function write(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

const mostNamed = 5;

/** Says which of the failures that are known now a rule matches, and which not. */
function describeMatches({ accounts, bundles, causes }: CommandServices, match: string): string {
  const failures = accounts.all.flatMap(({ id }) => {
    const store = accounts.findStore(id);
    const known = store && causes.shownOf(store, { kind: 'account', accountId: id });
    return known?.causes.flatMap((cause) => cause.failures) ?? [];
  });
  const { matchesLine } = bundles.diagnosis();
  const found = failures.map(({ explanation: { title, evidence } }) => ({
    title,
    isMatch: evidence.some(({ text }) => matchesLine(match, text)),
  }));
  const name = (isMatch: boolean): string =>
    found
      .filter((one) => one.isMatch === isMatch)
      .slice(0, mostNamed)
      .map(({ title }) => title)
      .join('; ') || '–';
  return l10n.t(
    "The rule was saved. Of {count} failures with known evidence, it matches {matches}: {names}. It doesn't match: {others}.",
    {
      ...asCount(found.length),
      matches: found.filter(({ isMatch }) => isMatch).length,
      names: name(true),
      others: name(false),
    },
  );
}

/** Shows a report that the user can change, and then opens the issue form with it, or copies it. */
async function report(
  { bundles, context, ui }: CommandServices,
  explanation: Explanation,
  page?: vscode.Uri,
): Promise<void> {
  const { reportWrongCause, toIssueAddress } = bundles.diagnosis();
  const right = await ui.enter({
    title: l10n.t('Wrong Cause?'),
    prompt: l10n.t('What really was the cause?'),
    check: () => undefined,
  });
  if (right === undefined) throw new Cancelled();
  const { output, cause } = reportWrongCause(explanation, page && fromDocumentUri(page)?.resource, right);
  const parts = `${cause}\n\n${separator}\n${output}\n`;
  const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: parts });
  await vscode.window.showTextDocument(document);
  const { repository }: { readonly repository?: { readonly url?: string } } = context.extension.packageJSON;
  const button = repository?.url === undefined ? l10n.t('Copy') : l10n.t('Open the Form');
  const message = l10n.t('Nothing was sent. Change the text in the editor as you like, and then continue.');
  if ((await ui.offer('information', message, button)) !== button) return;
  const [said = '', lines = ''] = document.getText().split(separator);
  if (repository?.url === undefined) return ui.copy(document.getText());
  const address = toIssueAddress(repository.url, { cause: said.trim(), output: lines.trim() });
  await vscode.env.openExternal(vscode.Uri.parse(address, true));
}

const separator = '-----';
