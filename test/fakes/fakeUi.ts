import { toNotificationText } from '../../src/app/messages/notificationText.ts';
import type {
  Asked,
  DocumentPlace,
  NotificationAction,
  OtherAnswers,
  PickRequest,
  PickRow,
  Progress,
  Question,
  Severity,
  Ui,
} from '../../src/app/ui.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import type { DocumentTarget } from '../../src/core/places/documentPath.ts';
import { withoutCodeMarks } from '../../src/core/text/codeMarks.ts';
import { toListText } from '../../src/extension/ui/questionText.ts';

type Choice = Parameters<Ui['choose']>[0][number];
type TextRequest = Parameters<Ui['enter']>[0];

/** The confirming button, the button that Enter presses, none, or the first button with one of these names. */
export type Answer = 'confirm' | 'enter' | 'cancel' | { readonly choose: string | readonly string[] };

/** Answers of a user. */
export interface Answers {
  /** Answer to questions; a function is called while the question is open. */
  readonly question?: Answer | (() => Answer | Promise<Answer>);
  /** Rows to take, by label or function, in any pick that has them. */
  readonly rows?: string | readonly string[] | ((label: string, index: number) => boolean);
  /** Text for an input box. */
  readonly type?: (request: TextRequest) => string;
  /** Called with the message and title of progress. */
  readonly onStep?: (message: string, title: string) => unknown;
  /** Aborted when the user cancels the progress. */
  readonly cancel?: AbortController;
}

interface ShownPick {
  readonly title: string;
  readonly rows: readonly Pick<PickRow<unknown>, 'label' | 'description' | 'detail'>[];
  /** Labels of the rows that are checked initially. */
  readonly ticked: readonly string[];
}

/** Questions to a user, and shown texts. */
export class Said {
  readonly questions: { readonly message: string; readonly detail: string; readonly buttons: readonly string[] }[] = [];
  /** Lists that the user opened from a question. */
  readonly lists: string[] = [];
  /** Picks, and input boxes, which have no rows. */
  readonly asked: ShownPick[] = [];
  /** Notifications with buttons, and the commands of the buttons. */
  readonly notified: { readonly message: string; readonly actions: readonly NotificationAction[] }[] = [];
  /** Notifications, including their buttons. */
  readonly informations: string[] = [];
  readonly warnings: string[] = [];
  readonly errors: string[] = [];
  readonly status: string[] = [];
  /** Texts copied to the clipboard. */
  readonly copied: string[] = [];
  /** Documents that were opened, and their places. */
  readonly opened: { readonly target: DocumentTarget; readonly at: DocumentPlace }[] = [];
  /** Titles of progress. */
  readonly progress: string[] = [];
}

/** A user with the test's answers that records the questions. */
export class FakeUi implements Ui {
  answers: Answers = {};
  said = new Said();
  readonly isFocused = true;
  /** Executed commands, with their arguments. */
  readonly ran: unknown[][] = [];
  readonly #awaited: { readonly wanted: RegExp; readonly resolve: (message: string) => void }[] = [];

  /** Runs `act` while the user gives these answers; returns the shown texts, which are also in `said`. */
  async listen(act: () => Promise<unknown>, answers: Answers = {}): Promise<Said> {
    this.answers = answers;
    const said = new Said();
    this.said = said;
    await act();
    return said;
  }

