import { l10n, QuickPickItemKind } from 'vscode';
import { listPlain } from '../../../core/text/lists.ts';
import { toPickText } from '../../notificationText.ts';
import { showQuickPick } from '../../window.ts';
import { toFirst } from '../judge.ts';

/** What is asked before definitions are submitted. Not escaped. */
interface SubmitQuestion {
  readonly message: string;
  /** Ids of what is submitted. */
  readonly names: readonly string[];
  /** What else there is to know, as sentences. */
  readonly notes: readonly string[];
  /** What is not submitted and why, a line each. */
  readonly leftOut: readonly string[];
  readonly confirm: string;
}

/**
 * Asks in a pick, which leaves the document and its changes to be read and scrolled. Resolves to whether the user
 * confirmed.
 */
export async function askBeside({ message, names, notes, leftOut, confirm }: SubmitQuestion): Promise<boolean> {
  const yes = { label: toPickText(confirm), detail: toPickText(notes.join(' ')) };
  const no = { label: l10n.t('Cancel'), detail: l10n.t('Nothing is sent. The definition stays open.') };
  const left = toFirst(leftOut).map((line) => ({ label: toPickText(line) }));
  const head = { label: l10n.t('Not submitted:'), kind: QuickPickItemKind.Separator };
  const chosen = await showQuickPick([yes, no, ...(left.length === 0 ? [] : [head, ...left])], {
    title: toPickText(message),
    placeHolder: toPickText(listPlain(toFirst(names))),
    ignoreFocusOut: true,
  });
  // What is not submitted is there to be read.
  if (chosen !== undefined && chosen !== yes && chosen !== no)
    return askBeside({ message, names, notes, leftOut, confirm });
  return chosen === yes;
}
