import { l10n, type QuickPickItem, QuickPickItemKind } from 'vscode';
import { listPlain } from '../../../core/text/lists.ts';
import { toPickText } from '../../notificationText.ts';
import { showQuickPick } from '../../window.ts';
import { toFirst } from '../judge.ts';

/** What is asked before a definition is carried out. Not escaped. */
interface BesideQuestion {
  readonly message: string;
  /** Names of what comes of it, or of what it is done to. */
  readonly names: readonly string[];
  /** What else there is to know, as sentences. */
  readonly notes: readonly string[];
  /** What is left out and why, a line each. */
  readonly leftOut?: readonly string[];
  readonly confirm: string;
  /** Whether what it does can be got back: Enter alone does it then. */
  readonly canBeUndone: boolean;
}

/**
 * Asks in a pick, which leaves the document and its changes to be read and scrolled. Resolves to whether the user
 * confirmed.
 */
export async function askBeside(question: BesideQuestion): Promise<boolean> {
  const { message, names, notes, leftOut = [], confirm, canBeUndone } = question;
  const yes = { label: toPickText(confirm) };
  const no = { label: l10n.t('Cancel'), detail: l10n.t('Nothing is sent. The definition stays open.') };
  const rows: readonly QuickPickItem[] = [
    ...(canBeUndone ? [yes, no] : [no, yes]),
    ...toRows(l10n.t('What to know:'), notes),
    ...toRows(l10n.t('Not submitted:'), leftOut),
  ];
  const chosen = await showQuickPick(rows, {
    title: toPickText(message),
    placeHolder: toPickText(listPlain(toFirst(names))),
    ignoreFocusOut: true,
  });
  // What is said is there to be read.
  if (chosen !== undefined && chosen !== yes && chosen !== no) return askBeside(question);
  return chosen === yes;
}

function toRows(title: string, lines: readonly string[]): readonly QuickPickItem[] {
  if (lines.length === 0) return [];
  const rows = toFirst(lines).map((line) => ({ label: toPickText(line) }));
  return [{ label: title, kind: QuickPickItemKind.Separator }, ...rows];
}
