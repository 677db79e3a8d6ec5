import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { toCommandId } from '../../app/commandId.ts';
import type { AutoscaleRuns } from '../../app/definitions/autoscaleRuns.ts';
import type { Draft } from '../../app/definitions/draft.ts';
import { describeRun } from '../../core/definitions/autoscaleRuns.ts';
import { mayBeDefinition } from '../../core/definitions/definitionText.ts';
import { toShownName } from '../../core/model/account.ts';
import type { PoolResource } from '../../core/model/resource.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { plural } from '../../core/text/plural.ts';
import { redactText } from '../../core/text/redact.ts';
import { asCount } from '../../core/words/numbers.ts';
import { loadDiagnosis } from '../bundles/load.ts';
import { type Drafts, toDraftKind } from './drafts.ts';

/** Maximum length of a definition with buttons: longer than the largest request that the service accepts (1 MB). */
const maxLength = 1_000_000;
const maxRunLength = 120;
const maxNameLength = 40;

type LensAccounts = Pick<Accounts, 'all' | 'onDidChangeAccounts'>;

/**
 * Buttons above a definition: submit it and all definitions that are corrected with it, check it against an account,
 * and show its changes.
 */
export class DefinitionLenses implements vscode.CodeLensProvider {
  readonly #accounts: LensAccounts;
  readonly #drafts: Drafts;
  readonly #runs: AutoscaleRuns;

  constructor(accounts: LensAccounts, drafts: Drafts, runs: AutoscaleRuns) {
    this.#accounts = accounts;
    this.#drafts = drafts;
    this.#runs = runs;
  }

  onDidChangeCodeLenses(listener: () => void): vscode.Disposable {
    return vscode.Disposable.from(
      this.#accounts.onDidChangeAccounts(listener),
      this.#drafts.onDidChange(listener),
      this.#runs.onDidChange(listener),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { uri } = document;
    const top = new vscode.Range(0, 0, 0, 0);
    const draft = this.#drafts.find(uri);
    const made = listFactories(document);
    const submit = toSubmitCommand(document, draft);
    if (submit === undefined) return made;
    const evaluate = { title: l10n.t('Evaluate'), command: toCommandId('pool.evaluateAutoscale') };
    const show = { title: l10n.t('Show Changes'), command: toCommandId('definition.showChanges') };
    const first = draft?.kind === 'formula' ? [evaluate, submit] : [submit];
    const last = draft?.kind === 'formula' ? [this.#toRunCommand(draft.resource)] : [];
    const keep = losesLogs(document.getText(), draft)
      ? [{ title: l10n.t('Keep the Logs of Failing Tasks…'), command: toCommandId('definition.keepLogs') }]
      : [];
    const check = this.#toCheckCommands(draft);
    const commands = draft === undefined ? [...first, ...check, ...keep] : [...first, show, ...check, ...keep, ...last];
    return [...commands.map((command) => new vscode.CodeLens(top, { ...command, arguments: [uri] })), ...made];
  }

  /** Checks a definition against its own account, or the only account; otherwise asks for an account. */
  #toCheckCommands(draft: Draft | undefined): readonly vscode.Command[] {
    const { all } = this.#accounts;
    const [only] = all;
    if (only === undefined || (draft !== undefined && draft.kind !== 'task')) return [];
    const own = draft === undefined ? undefined : all.find(({ id }) => id === draft.resource.accountId);
    const account = own ?? (all.length === 1 ? only : undefined);
    const title =
      account === undefined
        ? l10n.t('Check Against an Account…')
        : l10n.t('Check Against {0}', toShortVisible(toShownName(account), maxNameLength));
    return [{ title, command: toCommandId('definition.checkAgainstAccount') }];
  }

  #toRunCommand(resource: PoolResource): vscode.Command {
    const [last] = this.#runs.list(resource);
    const title =
      last === undefined
        ? l10n.t('No Known Runs Yet')
        : toShortVisible(redactText(l10n.t('Last Run {0}', describeRun(last))), maxRunLength);
    return { title, command: toCommandId('pool.showAutoscaleRuns') };
  }
}

/** Creates buttons that show the tasks of each task factory, above it. */
function listFactories(document: vscode.TextDocument): vscode.CodeLens[] {
  const text = document.getText();
  if (text.length > maxLength || !text.includes('taskFactory') || !mayBeDefinition(text)) return [];
  const { describeMadeTasks, listMadeTasks } = loadDiagnosis();
  return listMadeTasks(text).map((made) => {
    const at = document.positionAt(made.offset);
    return new vscode.CodeLens(new vscode.Range(at, at), {
      title: describeMadeTasks(made),
      command: toCommandId('definition.showTasks'),
      arguments: [document.uri, made.offset],
    });
  });
}

/** Returns undefined for JSON without Batch definitions. */
function toSubmitCommand(document: vscode.TextDocument, draft: Draft | undefined): vscode.Command | undefined {
  switch (toDraftKind(document.uri)) {
    case 'startTask':
      return toStartTaskCommand();
    case 'job':
      return draft === undefined
        ? toTaskCommand(countDefinedTasks(document.getText()))
        : { title: l10n.t('Create the Job…'), command: toCommandId('definition.submit') };
    case 'formula':
      return { title: l10n.t('Use This Formula…'), command: toCommandId('pool.enableAutoscale') };
    case 'task':
      return toTaskCommand(draft?.kind === 'task' ? draft.tasks.length : countDefinedTasks(document.getText()));
  }
}

function toTaskCommand(count: number | undefined): vscode.Command | undefined {
  if (count === undefined) return undefined;
  const title = plural(count, {
    '=1': l10n.t('Submit to Batch…'),
    one: l10n.t('Submit {count} Task to Batch…', asCount(count)),
    other: l10n.t('Submit {count} Tasks to Batch…', asCount(count)),
  });
  return { title, command: toCommandId('definition.submit') };
}

function toStartTaskCommand(): vscode.Command {
  return { title: l10n.t('Change the Pool and Reboot Nodes…'), command: toCommandId('pool.changeStartTask') };
}

/** Returns true if a text defines tasks whose logs would be lost with their node. */
function losesLogs(text: string, draft: Draft | undefined): boolean {
  if (draft !== undefined && draft.kind !== 'task') return false;
  return text.length <= maxLength && loadDiagnosis().listLosingLogs(text, draft !== undefined).length > 0;
}

/**
 * Counts the tasks that a text defines, or returns 1 if it defines other Batch items; undefined if it defines none, or
 * several kinds, or is a template that is not submitted from here.
 */
function countDefinedTasks(text: string): number | undefined {
  if (text.length > maxLength || !mayBeDefinition(text)) return undefined;
  const found = loadDiagnosis().readDefinitions(text) ?? [];
  if (found.some(({ isTemplate }) => isTemplate)) return undefined;
  const kinds = new Set(found.map(({ kind }) => kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.size > 1) return undefined;
  return kind === 'task' ? found.length : 1;
}
