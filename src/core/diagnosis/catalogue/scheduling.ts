import * as l10n from '@vscode/l10n';
import type { Fix, RemedyId } from '../explanation/explanation.ts';
import { type CodeTable, permanent, transient } from './entry.ts';

/** Codes of a job's `schedulingError`: its pool could not be created, or its tasks cannot be started. */
export const jobSchedulingCodes: CodeTable = {
  InvalidCertificatesInAutoPool: permanent('bad-input', [], () => ({
    meaning: l10n.t("The job's auto pool refers to certificates that aren't valid."),
    causes: [l10n.t("Batch certificates are retired; the one named isn't in the account.")],
    fixes: [l10n.t('Remove `certificateReferences` and use Key Vault.')],
  })),
  AutoPoolCreationFailedWithQuotaReached: permanent('quota', [], () => ({
    meaning: l10n.t("The job's auto pool could not be created: a quota is used up."),
    causes: [l10n.t('The account has reached its pool or core quota.')],
    fixes: [
      l10n.t(
        'Find out which quota is used up, the one for pools or the one for cores: request more of it, or delete pools that are not needed.',
      ),
    ],
  })),
  InvalidApplicationPackageReferencesInAutoPool: permanent('missing-file', [], () => ({
    meaning: l10n.t("An application package for the auto pool isn't available."),
    causes: [l10n.t('The version is missing or not active, or there is no default version.')],
    fixes: [l10n.t('Activate the version, or set a default one.')],
  })),
  InvalidAutoScaleFormulaInAutoPool: permanent('bad-input', [], () => ({
    meaning: l10n.t("The auto pool's autoscale formula isn't valid."),
    causes: [l10n.t('The formula or its interval is wrong.')],
    fixes: [l10n.t('Try the formula on a pool first.')],
  })),
  InvalidAutoPoolSettings: permanent('bad-input', [], () => ({
    meaning: l10n.t("The auto pool's settings aren't valid."),
    causes: [l10n.t("The VM size, image, and network aren't compatible with each other.")],
    fixes: [
      {
        text: l10n.t('Correct `autoPoolSpecification` in a copy of the job, and submit the tasks to that copy.'),
        remedies: ['job.clone'],
      },
    ],
  })),
  JobBeingTerminated: permanent('conflict', [], () => ({
    meaning: l10n.t('A task cannot be started because its job is being terminated.'),
    causes: [l10n.t('The job was terminated, or ended because of its own settings.')],
    fixes: [l10n.t('Add the task to a new job.')],
  })),
  Unknown: transient('service', [], () => ({
    meaning: l10n.t('The job could not be scheduled, and Batch does not know why.'),
    causes: [l10n.t('A fault in the service.')],
    fixes: [l10n.t('Try again; contact support with the job ID if it happens again.')],
  })),
};

const again: readonly RemedyId[] = ['task.retry'];
const againElsewhere: readonly RemedyId[] = ['task.retry', 'node.reboot', 'node.disableScheduling'];

