import * as vscode from 'vscode';
import { mayBeDefinition } from '../../core/query/definitionText.ts';
import { asCount } from '../../core/query/numbers.ts';
import { plural } from '../../core/text/plural.ts';
import { toCommandId } from '../commandId.ts';
import { loadDiagnosis } from '../load.ts';
import type { Draft } from './draft.ts';
import { type Drafts, toDraftKind } from './drafts.ts';

/** Longer than the largest request that the service takes (1 MB). */
const maxLength = 1_000_000;

/** Buttons above a definition: submit it and all that are corrected with it, and see what was changed in it. */
export class DefinitionLenses implements vscode.CodeLensProvider {
  readonly #drafts: Drafts;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
    this.onDidChangeCodeLenses = drafts.onDidChange;
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { uri } = document;
    const top = new vscode.Range(0, 0, 0, 0);
    const draft = this.#drafts.find(uri);
    const submit = toSubmitCommand(document, draft);
    if (submit === undefined) return [];
    const evaluate = { title: vscode.l10n.t('Evaluate'), command: toCommandId('pool.evaluateAutoscale') };
    const show = { title: vscode.l10n.t('Show Changes'), command: toCommandId('definition.showChanges') };
    const first = draft?.kind === 'formula' ? [evaluate, submit] : [submit];
    const commands = draft === undefined ? first : [...first, show];
    return commands.map((command) => new vscode.CodeLens(top, { ...command, arguments: [uri] }));
  }
}

/** Undefined for JSON that defines nothing of Batch. */
function toSubmitCommand(document: vscode.TextDocument, draft: Draft | undefined): vscode.Command | undefined {
  switch (toDraftKind(document.uri)) {
    case 'startTask':
      return toStartTaskCommand();
    case 'job':
      return draft === undefined
        ? toTaskCommand(countTasks(document.getText()))
        : { title: vscode.l10n.t('Create the Job…'), command: toCommandId('job.create') };
    case 'formula':
      return { title: vscode.l10n.t('Use This Formula…'), command: toCommandId('pool.enableAutoscale') };
    case 'task':
      return toTaskCommand(draft?.kind === 'task' ? draft.tasks.length : countTasks(document.getText()));
  }
}

function toTaskCommand(count: number | undefined): vscode.Command | undefined {
  if (count === undefined) return undefined;
  const title = plural(count, {
    '=1': vscode.l10n.t('Submit to Batch…'),
    one: vscode.l10n.t('Submit {count} Task to Batch…', asCount(count)),
    other: vscode.l10n.t('Submit {count} Tasks to Batch…', asCount(count)),
  });
  return { title, command: toCommandId('definition.submit') };
}

function toStartTaskCommand(): vscode.Command {
  return { title: vscode.l10n.t('Change the Pool and Reboot Nodes…'), command: toCommandId('pool.changeStartTask') };
}

/** How many tasks a text defines, 1 where it defines other things of Batch; undefined where it defines none, or several kinds. */
function countTasks(text: string): number | undefined {
  if (text.length > maxLength || !mayBeDefinition(text)) return undefined;
  const found = loadDiagnosis().readDefinitions(text) ?? [];
  const kinds = new Set(found.map(({ kind }) => kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.size > 1) return undefined;
  return kind === 'task' ? found.length : 1;
}
