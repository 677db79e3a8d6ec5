import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toNotificationText, toPickText } from '../../app/messages/notificationText.ts';
import type { Asked, OtherAnswers, Question, UndoableQuestion } from '../../app/ui.ts';
import { withoutCodeMarks } from '../../core/text/codeMarks.ts';
import { plural } from '../../core/text/plural.ts';
import { toListText } from './questionText.ts';
import { whileShown } from './shownList.ts';
import { showQuickPick } from './window.ts';

const answered = new vscode.EventEmitter<void>();

/** Fires when a question was answered or dismissed, before its answer takes effect. */
export const onDidAnswer = answered.event;

/** Asks a modal question; resolves to the label of the button. */
export async function ask(question: Question, others: OtherAnswers = {}): Promise<string | undefined> {
  const answer = await (question.canBeUndone ? askUndoable(question, others) : askFinal(question, others));
  answered.fire();
  return answer;
}

async function askFinal(
  question: Exclude<Question, UndoableQuestion>,
  others: OtherAnswers,
): Promise<string | undefined> {
  const { before = [], after = [] } = others;
  const showList = plural(question.list.length, { '=1': l10n.t('Show Details'), other: l10n.t('Show the List') });
  const answer = await show(question, [...before, showList, question.confirm, ...after]);
  if (answer !== showList) return answer;
  const isConfirmed = await whileShown(question.confirm, toListText(question), () => askBesideList(question));
  return isConfirmed ? question.confirm : undefined;
}

/** The plan comes after the main button, because Enter chooses the first button, and the action can be undone. */
async function askUndoable(
  question: UndoableQuestion,
  { before = [], after = [] }: OtherAnswers,
): Promise<string | undefined> {
  const { confirm, plan } = question;
  const showPlan = l10n.t('Show the Plan');
  const answer = await show(question, [...before, confirm, ...after, ...(plan === undefined ? [] : [showPlan])]);
  if (answer !== showPlan || plan === undefined) return answer;
  const isConfirmed = await whileShown(confirm, toListText(question), () => askBesideList(question));
  return isConfirmed ? confirm : undefined;
}

/** Asks a modal question with several answers. Enter chooses the first. */
export async function askWhich(question: Asked, answers: readonly string[]): Promise<string | undefined> {
  const answer = await show(question, answers);
  answered.fire();
  return answer;
}

/** The first button has the focus. A modal dialog has no code formatting. */
function show({ message, detail }: Asked, buttons: readonly string[]): Thenable<string | undefined> {
  const toShown = (text: string): string => toNotificationText(withoutCodeMarks(text));
  const options: vscode.MessageOptions = { modal: true };
  if (detail !== undefined) options.detail = toShown(detail);
  return vscode.window.showWarningMessage(toShown(message), options, ...buttons);
}

/** Asks in a quick pick, so that the list can be read and searched. Its first row, for Enter, changes nothing. */
async function askBesideList({ message, confirm }: Question): Promise<boolean> {
  const no = { label: l10n.t('Cancel'), detail: l10n.t('Nothing changes.') };
  const yes = { label: toPickText(confirm), detail: l10n.t('Applies only to what the list shows.') };
  const chosen = await showQuickPick([no, yes], { title: toPickText(message), ignoreFocusOut: true });
  return chosen === yes;
}
