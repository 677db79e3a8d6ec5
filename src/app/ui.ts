import * as l10n from '@vscode/l10n';
import { Cancelled } from '../core/model/cancelled.ts';
import type { LineOfLog } from '../core/page/links.ts';
import type { DocumentTarget, FilePartTarget } from '../core/query/documentPath.ts';

/**
 * The application's interface to the user: VS Code's dialogs, a terminal, or the script of a test. All text is plain
 * and may have foreign parts: an implementation removes secrets from it, and takes apart anything that would be a link
 * or an icon.
 */
export interface Ui {
  /** Asks one modal question. Resolves to the label of the button, or undefined when the user closes it. */
  ask(question: Question, others?: OtherAnswers): Promise<string | undefined>;
  /** Asks a modal question with several answers. Enter gives the first, which must lose nothing. */
  askWhich(question: Asked, answers: readonly string[]): Promise<string | undefined>;
  /**
   * Asks for some of the rows, which load while it is open. Throws `Cancelled` when the user closes the picker, or when
   * there is nothing to pick, which it says; throws errors of loading.
   */
  pick<T>(request: PickRequest<T>): Promise<readonly T[]>;
  /** Asks for one of a few choices; undefined when the user closes the picker. */
  choose<T extends Choice>(choices: readonly T[], request: ChoiceRequest): Promise<T | undefined>;
  /** Asks for a text, untrimmed; undefined when the user closes the box. */
  enter(request: TextRequest): Promise<string | undefined>;
  /** Asks for one of several texts. Throws `Cancelled` when the user closes the box, and errors of `submit`. */
  enterStep(request: TextStep): Promise<TextAnswer>;
  /** Shows a notification and returns at once; a status disappears by itself. At most two actions. */
  notify(severity: 'status' | Severity, message: string, ...actions: readonly NotificationAction[]): void;
  /** Shows a notification, and resolves to the button that the user selects. */
  offer(severity: Severity, message: string, ...buttons: readonly string[]): Promise<string | undefined>;
  /** Shows the progress of work. */
  progress<T>(request: ProgressRequest, work: (progress: Progress) => Promise<T>): Promise<T>;
  /** Opens a document of the extension. Throws `BatchError` when it can't be read. */
  open(target: DocumentTarget, at?: DocumentPlace): Promise<void>;
  /** Runs a command of the product or of the program around it. */
  run(command: string, ...args: readonly unknown[]): Promise<unknown>;
  copy(text: string): Promise<void>;
  /** True when the user is likely to be looking at the window. */
  readonly isFocused: boolean;
}

export type Severity = 'information' | 'warning' | 'error';

/** The texts of a question. */
export interface Asked {
  readonly message: string;
  /** A few lines about losses and about what remains. */
  readonly detail?: string;
}

interface AskedBefore extends Asked {
  /** The part of the detail that the list and the plan do not repeat; all of it when absent. */
  readonly besideList?: string;
  /** The label of the button that confirms. */
  readonly confirm: string;
  /** The lines that a dry run shows: in the list, or behind a button when there is none. */
  readonly plan?: readonly string[];
}

/** Asks before an action that can be undone: Enter confirms it, as everywhere in VS Code. */
export interface UndoableQuestion extends AskedBefore {
  readonly canBeUndone: true;
  /** True when something may be lost all the same: then only the user may answer, and no program in their name. */
  readonly mayLose?: boolean;
}

/**
 * Asks before an action that can't be undone: Enter shows what would be affected, and changes nothing. Such a question
 * can't be made without that list.
 */
export interface LastingQuestion extends AskedBefore {
  readonly canBeUndone: false;
  /** Everything affected and everything left unchanged, one per line. */
  readonly list: readonly string[];
}

export type Question = UndoableQuestion | LastingQuestion;

/** Answers to a question besides confirming it. */
export interface OtherAnswers {
  /** Buttons that change nothing by themselves: Enter gives the first. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  /** Buttons among them that also confirm. */
  readonly likewise?: readonly string[];
}

/** Resolves to true when the user confirms a question. */
export async function askToConfirm({ ui }: WithUi, question: Question): Promise<boolean> {
  return (await ui.ask(question)) === question.confirm;
}

/** For functions that ask or notify the user. */
export interface WithUi {
  readonly ui: Ui;
}

/** Makes the label of a button that another question follows. */
export function toAskingButton(label: string): string {
  return l10n.t({
    message: '{0}…',
    args: [label],
    comment: ['The label of a button that asks more, such as "Delete…"'],
  });
}

/** Checks whether another question follows an answer. */
export function asksMore(answer: string): boolean {
  return answer.endsWith('…');
}

