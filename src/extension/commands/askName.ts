import * as vscode from 'vscode';
import { Cancelled } from '../../core/model/cancelled.ts';

export interface NameQuestion {
  readonly title: string;
  /** What is lost; says that the name has to be typed. */
  readonly prompt: string;
  /** What has to be typed. */
  readonly name: string;
}

/** The question before what cannot be undone: the user types the name of the thing. Throws `Cancelled`. */
export async function askName({ title, prompt, name }: NameQuestion): Promise<void> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt,
    placeHolder: name,
    ignoreFocusOut: true,
    validateInput: (value) => (value === name ? undefined : vscode.l10n.t('Type {0} to confirm.', name)),
  });
  if (typed !== name) throw new Cancelled();
}
