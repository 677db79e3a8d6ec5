import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Command, Contribution } from '../../../app/actions/verb/contribution.ts';
import { describeMatches } from '../../../app/causes/ruleMatches.ts';
import { toCommandId } from '../../../app/commandId.ts';
import { findJob } from '../../../app/lists/findById.ts';
import type { Failing } from '../../../core/diagnosis/causes/failing.ts';
import type { Explanation } from '../../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { findPoolOfJob } from '../../../core/model/job.ts';
import type { Resource } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import type { CauseTarget } from '../../../core/places/documentPath.ts';
import { doAtOnce } from '../../../core/work.ts';
import { fromDocumentUri } from '../../editors/documentUri.ts';
import { rulesFileName } from '../../settings/followRules.ts';
import { readRulesSetting } from '../../settings/settings.ts';
import { Preview, showPreview } from '../../ui/preview.ts';
import type { CommandServices } from '../command.ts';

export const contribution: Contribution = {
  title: 'Make a Rule from This Line…',
  icon: 'lightbulb-sparkle',
  effect: 'reads',
  palette: 'never',
  isForLine: true,
  files: /(^std(out|err).*|\.(log|txt|err|out|[eo]\d+)|\.command\.(err|out|log))$/,
  editors: [{ on: /^\/.*\/(files|text)\/.*\.(txt|log|err|out)$/, at: '1_show@9' }],
};

/**
 * Makes a rule for failures like the one whose line the cursor is in, or that a page explains. From a page, the user may
 * report a wrong cause instead; nothing is sent before the user has read it.
 */
export const run: Command<CommandServices> = async (services, args) => {
  const [given] = args;
  if (given instanceof Preview) return send(services, given);
  const explanation = args.find(isExplanation);
  if (explanation === undefined) return makeRule(services, readLine());
  const line = findCauseLine(services, explanation);
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
  return report(services, explanation, args.find(isTask), given instanceof vscode.Uri ? given : undefined);
};

function isExplanation(given: unknown): given is Explanation {
  return typeof given === 'object' && given !== null && 'fingerprint' in given;
}

function isTask(given: unknown): given is Task {
  return typeof given === 'object' && given !== null && 'id' in given;
}

function readLine(): string {
  const editor = vscode.window.activeTextEditor;
  const line = editor?.document.lineAt(editor.selection.active.line).text ?? '';
  if (line.trim() !== '') return line;
  throw new BatchError({
    code: 'InvalidInput',
    message: l10n.t('Place the cursor first in the line that says what failed.'),
  });
}

/** Returns the line with the reason that an explanation quotes, or else the last quoted line; empty if it quotes none. */
export function findCauseLine({ bundles }: CommandServices, explanation: Explanation): string {
  const quoted = bundles.diagnosis().listQuoted(explanation);
  const last = quoted.findLast(({ source = '' }) => /:\d+$/.test(source));
  return (quoted.find(({ isCause }) => isCause === true) ?? last)?.text ?? '';
}

/**
 * Makes a rule for failures with a line, which the user may change; shows it, and offers to undo it. `all` are the lines
 * of the failures of a cause.
 */
export async function makeRule(services: CommandServices, line: string, all: readonly string[] = []): Promise<void> {
  const { addRule, findRuleProblem, hasNoRules, proposeRule, removeRule } = services.bundles.diagnosis();
  const file = findFile();
  const proposed = proposeRule(line, all);
  const match = await enter(services, {
    title: toStep(1),
    prompt: l10n.t('Text that a line contains, or an expression between slashes'),
    value: proposed.match,
    check: (text) => findRuleProblem({ match: text }),
  });
  const title = await enter(services, {
    title: toStep(2),
    prompt: l10n.t('What failed, in a few words; {0} stands for the first group of the expression', '{1}'),
    // A title with groups fits only the words that it was proposed for.
    value: match === proposed.match ? proposed.title : '',
    check: (text) => findRuleProblem({ match, title: text }),
  });
  const step = await enter(services, {
    title: toStep(3),
    prompt: l10n.t('What to do first about such a failure'),
    check: (text) => findRuleProblem({ match, step: text }),
  });
  const rule = { match, title, step, examples: proposed.examples };
  const isNew = !(await exists(file));
  const document = await open(file);
  const added = addRule(document.getText(), rule);
  // The rule is added before the others. The causes are named as they are without it.
  const [matches] = doAtOnce(describeMatches(services, added.text));
  await write(document, added.text);
  const start = document.getText().indexOf(JSON.stringify(rule.match));
  const position = document.positionAt(Math.max(0, start));
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
  await services.rules.read();
  const message = vscode.workspace.isTrusted
    ? `${l10n.t('The rule was saved.')} ${matches?.detail ?? l10n.t('It applies at once.')}`
    : l10n.t('The rule was saved. Rules of this workspace are not read until you trust it.');
  const undo = l10n.t('Undo');
  if ((await services.ui.offer('information', message, undo)) !== undo) return;
  if (!(await exists(file))) return;
  // A document that was closed in the meantime keeps its old text.
  const now = await vscode.workspace.openTextDocument(file);
  const rest = removeRule(now.getText(), rule, added);
  if (isNew && hasNoRules(rest)) await vscode.workspace.fs.delete(file);
  else await write(now, rest);
}

