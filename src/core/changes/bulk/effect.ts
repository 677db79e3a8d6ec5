import * as l10n from '@vscode/l10n';
import type { SeenEffect } from '../../model/savedAttempt.ts';
import { isFailed, type Task, toTaskGroup } from '../../model/task.ts';
import { isNewTime } from '../settlement.ts';

/** Effect of a bulk action on an item: an observed result, or the current state of a task that runs again. */
export type Effect = SeenEffect | 'running' | 'waiting';

type Then = Pick<Task, 'state' | 'executionInfo'>;

/**
 * Determines the effect on a task that should run again by comparing its state at planning time with its state now;
 * undefined if unknown, for example because its run started before the action was planned. Times are the service's.
 */
export function judgeEffect(before: Then | undefined, now: Then): Effect | undefined {
  switch (toTaskGroup(now)) {
    case 'active':
      return 'waiting';
    case 'running':
    case 'preparing':
      return 'running';
    case undefined:
      return undefined;
    default: {
      const [was, is] = [before?.executionInfo, now.executionInfo];
      if (!isNewTime(was?.startTime, is?.startTime) && !isNewTime(was?.endTime, is?.endTime)) return undefined;
      return isFailed(now) ? 'failedAgain' : 'succeeded';
    }
  }
}

/** Describes an effect as a sentence. */
export function describeEffect(effect: Effect): string {
  switch (effect) {
    case 'succeeded':
      return l10n.t('It has succeeded since.');
    case 'failedAgain':
      return l10n.t('It failed again.');
    case 'failedForSameReason':
      return l10n.t('It failed again for the same reason.');
    case 'running':
      return l10n.t('It is running now.');
    case 'waiting':
      return l10n.t("It's waiting to run.");
    case 'seen':
      return l10n.t('The action took effect.');
    case 'astray':
      return l10n.t("The action didn't have the desired effect.");
  }
}

/** Describes an effect in a few words, for a row. */
export function describeEffectShortly(effect: SeenEffect): string {
  switch (effect) {
    case 'succeeded':
      return l10n.t('succeeded since');
    case 'failedAgain':
      return l10n.t('failed again');
    case 'failedForSameReason':
      return l10n.t('failed again for the same reason');
    case 'seen':
      return l10n.t('took effect');
    case 'astray':
      return l10n.t('not the desired effect');
  }
}
