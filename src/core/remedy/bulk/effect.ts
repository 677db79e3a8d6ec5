import * as l10n from '@vscode/l10n';
import type { SeenEffect } from '../../model/savedAttempt.ts';
import { isFailed, type Task, toTaskGroup } from '../../model/task.ts';
import { isNewTime } from '../settlement.ts';

/** What came of what a bulk action did: what was seen of it, or what a task that runs again does now. */
export type Effect = SeenEffect | 'running' | 'waiting';

type Then = Pick<Task, 'state' | 'executionInfo'>;

/**
 * What came of a task that was to run again, by how it was when that was planned and how it is now; undefined while it
 * is not known, such as of one whose run did not start after that. Times are the service's.
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

/** What came of it, as a sentence. */
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

/** The same in few words, for a row. */
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
