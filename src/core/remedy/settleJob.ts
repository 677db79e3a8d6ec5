import * as l10n from '@vscode/l10n';
import type { Job } from '../model/job.ts';
import {
  doneAlready,
  doneUnlessRefused,
  isNewTime,
  type Look,
  notDone,
  type Settlement,
  unchanged,
} from './settlement.ts';

type JobLook = Look<Pick<Job, 'state' | 'stateTransitionTime'>>;

/** What became of "Job - Disable". */
export function settleDisableJob(look: JobLook): Settlement {
  switch (toState(look)) {
    case 'disabled':
    case 'disabling':
      return doneUnlessRefused(look, l10n.t('It was disabled already.'));
    case 'enabling':
      return notDone(l10n.t('It is being enabled at the moment; disable it when that is over.'));
    case 'active':
      return look.error === undefined && hasMoved(look)
        ? notDone(l10n.t('It was disabled, and has been enabled again since.'))
        : unchanged(look);
    default:
      return settleEnded(look);
  }
}

/** What became of "Job - Enable". */
export function settleEnableJob(look: JobLook): Settlement {
  switch (toState(look)) {
    case 'active':
    case 'enabling':
      return doneUnlessRefused(look, l10n.t('It was enabled already.'));
    case 'disabling':
      return notDone(l10n.t('It is still being disabled; enable it when that is over.'));
    case 'disabled':
      return look.error === undefined && hasMoved(look)
        ? notDone(l10n.t('It was enabled, and has been disabled again since.'))
        : unchanged(look);
    default:
      return settleEnded(look);
  }
}

/** What became of "Job - Terminate". */
export function settleTerminateJob(look: JobLook): Settlement {
  switch (toState(look)) {
    case undefined:
    case 'deleting':
      return doneAlready(l10n.t('It was deleted meanwhile.'));
    case 'terminating':
    case 'completed':
      return doneUnlessRefused(look, l10n.t('It had ended already.'));
    default:
      return unchanged(look);
  }
}

/** What became of "Job - Delete". */
export function settleDeleteJob(look: JobLook): Settlement {
  const state = toState(look);
  return state === undefined || state === 'deleting'
    ? doneUnlessRefused(look, l10n.t('It was deleted already.'))
    : unchanged(look);
}

function settleEnded(look: JobLook): Settlement {
  switch (toState(look)) {
    case undefined:
    case 'deleting':
      return notDone(l10n.t('It was deleted meanwhile.'));
    case 'terminating':
    case 'completed':
      return notDone(l10n.t('It has ended meanwhile.'));
    default:
      return unchanged(look);
  }
}

/** Undefined when the job is gone. */
function toState({ now }: JobLook): string | undefined {
  return now === undefined ? undefined : (now.state?.toLowerCase() ?? '');
}

function hasMoved({ now, before }: JobLook): boolean {
  return isNewTime(before?.stateTransitionTime, now?.stateTransitionTime);
}
