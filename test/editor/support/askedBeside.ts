import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { answering } from './answers.ts';
import { listen, type Said } from './messages.ts';

/** Notifications while a definition was submitted, and its questions with the texts of their rows. */
export interface Asked extends Said {
  readonly asked: readonly { readonly title: string; readonly text: string }[];
}

/** Runs `act` while rows with these labels are chosen, and `type` answers input boxes. */
export async function askedBeside(
  choose: readonly string[],
  act: () => Promise<unknown>,
  type: (options: vscode.InputBoxOptions) => string = ({ value = '' }) => value,
): Promise<Asked> {
  let said: Said | undefined;
  const asked: { title: string; text: string }[] = [];
  const see = (title: string, rows: readonly vscode.QuickPickItem[]): void => {
    const text = rows.map(({ label, detail = '' }) => `${label} ${detail}`.trim()).join('\n');
    if (rows.some(({ label }) => label === 'Cancel')) asked.push({ title, text });
  };
  await answering({ choose, type, see }, async () => {
    said = await listen(act);
  });
  return { ...(said ?? assert.fail()), asked };
}
