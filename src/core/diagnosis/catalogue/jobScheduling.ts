import * as l10n from '@vscode/l10n';
import { type CodeTable, permanent, transient } from './entry.ts';

/** Codes of `schedulingError` of a job: its pool could not be made, or its tasks cannot be started. */
export const jobSchedulingCodes: CodeTable = {
  InvalidCertificatesInAutoPool: permanent('bad-input', [], () => ({
    meaning: l10n.t('The automatic pool of the job refers to certificates that are not valid.'),
    causes: [l10n.t('Certificates of Batch are retired; the one named is not in the account.')],
    fixes: [l10n.t('Remove `certificateReferences` and use Key Vault.')],
  })),
  AutoPoolCreationFailedWithQuotaReached: permanent('quota', [], () => ({
    meaning: l10n.t('The automatic pool of the job could not be made: a quota is used up.'),
    causes: [l10n.t('The quota of pools or of cores of the account is reached.')],
    fixes: [l10n.t('Delete pools that are not needed.')],
  })),
  InvalidApplicationPackageReferencesInAutoPool: permanent('missing-file', [], () => ({
    meaning: l10n.t('An application package of the automatic pool is not available.'),
    causes: [l10n.t('The version is missing or not active, or there is no default version.')],
    fixes: [l10n.t('Activate the version, or set a default one.')],
  })),
  InvalidAutoScaleFormulaInAutoPool: permanent('bad-input', [], () => ({
    meaning: l10n.t('The autoscale formula of the automatic pool is not valid.'),
    causes: [l10n.t('The formula or its interval is wrong.')],
    fixes: [l10n.t('Try the formula on a pool first.')],
  })),
  InvalidAutoPoolSettings: permanent('bad-input', [], () => ({
    meaning: l10n.t('The settings of the automatic pool are not valid.'),
    causes: [l10n.t('VM size, image or network do not fit each other.')],
    fixes: [l10n.t('Correct `autoPoolSpecification`.')],
  })),
  JobBeingTerminated: permanent('conflict', [], () => ({
    meaning: l10n.t('A task cannot be started because its job is being terminated.'),
    causes: [l10n.t('The job was terminated, or ended itself by its own settings.')],
    fixes: [l10n.t('Add the task to a new job.')],
  })),
  Unknown: transient('service', [], () => ({
    meaning: l10n.t('The job could not be scheduled, and Batch does not know why.'),
    causes: [l10n.t('A fault of the service.')],
    fixes: [l10n.t('Try again; contact support with the id of the job when it happens again.')],
  })),
};
