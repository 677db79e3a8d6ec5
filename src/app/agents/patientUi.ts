import * as l10n from '@vscode/l10n';
import { type Clock, within } from '../../core/clock.ts';
import { Cancelled, untilAborted } from '../../core/model/cancelled.ts';
import type { Question, Ui, WithUi } from '../ui.ts';
import { Refusal } from './answer.ts';

/** Milliseconds that an agent waits for the user to answer, unless a test controls the time. */
export const usualPatienceMs = 2 * 60_000;

interface Patience extends WithUi {
  readonly clock: Clock;
  readonly patienceMs: number;
}

/**
 * Shows dialogs that an agent caused, even if no one is there to answer. If the window has no focus, a notification
 * announces them. Enter never agrees, because such a question may appear while the user types. Dialogs throw
 * `patienceMs` after this call and when the agent gives up. Later answers have no effect.
 */
export function withPatience({ ui, clock, patienceMs }: Patience, signal: AbortSignal): Ui {
  const startedMs = clock.elapsedMs();
  const wait = async <T>(answer: Promise<T>, isLost: (answer: T) => boolean): Promise<T> => {
    const waited = { isOver: false };
    answer.then(
      (late) => waited.isOver && isLost(late) && notifyLate(ui),
      () => undefined,
    );
    // Boxed, because undefined is also an answer.
    const boxed = answer.then((value) => ({ value }));
    const leftMs = Math.max(0, patienceMs - (clock.elapsedMs() - startedMs));
    try {
      const found = await untilAborted(within(clock, leftMs, boxed), signal);
      if (found === undefined) throw toUnanswered();
      return found.value;
    } finally {
      waited.isOver = true;
    }
  };
  const attract = async (message: string): Promise<void> => {
    if (ui.isFocused) return;
    const look = l10n.t('Answer…');
    const announced = ui.offer('warning', l10n.t('An agent is waiting for your answer: {0}', message), look);
    if ((await wait(announced, (button) => button === look)) !== look) throw new Cancelled();
  };
  const isAnswer = (answer: unknown): boolean => answer !== undefined && answer !== toDecline();
  return {
    notify: (...said) => ui.notify(...said),
    offer: (...offered) => ui.offer(...offered),
    open: (...opened) => ui.open(...opened),
    run: (...command) => ui.run(...command),
    copy: (text) => ui.copy(text),
    get isFocused() {
      return ui.isFocused;
    },
    async ask(question: Question, others = {}) {
      await attract(question.message);
      const asked = ui.ask(question, { ...others, before: [toDecline(), ...(others.before ?? [])] });
      const answer = await wait(asked, isAnswer);
      return answer === toDecline() ? undefined : answer;
    },
    async askWhich(question, answers) {
      await attract(question.message);
      const answer = await wait(ui.askWhich(question, [toDecline(), ...answers]), isAnswer);
      return answer === toDecline() ? undefined : answer;
    },
    pick: (request) => wait(ui.pick(request), (rows) => rows.length > 0),
    choose: (choices, request) => wait(ui.choose(choices, request), isAnswer),
    enter: (request) => wait(ui.enter(request), isAnswer),
    enterStep: (request) => wait(ui.enterStep(request), isAnswer),
    progress: (request, work) =>
      ui.progress(request, (progress) => work({ ...progress, signal: AbortSignal.any([progress.signal, signal]) })),
  };
}

function toDecline(): string {
  return l10n.t({ message: 'Decline', comment: ['Button: what an agent asks for is not done'] });
}

function toUnanswered(): Refusal {
  return new Refusal(
    'No one answered the question in the window, so nothing was done. Tell the user that their answer is needed, and call again once they are there.',
  );
}

function notifyLate(ui: Ui): void {
  ui.notify('information', l10n.t('The agent is no longer waiting for this answer, so nothing was done.'));
}