/** One section of a picker: rows of one kind, which may be loaded page by page. */
export interface Section<T> {
  /** Heading above the rows; none when absent. */
  readonly title?: string;
  /**
   * The label of a row that shows a held-back section of a picker that fills at once: while others load, it stays
   * hidden, because new rows would move it away from the mouse pointer, until that row is selected or the user types.
   */
  readonly heldBack?: string;
  /**
   * Loads missing rows and returns all so far. Called again for each further page. Slow loading may pass intermediate
   * results to `show`.
   */
  load(more: boolean, show: (page: SectionPage<T>) => void): Promise<SectionPage<T>>;
}

export interface SectionPage<T> {
  readonly rows: readonly PickRow<T>[];
  readonly hasMore: boolean;
  /** Actions of the section, below its rows. */
  readonly actions?: readonly PickAction<T>[];
}

/** A row that runs an action instead of being an answer; one without `run` is only a message. */
export interface PickAction<T> {
  /** Stays the same when the label changes; the label when absent. */
  readonly id?: string;
  readonly label: string;
  readonly detail?: string;
  /** ID of a codicon. */
  readonly icon: string;
  /** True when it changes or disappears while rows load, and therefore follows them in a picker that fills at once. */
  readonly isPassing?: true;
  readonly run?: ((pick: OpenPick<T>) => void) | undefined;
}

/** An open picker, for the actions in it. */
export interface OpenPick<T> {
  /** Loads a section again, or another one, which follows the others. */
  load(section: Section<T>): void;
  /** Closes the picker with this answer. */
  answer(...values: readonly T[]): void;
}

export interface PickRow<T> {
  readonly value: T;
  /** Stays the same when the row is loaded again; the value itself when absent. */
  readonly id?: string;
  /** Plain text; icons in it come from the caller, who takes apart anything in foreign parts that would be one. */
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

export interface PickRequest<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly sections: readonly Section<T>[];
  /** Shown when there is nothing to pick; explains why. */
  readonly nothing: string;
  /** Shows checkboxes, to pick several. */
  readonly many?: boolean;
  /** Rows that are initially checked, when the checked rows are the whole answer: picking none is an answer, too. */
  readonly ticked?: readonly T[];
  /** Makes a row for typed text, which comes first and is used when nothing is checked; none when absent. */
  readonly toTyped?: (text: string) => PickRow<T> | undefined;
  /**
   * Loads all sections at the same time; when absent, one after another, which sends fewer simultaneous requests. New
   * rows go below existing ones, so that a click selects the intended row.
   */
  readonly atOnce?: boolean;
  /** Stays open while dialogs of its actions take the focus. */
  readonly staysOpen?: boolean;
  /** Adds sections that are not known yet, while the picker is shown as busy. */
  readonly begin?: (pick: OpenPick<T>) => Promise<void>;
}

/** Asks for exactly one of the rows, as `Ui.pick` does for several. */
export async function pickOne<T>({ ui }: WithUi, request: Omit<PickRequest<T>, 'many'>): Promise<T> {
  const [value] = await ui.pick(request);
  if (value === undefined) throw new Cancelled();
  return value;
}

/** One of a few choices; icons in the label come from the caller. */
interface Choice {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** True for a heading over the following rows, which can't be chosen. */
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
  /** Initial value of the box. */
  readonly value?: string;
  /** Hides typed text. */
  readonly isSecret?: boolean;
  /** Returns the rule that the text breaks, as a sentence; undefined when it is valid. Called while the user types. */
  check(value: string): string | undefined;
}

/** One step of a dialog of several texts. */
export interface TextStep {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  /** Initial value of the box. */
  readonly value?: string;
  /** The problem with this value, shown when the box opens. */
  readonly problem?: string;
  /** Hides typed text. */
  readonly secret?: boolean;
  readonly step: number;
  readonly steps: number;
  /** Returns the rule that the text breaks, as a sentence; undefined when it is valid. Called while the user types. */
  validate(value: string): string | undefined;
  /**
   * Tries the text when the user presses Enter. Resolves to the problem as a sentence, which is shown while the box
   * stays open with the text in it; undefined accepts it. The signal is aborted when the user closes the box.
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
  /** True when the user may cancel it, which is the default. */
  readonly isCancellable?: boolean;
}

export interface Progress {
  /** Sets the text beside the title, and adds a percentage to the progress. */
  report(step: { readonly message?: string; readonly increment?: number }): void;
  /** Aborted when the user cancels. */
  readonly signal: AbortSignal;
  /** Replaces the progress by the result, which stays for a while after the work has ended. */
  showResult(message: string): void;
}

/** A position in a file, and the part of the file that opens when its document does not show that position. */
export interface PlaceInFile {
  readonly byte: number;
  readonly part: FilePartTarget;
}

/** The position at which a document opens: its default, its last line, or a certain one. */
export type DocumentPlace = 'default' | 'end' | LineOfLog | PlaceInFile;
