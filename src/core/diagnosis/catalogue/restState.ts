import * as l10n from '@vscode/l10n';
import type { RemedyId } from '../explanation/explanation.ts';
import { type CodeEntry, type CodeTable, permanent, transient } from './entry.ts';

/** Creates an entry for an item that is changing to another state, after which the operation is allowed. */
function busy(meaning: () => string): CodeEntry {
  return transient('conflict', [], () => ({
    meaning: meaning(),
    causes: [l10n.t("An earlier operation hasn't finished; until it does, only reading is possible.")],
    fixes: [l10n.t('Wait until it has finished, then try again.')],
  }));
}

function ending(meaning: () => string): CodeEntry {
  return permanent('conflict', [], () => ({
    meaning: meaning(),
    causes: [l10n.t('Someone deleted or terminated it, or it ended because of its own settings.')],
    fixes: [l10n.t('Nothing more can be done with it; wait until it is gone.')],
  }));
}

function taken(meaning: () => string, fix: () => string): CodeEntry {
  return permanent('conflict', [], () => ({
    meaning: meaning(),
    causes: [l10n.t('The ID is taken; IDs that differ only in case count as the same.')],
    fixes: [fix()],
  }));
}

function anotherId(): string {
  return l10n.t('Use another ID.');
}

function wrongState(
  meaning: () => string,
  fix: () => string,
  remedies: readonly RemedyId[] = [],
  allowed?: () => string,
): CodeEntry {
  return permanent('conflict', remedies, () => ({
    meaning: meaning(),
    causes: allowed === undefined ? [] : [allowed()],
    fixes: [fix()],
  }));
}

/** Creates an entry for a job that is ending. Tasks that should still run belong in another job. */
function endingJob(meaning: () => string, allowed: () => string): CodeEntry {
  return permanent('conflict', ['task.resubmit'], () => ({
    meaning: meaning(),
    causes: [`${l10n.t('Someone terminated or deleted it, or it ended because of its own settings.')} ${allowed()}`],
    fixes: [l10n.t('Submit any tasks that should still run to another job.')],
  }));
}

function notInThisState(): CodeEntry {
  return wrongState(
    () => l10n.t("This isn't allowed in its current state."),
    () => l10n.t('Wait for a stable state, and try again.'),
  );
}

