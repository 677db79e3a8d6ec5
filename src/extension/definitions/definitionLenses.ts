import * as vscode from 'vscode';
import { asCount } from '../../core/query/numbers.ts';
import { plural } from '../../core/text/plural.ts';
import { toCommandId } from '../commandId.ts';
import type { Draft } from './draft.ts';
import { type Drafts, toDraftKind } from './drafts.ts';

/** Buttons above a definition: submit it and all that are corrected with it, and see what was changed in it. */
export class DefinitionLenses implements vscode.CodeLensProvider {
  readonly #drafts: Drafts;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
    this.onDidChangeCodeLenses = drafts.onDidChange;
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const top = new vscode.Range(0, 0, 0, 0);
    const draft = this.#drafts.find(uri);
    const submit = toSubmitCommand(toDraftKind(uri), draft);
    const show = { title: vscode.l10n.t('Show Changes'), command: toCommandId('definition.showChanges') };
    const commands = draft === undefined ? [submit] : [submit, show];
    return commands.map((command) => new vscode.CodeLens(top, { ...command, arguments: [uri] }));
  }
}

function toSubmitCommand(kind: Draft['kind'], draft: Draft | undefined): vscode.Command {
  switch (kind) {
    case 'startTask':
      return toStartTaskCommand();
    case 'job':
      return { title: vscode.l10n.t('Create the Job…'), command: toCommandId('job.create') };
    case 'task':
      return toTaskCommand(draft);
  }
}

function toTaskCommand(draft: Draft | undefined): vscode.Command {
  const count = draft?.kind === 'task' ? draft.tasks.length : 1;
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
