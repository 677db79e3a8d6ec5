import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Command, Contribution } from '../../../app/actions/verb/contribution.ts';
import { toCommandId } from '../../../app/commandId.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { withoutButtons } from '../../../core/page/withoutButtons.ts';
import { findIssueForm, type IssueForm } from '../../../core/places/issueForm.ts';
import { openGit } from '../../editors/gitExtension.ts';
import { Preview, showPreview } from '../../ui/preview.ts';
import type { CommandServices } from '../command.ts';
import { findPage } from './activePage.ts';
import { fillIssueForm } from './fillIssueForm.ts';

export const contribution: Contribution = {
  title: 'Create Issue…',
  icon: 'issues',
  effect: 'reads',
  palette: 'never',
};

/**
 * Shows the title and the text of an issue about a page, which the user can change, and then opens the form for a new
 * issue of the workspace's repository with them. Nothing is sent before that.
 */
export const run: Command<CommandServices> = async (services, args) => {
  const [given] = args;
  if (given instanceof Preview) return openForm(services, given);
  const page = await vscode.workspace.openTextDocument(findPage(args));
  const title = (await listForms()).length === 0 ? l10n.t('Copy') : l10n.t('Open the Form');
  const command = { title, command: toCommandId('explanation.createIssue') };
  const preview = await showPreview(withoutButtons(page.getText()), 'markdown', command);
  const message = l10n.t('Nothing was sent. Change the text in the editor as you like, and then continue.');
  if ((await services.ui.offer('information', message, title)) === title) await openForm(services, preview);
};

/** Lists the forms of the workspace's remotes, each once. */
async function listForms(): Promise<readonly IssueForm[]> {
  const git = await openGit();
  const remotes = git?.repositories.flatMap(({ state }) => state.remotes) ?? [];
  const forms = remotes.flatMap(({ fetchUrl, pushUrl }) => findIssueForm(fetchUrl ?? pushUrl ?? '') ?? []);
  return [...new Map(forms.map((form) => [form.name, form])).values()];
}

async function openForm({ ui }: CommandServices, { document }: Preview): Promise<void> {
  const text = document.getText();
  const form = await chooseForm(ui);
  if (form === undefined) {
    await ui.copy(text);
    return ui.notify('status', l10n.t('The text was copied. The workspace has no repository whose issues are known.'));
  }
  const [first = '', ...lines] = text.split('\n');
  const title = first.replace(/^#+\s*/, '').replace(/\\(?=[^\w\s])/g, '');
  const body = lines.join('\n').trim();
  const address = await fillIssueForm(form, title, body);
  if (address.isCut) {
    await ui.copy(body);
    ui.notify('information', l10n.t('The form has only the beginning of the text. The whole text was copied.'));
  }
  // An address as a text is opened as it is; a `Uri` would lose the encoding of `&` and `#`.
  await vscode.commands.executeCommand('vscode.open', address.text);
}

async function chooseForm(ui: CommandServices['ui']): Promise<IssueForm | undefined> {
  const forms = await listForms();
  if (forms.length < 2) return forms[0];
  const choices = forms.map((form) => ({ label: form.name, form }));
  const chosen = await ui.choose(choices, { title: l10n.t('Create an issue in which repository?') });
  if (chosen === undefined) throw new Cancelled();
  return chosen.form;
}