  /** Resolves to the next notification that matches. */
  untilSaid(wanted: RegExp): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#awaited.push({ wanted, resolve });
    return promise;
  }

  async ask(question: Question, { before = [], after = [] }: OtherAnswers = {}): Promise<string | undefined> {
    const { confirm, canBeUndone, plan } = question;
    const showList = canBeUndone ? [] : [question.list.length === 1 ? 'Show Details' : 'Show the List'];
    const showPlan = canBeUndone && plan !== undefined ? ['Show the Plan'] : [];
    const answer = await this.#answer(question, [...before, ...showList, confirm, ...after, ...showPlan], confirm);
    if (answer === undefined || ![...showList, ...showPlan].includes(answer)) return answer;
    // With the list open, Enter cancels.
    this.said.lists.push(toListText(question));
    return undefined;
  }

  async askWhich(question: Asked, answers: readonly string[]): Promise<string | undefined> {
    return this.#answer(question, answers, answers.find((answer) => /^Retry\b/.test(answer)) ?? answers.at(-1));
  }

  async pick<T>({ title, sections, nothing, ticked, many = false, begin }: PickRequest<T>): Promise<readonly T[]> {
    if (begin !== undefined) throw new Error('FakeUi has no pick that fills by itself.');
    const pages = await Promise.all(sections.map((section) => section.load(false, () => undefined)));
    const rows = pages.flatMap((page) => page.rows);
    if (rows.length === 0) {
      this.notify('information', nothing);
      throw new Cancelled();
    }
    const isTicked = ({ value }: PickRow<T>): boolean => ticked?.includes(value) ?? false;
    this.said.asked.push({ title, rows, ticked: rows.filter(isTicked).map(({ label }) => label) });
    const chosen = rows.filter(({ label }, index) => this.#isWanted(label, index)).map(({ value }) => value);
    if (chosen.length === 0 && ticked === undefined) throw new Cancelled();
    return many ? chosen : chosen.slice(0, 1);
  }

  async choose<T extends Choice>(choices: readonly T[], { title }: { readonly title: string }): Promise<T | undefined> {
    this.said.asked.push({ title, rows: choices, ticked: [] });
    return choices.find(({ label, isHeading = false }, index) => !isHeading && this.#isWanted(label, index));
  }

  async enter(request: TextRequest): Promise<string | undefined> {
    this.said.asked.push({ title: request.title, rows: [], ticked: [] });
    const text = this.answers.type?.(request);
    return text === undefined || request.check(text) !== undefined ? undefined : text;
  }

  async enterStep(): Promise<never> {
    throw new Error('FakeUi has no steps.');
  }

  notify(severity: 'status' | Severity, message: string, ...actions: readonly NotificationAction[]): void {
    const shown = toNotificationText(message);
    if (actions.length > 0) this.said.notified.push({ message: shown, actions });
    if (severity === 'status') this.said.status.push(shown);
    else if (severity === 'warning') this.said.warnings.push(shown);
    else if (severity === 'error') this.said.errors.push(shown);
    else this.said.informations.push([shown, ...actions.map(({ title }) => title)].join(' | '));
    for (const { wanted, resolve } of this.#awaited) if (wanted.test(shown)) resolve(shown);
  }

  async offer(severity: Severity, message: string, ...buttons: readonly string[]): Promise<string | undefined> {
    this.notify(severity, message, ...buttons.map((title) => ({ title, command: '' })));
    return buttons.find((button) => this.#isWanted(button));
  }

  progress<T>({ title }: { readonly title: string }, work: (progress: Progress) => Promise<T>): Promise<T> {
    this.said.progress.push(title);
    const { onStep, cancel = new AbortController() } = this.answers;
    return work({
      report: ({ message }) => message !== undefined && onStep?.(message, title),
      signal: cancel.signal,
      showResult: (message) => this.notify('status', message),
    });
  }

  async open(target: DocumentTarget, at: DocumentPlace = 'default'): Promise<void> {
    this.said.opened.push({ target, at });
  }

  async run(command: string, ...args: readonly unknown[]): Promise<unknown> {
    this.ran.push([command, ...args]);
    return undefined;
  }

  async copy(text: string): Promise<void> {
    this.said.copied.push(text);
  }

  async #answer({ message, detail = '' }: Asked, buttons: readonly string[], confirm: string | undefined) {
    const shown = [message, detail].map((text) => toNotificationText(withoutCodeMarks(text)));
    this.said.questions.push({ message: shown[0] ?? '', detail: shown[1] ?? '', buttons });
    const { question = 'confirm' } = this.answers;
    const answer = typeof question === 'function' ? await question() : question;
    if (typeof answer === 'object') return buttons.find((button) => [answer.choose].flat().includes(button));
    if (answer === 'cancel') return undefined;
    return answer === 'enter' ? buttons[0] : confirm;
  }

  #isWanted(label: string, index = 0): boolean {
    const { rows = [] } = this.answers;
    return typeof rows === 'function' ? rows(label, index) : [rows].flat().includes(label);
  }
}