/** Codes for valid operations that a resource does not allow at all or in its current state. */
export const restStateCodes: CodeTable = {
  ConditionNotMet: wrongState(
    () => l10n.t('Someone else has changed it since it was read.'),
    () => l10n.t('Look at the change, and try again.'),
  ),
  ResourceAlreadyExists: taken(() => l10n.t('Something with this ID already exists.'), anotherId),
  // The service's articles on errors use shorter names for these two than the table of codes does.
  AlreadyExists: taken(() => l10n.t('Something with this ID already exists.'), anotherId),
  OperationInvalidForCurrentState: notInThisState(),
  InvalidOperation: notInThisState(),
  PoolBeingDeleted: ending(() => l10n.t('The pool is being deleted.')),
  PoolBeingResized: transient('conflict', ['pool.stopResize'], () => ({
    meaning: l10n.t('The pool is being resized.'),
    causes: [
      l10n.t("An earlier resize hasn't finished: until it does, you can only stop the resize or delete the pool."),
    ],
    fixes: [l10n.t('Wait until the pool is steady, or stop the resize, then try again.')],
  })),
  PoolBeingCreated: busy(() => l10n.t('The pool is being created.')),
  NodeBeingCreated: busy(() => l10n.t('The node is being created.')),
  NodeBeingStarted: busy(() => l10n.t('The node is being started.')),
  NodeBeingReimaged: busy(() => l10n.t('The node is being reimaged.')),
  NodeBeingRebooted: busy(() => l10n.t('The node is being rebooted.')),
  JobScheduleBeingTerminated: ending(() => l10n.t('The job schedule is being terminated.')),
  JobScheduleBeingDeleted: ending(() => l10n.t('The job schedule is being deleted.')),
  CertificateBeingDeleted: ending(() => l10n.t('The certificate is being deleted.')),
  JobBeingTerminated: endingJob(
    () => l10n.t('The job is being terminated.'),
    () => l10n.t('Until it is completed, it can only be read; a completed job can be deleted.'),
  ),
  JobBeingDeleted: endingJob(
    () => l10n.t('The job is being deleted.'),
    () => l10n.t("Nothing more can be done with it; its ID is free once it's gone."),
  ),
  NodeNotReady: wrongState(
    () => l10n.t("The node isn't in a state in which its files can be read."),
    () =>
      l10n.t(
        'Have the task upload its files (`outputFiles`), and read them from storage: nodes leave when a pool shrinks or Spot nodes are preempted.',
      ),
  ),
  NodeStateUnusable: wrongState(
    () => l10n.t('The node is unusable, so this is not possible.'),
    () =>
      l10n.t("Check why it's unusable; if a reboot is refused or doesn't help, remove the node and resize the pool."),
    ['node.reboot', 'node.remove'],
    () =>
      l10n.t(
        "An unusable node can only be rebooted, reimaged, or removed; if Batch can't reach it, it can only be removed.",
      ),
  ),
  PoolExists: taken(() => l10n.t('A pool with this ID already exists.'), anotherId),
  JobScheduleExists: taken(() => l10n.t('A job schedule with this ID already exists.'), anotherId),
  NodeUserExists: taken(
    () => l10n.t('The node already has a user with this name.'),
    () => l10n.t("Update the user instead: only its administrator status can't be changed."),
  ),
  JobExists: taken(() => l10n.t('A job with this ID already exists.'), anotherId),
  CertificateExists: taken(() => l10n.t('The certificate already exists.'), anotherId),
  TaskExists: taken(
    () => l10n.t('A task with this ID already exists in the job.'),
    () => l10n.t('Use another ID. After a lost response, this means that the first attempt succeeded.'),
  ),
  JobScheduleDisabled: wrongState(
    () => l10n.t('The job schedule is disabled.'),
    () => l10n.t('Enable it first.'),
  ),
  JobScheduleCompleted: wrongState(
    () => l10n.t('The job schedule is completed.'),
    () => l10n.t('Its ID is still taken: delete the completed job schedule first, or use another ID.'),
  ),
  JobDisabled: wrongState(
    () => l10n.t('The job is disabled.'),
    () => l10n.t('Enable the job first.'),
    ['job.enable'],
    () => l10n.t('A disabled job can be enabled, terminated or deleted; its tasks wait.'),
  ),
  JobCompleted: wrongState(
    () => l10n.t("The job is completed: it doesn't accept tasks, and its tasks can't be retried."),
    () => l10n.t('Add the tasks to a new job.'),
    ['task.resubmit'],
    () => l10n.t('A completed job can only be read and deleted.'),
  ),
  JobNotActive: wrongState(
    () => l10n.t('The job is not active.'),
    () => l10n.t('Enable the job, or wait until it is active.'),
    ['job.enable'],
    () => l10n.t('A disabled job can be enabled; one that is ending can only be read and deleted.'),
  ),
  TaskCompleted: wrongState(
    () => l10n.t('The task is already completed.'),
    () => l10n.t('There is nothing to terminate. If it failed, retry it to run it again.'),
    ['task.retry'],
    () => l10n.t('A completed task can be read, deleted, and retried if it failed.'),
  ),
  TaskNotCompleted: wrongState(
    () => l10n.t('The task is not completed, and only completed tasks can be retried.'),
    () => l10n.t('Wait until it is done, or requeue it.'),
    ['task.requeue'],
    () => l10n.t('A waiting or running task can be terminated or deleted.'),
  ),
  TaskSucceeded: wrongState(
    () => l10n.t("The task's program succeeded, and only tasks whose program failed can be retried."),
    () => l10n.t('Submit a copy of it to run it again.'),
    ['task.resubmit'],
    () => l10n.t('A task that succeeded can only be read and deleted.'),
  ),
  TaskFilesUnavailable: permanent('node', [], () => ({
    meaning: l10n.t("The task's files can't be read."),
    causes: [l10n.t("It hasn't started, its node is gone or isn't responding, or its retention time has expired.")],
    fixes: [l10n.t("Check the task's node; to keep logs, send them to storage with `outputFiles`.")],
  })),
  TaskFilesCleanedup: permanent('missing-file', [], () => ({
    meaning: l10n.t("The task's files were removed from the node."),
    causes: [l10n.t('Its retention time (7 days by default) has expired, or the disk was cleaned.')],
    fixes: [l10n.t('Run it again with a longer `retentionTime`, or with `outputFiles`.')],
  })),
  ActiveJobAndScheduleQuotaReached: permanent('quota', ['job.terminate'], () => ({
    meaning: l10n.t('The account has reached its quota of active jobs and job schedules.'),
    causes: [l10n.t('Jobs stay active when their tasks are done unless `onAllTasksComplete` says otherwise.')],
    fixes: [l10n.t('Terminate or delete jobs that are done.')],
  })),
  PoolQuotaReached: permanent('quota', [], () => ({
    meaning: l10n.t('The account has reached its quota of pools.'),
    causes: [l10n.t('Empty pools count too.')],
    fixes: [l10n.t('Delete pools that are not needed.')],
  })),
  SubscriptionQuotaExceeded: permanent('quota', [], () => ({
    meaning: l10n.t('The subscription has reached its quota of Batch accounts in the region.'),
    causes: [l10n.t('Each subscription has a quota of Batch accounts for each region.')],
    fixes: [l10n.t('Delete accounts that are not needed, use another region, or ask Azure for a higher quota.')],
  })),
  UpgradePoolVersionConflict: busy(() => l10n.t('The pool is already being upgraded to another version.')),
  JobPreparationTaskNotSpecified: wrongState(
    () => l10n.t('The job has no job preparation task.'),
    () => l10n.t('There is nothing to show.'),
  ),
  JobReleaseTaskNotSpecified: wrongState(
    () => l10n.t('The job has no job release task.'),
    () => l10n.t('There is nothing to show.'),
  ),
  JobPreparationTaskOrReleaseTaskNotSpecified: wrongState(
    () => l10n.t('The job has neither a job preparation task nor a job release task.'),
    () => l10n.t('There is nothing to show.'),
  ),
  TaskIdSameAsJobPreparationTask: taken(() => l10n.t('The ID is that of the job preparation task.'), anotherId),
  TaskIdSameAsJobReleaseTask: taken(() => l10n.t('The ID is that of the job release task.'), anotherId),
  JobWithSameIdExists: taken(
    () => l10n.t('A job has the same ID as the schedule; jobs and job schedules share one ID namespace.'),
    anotherId,
  ),
  JobScheduleWithSameIdExists: taken(
    () => l10n.t('A job schedule has the same ID as the job; jobs and job schedules share one ID namespace.'),
    anotherId,
  ),
  NodeAlreadyInTargetSchedulingState: wrongState(
    () => l10n.t('The node already accepts or refuses tasks, as requested.'),
    () => l10n.t('No action is needed. Check the state of the node again.'),
  ),
  OperationNotValidOnNode: wrongState(
    () => l10n.t('The operation is not possible on this node.'),
    () => l10n.t('Instead of reimaging with an older version of the API, remove the node and resize the pool.'),
    ['node.remove'],
  ),
  OperationNotValidOnPool: wrongState(
    () => l10n.t('The operation is not possible on this pool.'),
    () => l10n.t('Turn off autoscale before resizing the pool manually.'),
  ),
  InvalidApplicationPackageReferences: permanent('missing-file', [], () => ({
    meaning: l10n.t('An application package is not available.'),
    causes: [l10n.t('The application or version does not exist or is not active, or there is no default version.')],
    fixes: [l10n.t('Upload and activate the version, or set a default one.')],
  })),
  CloudServiceConfigurationRetired: wrongState(
    () => l10n.t('Pools with a cloud service configuration are retired.'),
    () => l10n.t('Use a virtual machine configuration.'),
  ),
};
