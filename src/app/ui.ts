import * as l10n from '@vscode/l10n';
import { Cancelled } from '../core/model/cancelled.ts';
import type { LineOfLog } from '../core/page/links.ts';
import type { DocumentTarget, FilePartTarget } from '../core/places/documentPath.ts';

/**
 * The application's interface to the user: VS Code's dialogs, a terminal, or the script of a test. All text is plain
 * and may contain foreign parts. An implementation removes secrets from it, and breaks anything that would be a link or
 * an icon.
 */
export interface Ui {
  /** Asks one modal question. Resolves to the label of the button, or to undefined if the user closes the question. */
  ask(question: Question, others?: OtherAnswers): Promise<string | undefined>;
  /** Asks a modal question with several answers. Enter selects the first, which must not lose anything. */
  askWhich(question: Asked, answers: readonly string[]): Promise<string | undefined>;
  /**
   * Asks for some of the rows, which load while the picker is open. Throws `Cancelled` when the user closes the picker,
   * or when there is nothing to pick, in which case the user is notified. Throws errors of loading.
   */
  pick<T>(request: PickRequest<T>): Promise<readonly T[]>;
  /** Asks for one of a few choices; undefined if the user closes the picker. */
  choose<T extends Choice>(choices: readonly T[], request: ChoiceRequest): Promise<T | undefined>;
  /** Asks for a text, and returns it untrimmed; undefined if the user closes the box. */
  enter(request: TextRequest): Promise<string | undefined>;
  /** Asks for one of several texts in a dialog. Throws `Cancelled` if the user closes it, and errors of `submit`. */
  enterStep(request: TextStep): Promise<TextAnswer>;
  /** Shows a notification with at most two actions, and returns immediately. A status disappears on its own. */
  notify(severity: 'status' | Severity, message: string, ...actions: readonly NotificationAction[]): void;
  /** Shows a notification, and resolves to the button that the user selects. */
  offer(severity: Severity, message: string, ...buttons: readonly string[]): Promise<string | undefined>;
  /** Shows progress while `work` runs, and resolves to its result. */
  progress<T>(request: ProgressRequest, work: (progress: Progress) => Promise<T>): Promise<T>;
  /** Opens a document of the extension. Throws `BatchError` when it can't be read. */
  open(target: DocumentTarget, at?: DocumentPlace): Promise<void>;
  /** Runs a command of the extension or of the surrounding program. */
  run(command: string, ...args: readonly unknown[]): Promise<unknown>;
  copy(text: string): Promise<void>;
  /** True when the user is likely to be looking at the window. */
  readonly isFocused: boolean;
}

export type Severity = 'information' | 'warning' | 'error';

/** The texts of a question. */
export interface Asked {
  readonly message: string;
  readonly detail?: string;
}

interface AskedBefore extends Asked {
  /** The part of the detail that the list and the plan do not repeat; the whole detail when absent. */
  readonly besideList?: string;
  readonly confirm: string;
  /** True if the action is known to help nothing, so that only the user may confirm it. */
  readonly isInVain?: boolean;
  /** The lines of a dry run, shown in the list, or behind a button if there is no list. */
  readonly plan?: readonly string[];
}

/** A question before an action that can be undone. Enter confirms it, as everywhere in VS Code. */
export interface UndoableQuestion extends AskedBefore {
  readonly canBeUndone: true;
  /** True if something may be lost nevertheless. Then only the user may answer, not a program on the user's behalf. */
  readonly mayLose?: boolean;
}

/**
 * A question before an action that can't be undone. Enter shows what would be affected, and changes nothing. The list
 * is therefore required.
 */
export interface LastingQuestion extends AskedBefore {
  readonly canBeUndone: false;
  /** Everything affected and everything left unchanged, one per line. */
  readonly list: readonly string[];
}

export type Question = UndoableQuestion | LastingQuestion;

/** Additional answers to a question, apart from confirming it. */
export interface OtherAnswers {
  /** Buttons that change nothing on their own. Enter selects the first. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  /** Buttons that confirm like the first one. */
  readonly likewise?: readonly string[];
  /** The button that loses nothing, which a program may select on the user's behalf if the first one may. */
  readonly safe?: string | undefined;
}

/** Asks a question. Resolves to true if the user confirms it. */
export async function askToConfirm({ ui }: WithUi, question: Question): Promise<boolean> {
  return (await ui.ask(question)) === question.confirm;
}

