import * as l10n from '@vscode/l10n';
import type { Job } from '../model/job.ts';
import {
  done,
  doneAlready,
  doneUnlessRefused,
  hasMoved,
  holds,
  isRefusedWith,
  type Look,
  notDone,
  type Settlement,
  toState,
  unchanged,
} from './settlement.ts';

/** What became of "Job - Patch". */
export function settlePatchJob(look: Look<Omit<Job, 'id'>>, patch: Partial<Job>): Settlement {
  if (look.now === undefined) return notDone(l10n.t('The job has been deleted.'));
  if (holds(look.now, patch)) return done;
  return isRefusedWith(look, 'JobCompleted', 'JobBeingTerminated', 'JobBeingDeleted')
    ? notDone(l10n.t('The job has ended.'))
    : unchanged(look);
}

type JobLook = Look<Pick<Job, 'state' | 'stateTransitionTime'>>;

/** What became of "Job - Disable". */
export function settleDisableJob(look: JobLook): Settlement {
  switch (toState(look)) {
    case 'disabled':
    case 'disabling':
      return doneUnlessRefused(look, l10n.t('The job was already disabled.'));
    case 'enabling':
      return notDone(l10n.t('The job is being enabled. Disable it when it is enabled.'));
    case 'active':
      return look.error === undefined && hasMoved(look)
        ? notDone(l10n.t('The job was disabled, and someone has enabled it again since.'))
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
      return doneUnlessRefused(look, l10n.t('The job was already enabled.'));
    case 'disabling':
    case 'disabled':
      return look.error === undefined && hasMoved(look)
        ? notDone(l10n.t('The job was enabled, and someone has disabled it again since.'))
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
      return doneAlready(l10n.t('The job has been deleted.'));
    case 'terminating':
    case 'completed':
      return doneUnlessRefused(look, l10n.t('The job had already ended.'));
    default:
      return unchanged(look);
  }
}

/** What became of "Job - Delete". */
export function settleDeleteJob(look: JobLook): Settlement {
  const state = toState(look);
  return state === undefined || state === 'deleting'
    ? doneUnlessRefused(look, l10n.t('The job was already deleted.'))
    : unchanged(look);
}

function settleEnded(look: JobLook): Settlement {
  switch (toState(look)) {
    case undefined:
    case 'deleting':
      return notDone(l10n.t('The job has been deleted.'));
    case 'terminating':
    case 'completed':
      return notDone(l10n.t('The job has ended.'));
    default:
      return unchanged(look);
  }
}
