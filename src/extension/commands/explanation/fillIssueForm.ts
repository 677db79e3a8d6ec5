import * as vscode from 'vscode';
import { type IssueForm, longestAddress } from '../../../core/places/issueForm.ts';

/** Returns the address of a form, with as much of the text as the address can contain. */
export async function fillIssueForm(
  form: IssueForm,
  title: string,
  body: string,
): Promise<{ readonly text: string; readonly isCut: boolean }> {
  const toAddress = async (text: string): Promise<string> =>
    form.toAddress(title, form.format === 'html' ? await toHtml(text) : text);
  let [shown, isCut, text] = [body, false, await toAddress(body)];
  while (text.length > longestAddress && shown !== '') {
    const lines = shown.split('\n');
    shown = lines.length > 1 ? lines.slice(0, Math.floor(lines.length * 0.9)).join('\n') : '';
    [isCut, text] = [true, await toAddress(shown)];
  }
  return { text, isCut };
}

/** Converts Markdown with the editor's own renderer, without the attributes of its preview. */
async function toHtml(text: string): Promise<string> {
  const html = await vscode.commands.executeCommand<string>('markdown.api.render', text);
  return html.replace(/ (?:class|data-line|dir|id)="[^"]*"/g, '');
}
