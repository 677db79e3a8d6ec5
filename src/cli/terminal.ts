import { createInterface, type Interface } from 'node:readline';
import * as l10n from '@vscode/l10n';
import { fromCommandId } from '../app/commandId.ts';
import { asksMore, type OtherAnswers, type Question, type Ui } from '../app/ui.ts';
import { Cancelled } from '../core/model/cancelled.ts';
import type { TaskResource } from '../core/model/resource.ts';
import { isObject } from '../core/model/shape.ts';
import { findCommand } from './commandOf.ts';
import { NothingThere, Unanswered } from './exit.ts';
import type { Output } from './output.ts';
import { programName } from './texts.ts';

/** The application's dialogs at a terminal. */
export interface Terminal extends Ui {
  readonly hasWarned: boolean;
  /** Stops reading, so that the process can end even if the input continues. */
  close(): void;
}

/**
 * Asks on standard error and reads answers from standard input. With `isAgreed`, answers yes automatically, but only to
 * questions about actions that lose nothing.
 */
export function makeTerminal(output: Output, isAgreed: boolean): Terminal {
  const reader = new LineReader();
  let hasWarned = false;
  const notify: Ui['notify'] = (severity, message) => {
    if (severity === 'warning' || severity === 'error') hasWarned = true;
    output.note(message);
  };
  const askNumbered = async (
    answers: readonly string[],
    toType: readonly string[] = [],
  ): Promise<string | undefined> => {
    for (const [index, answer] of answers.entries()) output.note(`  ${index + 1}  ${answer}`);
    for (const words of toType) output.note(l10n.t("This can't be undone. To do it, type: {0}", words));
    const typed = (await reader.read()).trim();
    return (
      toType.find((words) => words === typed) ??
      answers.find((answer, index) => [answer, String(index + 1)].includes(typed))
    );
  };
  const needsVscode = (): never => {
    throw new Unanswered(l10n.t('This requires an answer that you can give only in VS Code.'));
  };
  return {
    get hasWarned() {
      return hasWarned;
    },
    close: () => reader.close(),
    async ask(question, others) {
      // An answer that was given beforehand isn't asked for, but what would be lost is shown.
      showQuestion(output, isAgreed ? { ...question, message: '' } : question);
      if (!isAgreed) {
        const { answers, toType } = listAnswers(question, others);
        return askNumbered(answers, toType);
      }
      if (question.isInVain === true)
        throw new Unanswered(
          l10n.t(
            "Nothing is retried, because your team's rule says that a retry never helps. To retry anyway, run the command without --yes.",
          ),
        );
      if (!mayLose(question)) return question.confirm;
      if (others?.safe !== undefined) {
        output.note(l10n.t('--yes chooses what loses nothing: {0}', others.safe));
        return others.safe;
      }
      throw new Unanswered(l10n.t("--yes doesn't apply to actions that can't be undone. Run the command without it."));
    },
    async askWhich({ message, detail }, answers) {
      output.note(detail === undefined ? message : `${message}\n${detail}`);
      return isAgreed ? answers[0] : askNumbered(answers);
    },
    async pick(request) {
      const pages = await Promise.all(request.sections.map((section) => section.load(false, () => undefined)));
      const rows = pages.flatMap((page) => page.rows);
      const [first] = rows;
      if (first === undefined) throw new NothingThere(request.nothing);
      if (request.many === true) return needsVscode();
      if (rows.length === 1) return [first.value];
      output.note(request.title);
      const chosen = await askNumbered(rows.map(({ label, detail = '' }) => `${label} · ${detail}`));
      const row = rows.find(({ label, detail = '' }) => `${label} · ${detail}` === chosen);
      if (row === undefined) throw new Cancelled();
      return [row.value];
    },
    choose: needsVscode,
    enter: needsVscode,
    enterStep: needsVscode,
    notify,
    async offer(severity, message) {
      notify(severity, message);
      return undefined;
    },
    async progress({ title }, work) {
      const abort = new AbortController();
      const onInterrupt = (): void => abort.abort();
      process.once('SIGINT', onInterrupt);
      output.note(title);
      try {
        return await work({
          report: () => undefined,
          signal: abort.signal,
          showResult: (message) => output.note(message),
        });
      } finally {
        process.removeListener('SIGINT', onInterrupt);
      }
    },
    open: async () => needsVscode(),
    async run(command, target) {
      const line = isTask(target) ? findCommand(fromCommandId(command), target) : undefined;
      return line === undefined ? needsVscode() : output.note(l10n.t('To do that, run: {0}', `${programName} ${line}`));
    },
    copy: async () => needsVscode(),
    isFocused: true,
  };
}

function isTask(target: unknown): target is TaskResource {
  return isObject(target) && target['kind'] === 'task';
}

function showQuestion(output: Output, question: Question): void {
  const list = question.canBeUndone ? [] : question.list;
  output.note(
    [question.message, question.detail, ...list].filter((line) => line !== undefined && line !== '').join('\n'),
  );
}

function mayLose(question: Question): boolean {
  return !question.canBeUndone || question.mayLose === true;
}

/**
 * Lists the answers that a number selects, and the words that must be typed in full if something may be lost. Answers
 * that lead to further questions are available only in VS Code.
 */
export function listAnswers(
  question: Question,
  { before = [], after = [], likewise = [] }: OtherAnswers = {},
): { readonly answers: readonly string[]; readonly toType: readonly string[] } {
  const { confirm } = question;
  const answers = [...before, confirm, ...after].filter((answer) => answer === confirm || !asksMore(answer));
  if (!mayLose(question)) return { answers, toType: [] };
  const toType = [confirm, ...likewise];
  return { answers: answers.filter((answer) => !toType.includes(answer)), toType };
}

class LineReader {
  #lines: Interface | undefined;
  #next: AsyncIterator<string> | undefined;

  /** Reads the next line. Throws `Cancelled` at the end of the input. */
  async read(): Promise<string> {
    // The simulator's line may have been the only input.
    if (process.stdin.destroyed) throw new Cancelled();
    this.#lines ??= createInterface({ input: process.stdin });
    this.#next ??= this.#lines[Symbol.asyncIterator]();
    const { value, done } = await this.#next.next();
    if (done === true) throw new Cancelled();
    return value;
  }

  close(): void {
    this.#lines?.close();
  }
}