/** Codes of a task that could not start: preparing its files or launching its command line failed (pre-processing). */
export const taskSchedulingCodes: CodeTable = {
  BlobNotFound: permanent('missing-file', again, () => ({
    meaning: l10n.t('A blob that the task needs as a resource file does not exist.'),
    causes: [
      l10n.t('The blob was deleted or moved, or was not uploaded yet.'),
      l10n.t('Its address is misspelled; blob names are case-sensitive.'),
    ],
    fixes: [l10n.t("Upload the missing blob, or correct its address in the task's resource files.")],
  })),
  BlobAccessDenied: permanent('auth-storage', again, () => ({
    meaning: l10n.t("Storage didn't let the node read a resource file."),
    causes: [
      l10n.t('The shared access signature has expired, is not valid yet, or does not allow reading.'),
      l10n.t("The pool's managed identity has no role that lets it read blobs."),
      l10n.t("The storage account's firewall blocks the pool's subnet."),
    ],
    fixes: [
      l10n.t(
        'Create a new shared access signature with read permission that outlasts the time in the queue, or use a managed identity.',
      ),
      l10n.t(
        'Give the identity the "Storage Blob Data Reader" role, and allow the pool\'s subnet through the firewall.',
      ),
    ],
  })),
  BlobDownloadTimedOut: transient('network', again, () => ({
    meaning: l10n.t('Downloading a resource file took longer than allowed.'),
    causes: [l10n.t('The blob is large, or storage was slow or throttled because many nodes read at once.')],
    fixes: [l10n.t("Use smaller files, storage in the pool's region, or an application package.")],
  })),
  BlobDownloadMiscError: transient('network', again, () => ({
    meaning: l10n.t('A resource file could not be downloaded.'),
    causes: [
      l10n.t(
        'The node could not reach the address. Possible causes: the network, name resolution, a proxy, or a wrong address.',
      ),
    ],
    fixes: [l10n.t('Open the address from the node.')],
  })),
  ResourceContainerAccessDenied: permanent('auth-storage', again, () => ({
    meaning: l10n.t("Storage didn't let the node read a container of resource files."),
    causes: [
      l10n.t('The shared access signature lacks the list permission, or has expired.'),
      l10n.t('The managed identity is not assigned to the pool, or has no role on the container.'),
      l10n.t("The storage account's firewall blocks the pool's subnet."),
      l10n.t('The key of the auto-storage account was rotated, and Batch was not notified.'),
    ],
    fixes: [
      l10n.t(
        'Create a signature with read and list permissions, or give the identity the "Storage Blob Data Reader" role.',
      ),
      l10n.t("Synchronize the auto-storage account's keys after a rotation."),
    ],
  })),
  ResourceContainerNotFound: permanent('missing-file', again, () => ({
    meaning: l10n.t('A container of resource files does not exist.'),
    causes: [l10n.t('The container was deleted, or its name is misspelled.')],
    fixes: [l10n.t('Correct `storageContainerUrl` or `autoStorageContainerName`, or create the container.')],
  })),
  ResourceContainerListTimedOut: transient('network', again, () => ({
    meaning: l10n.t('Listing the blobs of a container took longer than allowed.'),
    causes: [l10n.t('The container contains a very large number of blobs.')],
    fixes: [l10n.t('Narrow the list with `blobPrefix`.')],
  })),
  ResourceContainerListMiscError: permanent('auth-storage', again, () => ({
    meaning: l10n.t('The blobs of a container could not be listed.'),
    causes: [l10n.t('The managed identity that the resource file names is not assigned to the pool.')],
    fixes: [l10n.t('Create the pool with that identity, or name one that the pool has.')],
  })),
  ResourceDirectoryCreateFailed: transient('node', again, () => ({
    meaning: l10n.t('The folder for a resource file could not be created on the node.'),
    causes: [l10n.t("The node's disk is full or read-only, or the path isn't allowed.")],
    fixes: [l10n.t('Check the free space on the node.')],
  })),
  ResourceFileCreateFailed: permanent('node', again, () => ({
    meaning: l10n.t('A resource file could not be created on the node.'),
    causes: [l10n.t('`filePath` is invalid or too long, or the disk is full.')],
    fixes: [l10n.t("Check the resource file's `filePath` and the free space on the node."), avoidNode()],
  })),
  ResourceFileWriteFailed: permanent('disk-full', again, () => ({
    meaning: l10n.t('A resource file could not be written on the node.'),
    causes: [l10n.t("The node's disk is probably full.")],
    fixes: [
      l10n.t('Free space on the node, shorten `retentionTime`, or use a VM size with a larger disk.'),
      avoidNode(),
    ],
  })),
  ApplicationPackageError: permanent('missing-file', again, () => ({
    meaning: l10n.t('An application package that the task needs could not be deployed to the node.'),
    causes: [
      l10n.t('The version was deleted or never activated.'),
      l10n.t('The auto-storage account cannot be reached from the node.'),
    ],
    fixes: [l10n.t('Activate the version, and check access to the auto-storage account.')],
  })),
  CommandProgramNotFound: permanent('missing-program', ['task.resubmit', 'task.retry'], () => ({
    meaning: l10n.t('The program in the command line was not found on the node.'),
    causes: [
      l10n.t(
        'The command line is not run by a shell: variables, `&&`, redirections and built-in commands do not work.',
      ),
      l10n.t('It was written for another operating system (`cmd /c` on Linux, `/bin/bash` on Windows).'),
      l10n.t("The program isn't installed on the node, or isn't in the task's working directory."),
    ],
    fixes: [
      l10n.t('Wrap the command in a shell: `/bin/bash -c "…"` on Linux, `cmd /c "…"` on Windows.'),
      l10n.t('Or install the program in the start task and call it by its full path.'),
    ],
  })),
  CommandLaunchFailed: permanent('permission', ['task.resubmit', 'task.retry'], () => ({
    meaning: l10n.t('The program in the command line exists but could not be started.'),
    causes: [
      l10n.t('The file is not executable, or was built for another system.'),
      l10n.t('A script has Windows line endings or no interpreter in its first line.'),
      l10n.t("The task's user isn't allowed to run it."),
    ],
    fixes: [
      l10n.t('Set `fileMode` 0755 on the resource file, convert line endings to LF, and check the user identity.'),
    ],
  })),
  DiskFull: permanent('disk-full', again, () => ({
    meaning: l10n.t('The node chosen for the task lacks free disk space.'),
    causes: [
      l10n.t("Usually, other tasks' files fill the disk: they're retained for the retention time, 7 days by default."),
    ],
    fixes: [
      freeDisk(),
      { ...avoidNode(), isChoice: true },
      l10n.t('To keep this from happening again, shorten `retentionTime`, or use a VM size with a larger disk.'),
    ],
  })),
  MaxInternalRetryCountReached: permanent('node', againElsewhere, () => ({
    meaning: l10n.t('Batch gave up starting the task after several attempts.'),
    causes: [l10n.t('The node, or the Batch agent on it, failed each time.')],
    fixes: [
      {
        text: l10n.t("Check the node's errors, and take the node offline so that tasks run on other nodes."),
        remedies: ['node.disableScheduling'],
      },
    ],
  })),
  TaskSchedulingConstraintFailed: permanent('bad-arguments', ['task.resubmit'], () => ({
    meaning: l10n.t("The task can never run in its job's pool."),
    causes: [
      l10n.t('It requires more slots than a node has, more instances than the pool has nodes, or a node that is gone.'),
    ],
    fixes: [l10n.t('Lower `requiredSlots` or the number of instances, or use a suitable pool.')],
  })),
  Unknown: transient('service', again, () => ({
    meaning: l10n.t('Batch could not start the task and does not know why.'),
    causes: [l10n.t('A fault in the service.')],
    fixes: [l10n.t('Contact support with the job and task IDs if it happens again.')],
  })),
};

/** Advises deleting tasks, which also deletes their files on the nodes. */
export function freeDisk(): Fix {
  return {
    text: l10n.t('Delete tasks that succeeded: that frees their disk space on the nodes.'),
    remedies: ['job.deleteTasks'],
    isChoice: true,
  };
}

/** Advises taking the node offline, because Batch may otherwise choose it again. */
function avoidNode(): Fix {
  return {
    text: l10n.t('Take the node offline first: the next run gets another one.'),
    ofSeveral: l10n.t('Take the nodes offline first: the next runs get others.'),
    remedies: ['node.disableScheduling'],
  };
}