/** The user interface, as a dependency of functions that ask or notify the user. */
export interface WithUi {
  readonly ui: Ui;
}

/** Returns the label of a button that leads to another question. */
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
  readonly title?: string;
  /**
   * The label of a row that reveals this section, which is held back in a picker that fills all sections at once. While
   * other sections load, the section stays hidden until that row is selected or the user types, because new rows would
   * move it away from the mouse pointer.
   */
  readonly heldBack?: string;
  /**
   * Loads missing rows and returns all rows loaded so far. Called again for each further page. Slow loading may pass
   * intermediate results to `show`.
   */
  load(more: boolean, show: (page: SectionPage<T>) => void): Promise<SectionPage<T>>;
}

export interface SectionPage<T> {
  readonly rows: readonly PickRow<T>[];
  readonly hasMore: boolean;
  readonly actions?: readonly PickAction<T>[];
}

/** A row that runs an action instead of being an answer. A row without `run` is only a message. */
export interface PickAction<T> {
  /** Identifies the action if its label changes; the label when absent. */
  readonly id?: string;
  readonly label: string;
  readonly detail?: string;
  readonly icon: string;
  /**
   * True if the action changes or disappears while rows load. If all sections fill at once, it stays below their rows.
   */
  readonly isPassing?: true;
  readonly run?: ((pick: OpenPick<T>) => void) | undefined;
}

/** An open picker, for the actions in it. */
export interface OpenPick<T> {
  /** Loads a section again, or a new section, which follows the others. */
  load(section: Section<T>): void;
  /** Closes the picker with this answer. */
  answer(...values: readonly T[]): void;
}

export interface PickRow<T> {
  readonly value: T;
  /** Identifies the row when it is loaded again; the value itself when absent. */
  readonly id?: string;
  /** Plain text, in which the caller may use icons. The caller must break any icon syntax in foreign parts. */
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

export interface PickRequest<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly sections: readonly Section<T>[];
  readonly nothing: string;
  readonly many?: boolean;
  /** Rows that are initially checked. The checked rows are then the whole answer, which may be none. */
  readonly ticked?: readonly T[];
  /** Creates a row for typed text, which comes first and is used if nothing is checked; none when absent. */
  readonly toTyped?: (text: string) => PickRow<T> | undefined;
  /**
   * True to load all sections at the same time; when absent, they load one after another, which sends fewer
   * simultaneous requests. New rows go below existing ones, so that a click selects the intended row.
   */
  readonly atOnce?: boolean;
  /** True to stay open while dialogs of its actions have the focus. */
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

/** One of a few choices. Icons in the label come from the caller. */
export interface Choice {
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
  readonly value?: string;
  readonly isSecret?: boolean;
  /** Returns the rule that the text breaks, as a sentence; undefined when it is valid. Called while the user types. */
  check(value: string): string | undefined;
}

/** One step of a dialog that asks for several texts. */
export interface TextStep {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** The problem with this value, shown when the box opens. */
  readonly problem?: string;
  readonly secret?: boolean;
  readonly step: number;
  readonly steps: number;
  /** Returns the rule that the text breaks, as a sentence; undefined when it is valid. Called while the user types. */
  validate(value: string): string | undefined;
  /**
   * Tries the text when the user presses Enter. Resolves to the problem as a sentence, which is shown while the box
   * stays open with the text in it, or to undefined to accept the text. The signal is aborted when the user closes the
   * box.
   */
  submit?(value: string, signal: AbortSignal): Promise<string | undefined>;
}

/** The user's trimmed text, or the request to go back one step. */
export type TextAnswer = { readonly value: string } | 'back';

/** A button of a notification and the command it runs. */
export interface NotificationAction {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

export interface ProgressRequest {
  readonly title: string;
  /** True if the user may cancel the work, which is the default. */
  readonly isCancellable?: boolean;
}

export interface Progress {
  /** Sets the text next to the title, and adds a percentage to the progress. */
  report(step: { readonly message?: string; readonly increment?: number }): void;
  readonly signal: AbortSignal;
  /** Replaces the progress with the result, which stays for a while after the work has ended. */
  showResult(message: string): void;
}

/** A position in a file, and the part of the file that opens if its document does not show that position. */
export interface PlaceInFile {
  readonly byte: number;
  readonly part: FilePartTarget;
}

/** The position at which a document opens: its default position, its last line, or a specific position. */
export type DocumentPlace = 'default' | 'end' | LineOfLog | PlaceInFile;
