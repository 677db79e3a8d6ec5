import * as l10n from '@vscode/l10n';
import type { RemedyId } from '../explanation/explanation.ts';
import { type CodeTable, permanent, transient } from './entry.ts';

const logs: readonly RemedyId[] = ['task.openStderr', 'task.openStdout', 'task.retry'];
const change: readonly RemedyId[] = ['task.resubmit', 'task.retry'];

/** Codes of a task whose program was started, or should have been in a container. */
export const taskFailureCodes: CodeTable = {
  FailureExitCode: permanent('other', logs, () => ({
    meaning: l10n.t('The program ended with an exit code other than 0.'),
    causes: [l10n.t('The program reported a failure; what it wrote to its logs says which.')],
    fixes: [
      {
        text: l10n.t('Read stderr.txt and stdout.txt, fix the problem that they show, then retry the task.'),
        ofSeveral: l10n.t('Read stderr.txt and stdout.txt, fix the problem that they show, then retry the tasks.'),
        remedies: logs,
      },
    ],
  })),
  TaskEnded: permanent('interrupted', logs, () => ({
    meaning: l10n.t('The program was ended before it was done.'),
    causes: [
      l10n.t('Someone terminated the task or its job.'),
      l10n.t('It ran longer than `maxWallClockTime` allows.'),
      l10n.t('Its node was rebooted, removed or taken offline with the choice "terminate".'),
    ],
    fixes: [
      {
        text: l10n.t('Raise `maxWallClockTime` if that was the reason, then retry the task.'),
        ofSeveral: l10n.t('Raise `maxWallClockTime` if that was the reason, then retry the tasks.'),
        remedies: ['task.retry'],
      },
    ],
  })),
  ContainerInvalidImage: permanent('image-pull', change, () => ({
    meaning: l10n.t('A container image could not be used.'),
    causes: [
      l10n.t('Its name or tag is wrong, or it is not in the registry.'),
      l10n.t('The registry refused the node.'),
    ],
    fixes: [l10n.t('Check name, tag and registry, and list the image in the container configuration of the pool.')],
  })),
  ContainerInvalidRegistry: permanent('image-pull', change, () => ({
    meaning: l10n.t('The container registry of the task could not be used.'),
    causes: [l10n.t('The server name, the user or the identity is wrong.')],
    fixes: [l10n.t('Correct the registry settings of the task or of the pool.')],
  })),
  ContainerInvalidSettings: permanent('bad-arguments', change, () => ({
    meaning: l10n.t('A container setting of the task is not valid.'),
    causes: [l10n.t('`containerRunOptions` or the working directory is not accepted by the container runtime.')],
    fixes: [l10n.t('Correct `containerSettings` of the task.')],
  })),
  ContainerMiscError: permanent('other', logs, () => ({
    meaning: l10n.t('The container of the task could not be run.'),
    causes: [l10n.t('The container runtime failed, or the entry point of the image did.')],
    fixes: [l10n.t('Run the image with the same options on another machine, and correct what fails there.')],
  })),
  ContainerPoolNotSupported: permanent('bad-arguments', ['task.resubmit'], () => ({
    meaning: l10n.t('The pool cannot run tasks in containers.'),
    causes: [l10n.t('It has no `containerConfiguration`, or its image has no container runtime.')],
    fixes: [
      l10n.t(
        'Use a pool with a container-capable image and `containerConfiguration`, or remove `containerSettings` from the task.',
      ),
    ],
  })),
  MountConfigurationError: permanent('auth-storage', ['node.reboot', 'task.retry'], () => ({
    meaning: l10n.t('A file system that the pool mounts could not be mounted on the node.'),
    causes: [
      l10n.t('The key or signature is wrong, the port (445 or 2049) is blocked, or a package is missing on the node.'),
    ],
    fixes: [
      l10n.t(
        'Read the mount logs in the folder fsmounts of the node, then correct the mount configuration of the pool.',
      ),
    ],
  })),
};

/** The code of a task that cannot run because of its job's preparation task. */
export const jobPreparationCodes: CodeTable = {
  JobPreparationTaskFailed: permanent('node', ['node.reimage', 'node.remove'], () => ({
    meaning: l10n.t('The preparation task of the job failed on the node, so no task of the job runs there.'),
    causes: [l10n.t('The command of the preparation task failed, or its files could not be downloaded.')],
    fixes: [
      l10n.t('Read the logs of the preparation task and fix the problem that they show.'),
      {
        text: l10n.t('Then reimage or replace the node: it is blocked for this job until then.'),
        remedies: ['node.reimage', 'node.remove'],
      },
    ],
  })),
};

const again: readonly RemedyId[] = ['task.openStderr', 'task.retry'];

/** Codes of a task whose program ended and whose output files could not be uploaded. */
export const fileUploadCodes: CodeTable = {
  FileUploadAccessDenied: permanent('auth-storage', again, () => ({
    meaning: l10n.t('Storage refused to let the node write an output file.'),
    causes: [
      l10n.t('The shared access signature has expired or does not allow writing.'),
      l10n.t('The managed identity of the pool has no role that lets it write blobs.'),
      l10n.t('The firewall of the storage account does not let the subnet of the pool in.'),
    ],
    fixes: [
      l10n.t(
        'Make a new signature with write permission that outlives the task, or give the identity the role "Storage Blob Data Contributor".',
      ),
    ],
  })),
  FileUploadContainerNotFound: permanent('missing-file', again, () => ({
    meaning: l10n.t('The container for output files does not exist.'),
    causes: [l10n.t('The container was deleted, or its name is misspelt.')],
    fixes: [l10n.t('Create the container, or correct `containerUrl`.')],
  })),
  FileUploadConflict: permanent('conflict', again, () => ({
    meaning: l10n.t('An output file could not replace the blob that is there.'),
    causes: [l10n.t('The blob is leased, immutable, or of another type.')],
    fixes: [l10n.t('Use another `path`, or remove the blob or its lease.')],
  })),
  FileUploadTimedOut: transient('network', again, () => ({
    meaning: l10n.t('Uploading an output file took longer than allowed.'),
    causes: [l10n.t('The output is large, or storage was slow.')],
    fixes: [l10n.t('Upload less, or compress it first.')],
  })),
  FileUploadMiscError: permanent('network', again, () => ({
    meaning: l10n.t('An output file could not be uploaded.'),
    causes: [l10n.t('Network or storage failed, or the file changed or vanished while it was uploaded.')],
    fixes: [
      {
        text: l10n.t('Read fileuploaderr.txt among the files of the task: it says more.'),
        remedies: ['task.downloadFiles'],
      },
    ],
  })),
};
