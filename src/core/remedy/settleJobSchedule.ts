import * as l10n from '@vscode/l10n';
import type { JobSchedule } from '../model/jobSchedule.ts';
import {
  doneAlready,
  doneUnlessRefused,
  hasMoved,
  type Look,
  notDone,
  type Settlement,
  toState,
  unchanged,
} from './settlement.ts';

type ScheduleLook = Look<Pick<JobSchedule, 'state' | 'stateTransitionTime'>>;

/** What became of "Job Schedule - Disable". */
export function settleDisableJobSchedule(look: ScheduleLook): Settlement {
  switch (toState(look)) {
    case 'disabled':
      return doneUnlessRefused(look, l10n.t('The job schedule was already disabled.'));
    case 'active':
      return look.error === undefined && hasMoved(look)
        ? notDone(l10n.t('The job schedule was disabled, and someone has enabled it again since.'))
        : unchanged(look);
    default:
      return settleEnded(look);
  }
}

/** What became of "Job Schedule - Enable". */
export function settleEnableJobSchedule(look: ScheduleLook): Settlement {
  switch (toState(look)) {
    case 'active':
      return doneUnlessRefused(look, l10n.t('The job schedule was already enabled.'));
    case 'disabled':
      return look.error === undefined && hasMoved(look)
        ? notDone(l10n.t('The job schedule was enabled, and someone has disabled it again since.'))
        : unchanged(look);
    default:
      return settleEnded(look);
  }
}

/** What became of "Job Schedule - Terminate". */
export function settleTerminateJobSchedule(look: ScheduleLook): Settlement {
  switch (toState(look)) {
    case undefined:
    case 'deleting':
      return doneAlready(l10n.t('The job schedule has been deleted.'));
    case 'terminating':
    case 'completed':
      return doneUnlessRefused(look, l10n.t('The job schedule had already ended.'));
    default:
      return unchanged(look);
  }
}

/** What became of "Job Schedule - Delete". */
export function settleDeleteJobSchedule(look: ScheduleLook): Settlement {
  const state = toState(look);
  return state === undefined || state === 'deleting'
    ? doneUnlessRefused(look, l10n.t('The job schedule was already deleted.'))
    : unchanged(look);
}

function settleEnded(look: ScheduleLook): Settlement {
  switch (toState(look)) {
    case undefined:
    case 'deleting':
      return notDone(l10n.t('The job schedule has been deleted.'));
    case 'terminating':
    case 'completed':
      return notDone(l10n.t('The job schedule has ended.'));
    default:
      return unchanged(look);
  }
}
