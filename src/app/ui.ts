import * as l10n from '@vscode/l10n';
import { Cancelled } from '../core/model/cancelled.ts';
import type { LineOfLog } from '../core/page/links.ts';
import type { DocumentTarget, FilePartTarget } from '../core/query/documentPath.ts';

/**
 * How the application talks with its user: dialogs of VS Code, a terminal, or the script of a test. All text is plain
 * and may have foreign parts: an implementation removes secrets from it, and takes apart what would be a link or an icon.
 */
export interface Ui {
  /** Asks one modal question. Resolves to the label of the button, or undefined when the user leaves it. */
  ask(question: Question, others?: OtherAnswers): Promise<string | undefined>;
  /** Asks a modal question with several answers. Enter gives the first, which must lose nothing. */
  askWhich(question: Asked, answers: readonly string[]): Promise<string | undefined>;
  /**
   * Asks for some of the rows, which load while it is open. Throws `Cancelled` when the user leaves the pick, and when there
   * is nothing to pick, which it says; throws what loading throws.
   */
  pick<T>(request: PickRequest<T>): Promise<readonly T[]>;
  /** Asks for one of a few choices; undefined when the user leaves them. */
  choose<T extends Choice>(choices: readonly T[], request: ChoiceRequest): Promise<T | undefined>;
  /** Asks for a text, untrimmed; undefined when the user leaves the box. */
  enter(request: TextRequest): Promise<string | undefined>;
  /** Asks for one of several texts. Throws `Cancelled` when the user leaves the box, and what `submit` throws. */
  enterStep(request: TextStep): Promise<TextAnswer>;
  /** Says something and returns at once; a status goes away by itself. At most two actions. */
  notify(severity: 'status' | Severity, message: string, ...actions: readonly NotificationAction[]): void;
  /** Says something, and resolves to the button that is pressed. */
  offer(severity: Severity, message: string, ...buttons: readonly string[]): Promise<string | undefined>;
  /** Shows that work goes on, and how far it is. */
  progress<T>(request: ProgressRequest, work: (progress: Progress) => Promise<T>): Promise<T>;
  /** Opens a document of ours. Throws `BatchError` where it can't be read. */
  open(target: DocumentTarget, at?: DocumentPlace): Promise<void>;
  /** Runs a command of the product or of the program around it. */
  run(command: string, ...args: readonly unknown[]): Promise<unknown>;
  copy(text: string): Promise<void>;
  /** Whether the user is likely to look. */
  readonly isFocused: boolean;
}

export type Severity = 'information' | 'warning' | 'error';

/** What a question says. */
export interface Asked {
  readonly message: string;
  /** What is lost and what remains; a few lines. */
  readonly detail?: string;
}

interface AskedBefore extends Asked {
  /** What of the detail the list and the plan do not say again; all of it when absent. */
  readonly besideList?: string;
  /** What the button that does it says. */
  readonly confirm: string;
  /** What a dry run says, a line each: in the list, or behind a button where there is none. */
  readonly plan?: readonly string[];
}

/** Asks before something that can be undone: Enter does it, as everywhere in VS Code. */
export interface UndoableQuestion extends AskedBefore {
  readonly canBeUndone: true;
  /** Whether something may be lost all the same: only the user answers it, and nothing in their name. */
  readonly mayLose?: boolean;
}

/**
 * Asks before something that can't be undone: Enter shows what would be touched, and changes nothing. Such a question
 * can't be made without that list.
 */
export interface LastingQuestion extends AskedBefore {
  readonly canBeUndone: false;
  /** Everything that would be touched and what is left alone, a line each. */
  readonly list: readonly string[];
}

export type Question = UndoableQuestion | LastingQuestion;

/** Other answers to a question than to do what it asks. */
export interface OtherAnswers {
  /** These change nothing by themselves: Enter gives the first. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  /** Those of them that do what is asked, too. */
  readonly likewise?: readonly string[];
}

/** Whether the user wants what a question asks. */
export async function askToConfirm({ ui }: WithUi, question: Question): Promise<boolean> {
  return (await ui.ask(question)) === question.confirm;
}

/** What a function needs that asks or says something. */
export interface WithUi {
  readonly ui: Ui;
}

/** A button that another question follows. */
export function toAskingButton(label: string): string {
  return l10n.t({
    message: '{0}…',
    args: [label],
    comment: ['The label of a button that asks more, such as "Delete…"'],
  });
}

/** Whether another question follows an answer. */
export function asksMore(answer: string): boolean {
  return answer.endsWith('…');
}

/** One section of a pick: rows of one kind, which may be loaded page by page. */
export interface Section<T> {
  /** Heading above the rows; none when absent. */
  readonly title?: string;
  /**
   * What the row says that has it shown, in a pick that fills at once: while others are loaded it is held back, since what
   * comes would push it away from under the mouse, until it is asked for by that row or something is typed.
   */
  readonly heldBack?: string;
  /**
   * Loads what is not there yet and gives all rows so far. Called again for each further page. What takes long may hand
   * over what it has so far to `show`.
   */
  load(more: boolean, show: (page: SectionPage<T>) => void): Promise<SectionPage<T>>;
}

