import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toNotificationText, toPickText } from '../app/notificationText.ts';
import { withoutCodeMarks } from '../core/text/codeMarks.ts';
import { plural } from '../core/text/plural.ts';
import { whileShown } from './shownList.ts';
import { showQuickPick } from './window.ts';

interface Asked {
  readonly message: string;
  /** What is lost and what remains; a few lines. */
  readonly detail?: string;
  /** What of the detail the list and the plan do not say again; all of it when absent. */
  readonly besideList?: string;
  /** What the button that does it says. */
  readonly confirm: string;
  /** What a dry run says, a line each: in the list, or behind a button where there is none; not escaped. */
  readonly plan?: readonly string[];
}

/** Asks before something that can be got back: Enter does it, as everywhere in VS Code. */
export interface UndoableQuestion extends Asked {
  readonly canBeUndone: true;
}

/**
 * Asks before something that cannot be got back: Enter shows what would be touched, and changes nothing. Such a question
 * can't be made without that list.
 */
export interface LastingQuestion extends Asked {
  readonly canBeUndone: false;
  /** Everything that would be touched and what is left alone, a line each; not escaped. */
  readonly list: readonly string[];
}

export type Question = UndoableQuestion | LastingQuestion;

/** A button that another question follows. */
export function toAskingButton(label: string): string {
  return l10n.t({
    message: '{0}…',
    args: [label],
    comment: ['The label of a button that asks more, such as "Delete…"'],
  });
}

/** Asks one modal question. Resolves to whether the user confirmed. */
export async function askModal(question: Question): Promise<boolean> {
  return (await askModalOr(question, {})) === question.confirm;
}

/** Other answers to a question than to do what it asks. */
interface OtherAnswers {
  /** These change nothing by themselves: Enter gives the first. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

/** Asks one modal question to which there are other answers than to do it. Resolves to the text of the button. */
export async function askModalOr(question: Question, others: OtherAnswers): Promise<string | undefined> {
  if (question.canBeUndone) return askUndoable(question, others);
  const { before = [], after = [] } = others;
  const showList = plural(question.list.length, {
    '=1': l10n.t('Show Details'),
    other: l10n.t('Show the List'),
  });
  const answer = await show(question, [...before, showList, question.confirm, ...after]);
  if (answer !== showList) return answer;
  const isConfirmed = await whileShown(question.confirm, toText(question, question.list), () =>
    askBesideList(question),
  );
  return isConfirmed ? question.confirm : undefined;
}

/** The plan comes after the button that acts, since Enter chooses the first, and the action can be undone. */
async function askUndoable(
  question: UndoableQuestion,
  { before = [], after = [] }: OtherAnswers,
): Promise<string | undefined> {
  const { confirm, plan } = question;
  const showPlan = l10n.t('Show the Plan');
  const answer = await show(question, [...before, confirm, ...after, ...(plan === undefined ? [] : [showPlan])]);
  if (answer !== showPlan || plan === undefined) return answer;
  const isConfirmed = await whileShown(confirm, toText(question, []), () => askBesideList(question));
  return isConfirmed ? confirm : undefined;
}

/** Asks one modal question that has several answers. Enter gives the first: nothing is lost by that one. */
export async function askModalFor(
  question: Omit<Asked, 'confirm' | 'plan'>,
  answers: readonly string[],
): Promise<string | undefined> {
  return show(question, answers);
}

/** The first button has the focus. Nothing is drawn as code in a modal. */
function show({ message, detail }: Omit<Asked, 'confirm'>, buttons: readonly string[]): Thenable<string | undefined> {
  const toShown = (text: string): string => toNotificationText(withoutCodeMarks(text));
  const options: vscode.MessageOptions = { modal: true };
  if (detail !== undefined) options.detail = toShown(detail);
  return vscode.window.showWarningMessage(toShown(message), options, ...buttons);
}

function toText({ message, detail = '', besideList = detail, plan = [] }: Asked, list: readonly string[]): string {
  const said = [message, ...(besideList === '' ? [] : ['', besideList])].map(withoutCodeMarks);
  return [...said, '', ...list, ...plan, ''].join('\n');
}

/** A pick leaves the list to be read and searched. Its first row, which Enter takes, changes nothing. */
async function askBesideList({ message, confirm }: Asked): Promise<boolean> {
  const no = { label: l10n.t('Cancel'), detail: l10n.t('Nothing changes.') };
  const yes = {
    label: toPickText(confirm),
    detail: l10n.t('Applies to what the list shows, and to nothing else.'),
  };
  const chosen = await showQuickPick([no, yes], { title: toPickText(message), ignoreFocusOut: true });
  return chosen === yes;
}