function toStep(step: number): string {
  return l10n.t('Make a rule ({step} of {all})', { step, all: 3 });
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

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
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

/** Shows a report that the user can change, with a button above it that sends it. */
async function report(
  services: CommandServices,
  explanation: Explanation,
  task?: Task,
  page?: vscode.Uri,
): Promise<void> {
  const { bundles, context, ui } = services;
  const { reportWrongCause } = bundles.diagnosis();
  const target = page && fromDocumentUri(page);
  const failures = target?.document === 'cause' ? listFailures(services, target) : [];
  const right = await ui.enter({
    title: l10n.t('Wrong Cause?'),
    prompt: l10n.t('What really was the cause?'),
    check: () => undefined,
  });
  if (right === undefined) throw new Cancelled();
  const { output, cause } = reportWrongCause(
    explanation,
    target && withPlace(services, target.resource, task),
    right,
    failures,
  );
  const content = `${cause}\n\n${separator}\n${output}\n`;
  const title = findRepository(context) === undefined ? l10n.t('Copy') : l10n.t('Open the Form');
  const preview = await showPreview(content, 'plaintext', { title, command: toCommandId('log.makeRule') });
  const message = l10n.t('Nothing was sent. Change the text in the editor as you like, and then continue.');
  if ((await ui.offer('information', message, title)) === title) await send(services, preview);
}

/** Returns an item with the IDs of the pool and the node that its page names, as far as they are known. */
function withPlace({ accounts }: CommandServices, resource: Resource, task: Task | undefined): Resource {
  const store = accounts.findStore(resource.accountId);
  const job = 'jobId' in resource ? store && findJob(store.snapshot, resource.jobId) : undefined;
  const { poolId = job && findPoolOfJob(job), nodeId } = task?.nodeInfo ?? {};
  const named = { ...resource, ...(poolId && { poolId }), ...(nodeId && { nodeId }) };
  return named;
}

/** Lists the known failures of a cause. */
function listFailures({ accounts, causes }: CommandServices, target: CauseTarget): readonly Failing[] {
  const store = accounts.findStore(target.resource.accountId);
  if (store === undefined) return [];
  const known = causes.shownOf(store, target.resource) ?? { causes: [] };
  const { now, before } = causes.follow(store, known, target);
  return [...now, ...(before === undefined ? [] : [before])].flatMap(({ failures }) =>
    failures.map(({ failing }) => failing),
  );
}

function findRepository(context: vscode.ExtensionContext): string | undefined {
  const { repository }: { readonly repository?: { readonly url?: string } } = context.extension.packageJSON;
  return repository?.url;
}

/** Opens the issue form with a report, or copies the report if the package names no repository. */
async function send({ bundles, context, ui }: CommandServices, { document }: Preview): Promise<void> {
  const repository = findRepository(context);
  const text = document.getText();
  if (repository === undefined) {
    await ui.copy(text);
    return ui.notify('status', l10n.t('The report was copied.'));
  }
  const [cause = '', ...lines] = text.split(`\n${separator}\n`);
  const { toIssueAddress } = bundles.diagnosis();
  const address = toIssueAddress(repository, { cause: cause.trim(), output: lines.join(`\n${separator}\n`).trim() });
  // An address as a text is opened as it is; a `Uri` would lose the encoding of `&` and `#`.
  await vscode.commands.executeCommand('vscode.open', address);
}

const separator = '-----';