export interface SectionPage<T> {
  readonly rows: readonly PickRow<T>[];
  readonly hasMore: boolean;
  /** What can be done about the section; below its rows. */
  readonly actions?: readonly PickAction<T>[];
}

/** A row that does something when it is taken, instead of being an answer; one without `run` only says something. */
export interface PickAction<T> {
  /** What stays the same when it says something else; the label when absent. */
  readonly id?: string;
  readonly label: string;
  readonly detail?: string;
  /** Id of a codicon. */
  readonly icon: string;
  /** Changes or goes while others come, and therefore follows them in a pick that fills at once. */
  readonly isPassing?: true;
  readonly run?: ((pick: OpenPick<T>) => void) | undefined;
}

/** A pick that is being shown, for the actions in it. */
export interface OpenPick<T> {
  /** Loads a section again, or one more, which follows the others. */
  load(section: Section<T>): void;
  /** Ends the pick with this answer. */
  answer(...values: readonly T[]): void;
}

export interface PickRow<T> {
  readonly value: T;
  /** What stays the same when it is loaded again; the value itself when absent. */
  readonly id?: string;
  /** Plain text; icons in it are the caller's, who takes apart what would be one in foreign parts. */
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

export interface PickRequest<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly sections: readonly Section<T>[];
  /** What is said when there is nothing to pick: which kind of nothing it is. */
  readonly nothing: string;
  /** Checkboxes, to take several. */
  readonly many?: boolean;
  /** What is ticked from the start, where that is the whole answer: none is an answer, too. */
  readonly ticked?: readonly T[];
  /** A row for what is typed, which comes first and is taken where nothing is ticked; none when absent. */
  readonly toTyped?: (text: string) => PickRow<T> | undefined;
  /**
   * Loads all sections at the same time; one after the other when absent, which asks the service for less at once. What
   * comes goes below what is there, for a click to take the row that it was meant for.
   */
  readonly atOnce?: boolean;
  /** Stays open while dialogs that actions open take the focus. */
  readonly staysOpen?: boolean;
  /** Adds sections that are not known yet, while the pick is shown as busy. */
  readonly begin?: (pick: OpenPick<T>) => Promise<void>;
}

/** Asks for exactly one of the rows, as `Ui.pick` does for several. */
export async function pickOne<T>({ ui }: WithUi, request: Omit<PickRequest<T>, 'many'>): Promise<T> {
  const [value] = await ui.pick(request);
  if (value === undefined) throw new Cancelled();
  return value;
}

/** A row of a few; icons in the label are the caller's. */
interface Choice {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** A heading over the rows that follow, which can't be chosen. */
  readonly isHeading?: true;
}

interface ChoiceRequest {
  readonly title: string;
  readonly placeholder?: string;
}

interface TextRequest {
  readonly title: string;
  readonly prompt?: string;
  readonly placeholder?: string;
  /** What the box holds when it opens. */
  readonly value?: string;
  /** Hides what is typed. */
  readonly isSecret?: boolean;
  /** The rule that the text breaks, as a sentence; undefined when it breaks none. Called while the user types. */
  check(value: string): string | undefined;
}

/** One step of a dialog of several texts. */
export interface TextStep {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  /** What the box holds when it opens. */
  readonly value?: string;
  /** What was wrong with this value, shown when the box opens. */
  readonly problem?: string;
  /** Hides what is typed. */
  readonly secret?: boolean;
  readonly step: number;
  readonly steps: number;
  /** The rule that the text breaks, as a sentence; undefined when it breaks none. Called while the user types. */
  validate(value: string): string | undefined;
  /**
   * Tries what was typed, when the user presses Enter. Resolves to what is wrong as a sentence, which is shown while
   * the box stays open with the text in it; undefined lets it through. The signal ends when the user leaves the box.
   */
  submit?(value: string, signal: AbortSignal): Promise<string | undefined>;
}

/** The user's text, trimmed; or that the user wants to go back one step. */
export type TextAnswer = { readonly value: string } | 'back';

/** A button of a notification and the command it runs. */
export interface NotificationAction {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

export interface ProgressRequest {
  readonly title: string;
  /** Whether the user may cancel it; unless false. */
  readonly isCancellable?: boolean;
}

export interface Progress {
  /** What is shown beside the title, and by how many percent more is done. */
  report(step: { readonly message?: string; readonly increment?: number }): void;
  /** Aborted when the user cancels. */
  readonly signal: AbortSignal;
  /** Says what came of it in the place of the progress, where it stays for a while after the work has ended. */
  showResult(message: string): void;
}

/** A place in a file, and the part of it that opens where its document does not show that place. */
export interface PlaceInFile {
  readonly byte: number;
  readonly part: FilePartTarget;
}

/** Where a document opens: as what it is by default, or at its last line or a certain one. */
export type DocumentPlace = 'default' | 'end' | LineOfLog | PlaceInFile;
