import * as l10n from '@vscode/l10n';
import type { RemedyId } from '../explanation/explanation.ts';
import { type CodeTable, permanent, transient } from './entry.ts';

const logs: readonly RemedyId[] = ['task.openStderr', 'task.openStdout', 'task.retry'];
const change: readonly RemedyId[] = ['task.resubmit', 'task.retry'];

/** Codes of a task whose program ended, or whose container could not be started. */
export const taskFailureCodes: CodeTable = {
  FailureExitCode: permanent('other', logs, () => ({
    meaning: l10n.t('The program ended with an exit code other than 0.'),
    causes: [l10n.t('The program reported a failure; its logs say which one.')],
    fixes: [
      {
        text: l10n.t('Read stderr.txt and stdout.txt, fix the problem that they show, then retry the task.'),
        ofSeveral: l10n.t('Read stderr.txt and stdout.txt, fix the problem that they show, then retry the tasks.'),
        remedies: logs,
      },
    ],
  })),
  TaskEnded: permanent('interrupted', logs, () => ({
    meaning: l10n.t('The program was terminated before it finished.'),
    causes: [
      l10n.t('Someone terminated the task or its job.'),
      l10n.t('It ran longer than `maxWallClockTime` allows.'),
      l10n.t('Its node was rebooted, removed, or taken offline with the "terminate" option.'),
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
      l10n.t('The registry denied the node access.'),
    ],
    fixes: [l10n.t("Check the name, tag, and registry, and list the image in the pool's container configuration.")],
  })),
  ContainerInvalidRegistry: permanent('image-pull', change, () => ({
    meaning: l10n.t("The task's container registry could not be used."),
    causes: [l10n.t('The server name, the user or the identity is wrong.')],
    fixes: [l10n.t('Correct the registry settings for the task or pool.')],
  })),
  ContainerInvalidSettings: permanent('bad-arguments', change, () => ({
    meaning: l10n.t("One of the task's container settings isn't valid."),
    causes: [l10n.t('`containerRunOptions` or the working directory is not accepted by the container runtime.')],
    fixes: [l10n.t("Correct the task's `containerSettings`.")],
  })),
  ContainerMiscError: permanent('other', logs, () => ({
    meaning: l10n.t("The task's container could not be run."),
    causes: [l10n.t("The container runtime or the image's entry point failed.")],
    fixes: [l10n.t('Run the image with the same options on another machine, and fix what fails there.')],
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
  ContainerTaskSettingsNotFound: permanent('bad-arguments', ['task.resubmit'], () => ({
    meaning: l10n.t('The pool runs tasks only in containers, and the task has no container settings.'),
    causes: [
      l10n.t('It was made for a pool without `containerConfiguration`, or by a tool that sets no `containerSettings`.'),
    ],
    fixes: [l10n.t('Use a pool without `containerConfiguration`, or give the task `containerSettings` with an image.')],
  })),
  MountConfigurationError: permanent('auth-storage', ['node.reboot', 'task.retry'], () => ({
    meaning: l10n.t('A file system that the pool mounts could not be mounted on the node.'),
    causes: [
      l10n.t('The key or signature is wrong, the port (445 or 2049) is blocked, or a package is missing on the node.'),
    ],
    fixes: [l10n.t("Read the mount logs in the node's fsmounts folder, then correct the pool's mount configuration.")],
  })),
};

/** Code of a task that cannot run because of its job's preparation task. */
export const jobPreparationCodes: CodeTable = {
  JobPreparationTaskFailed: permanent('node', ['node.reimage', 'node.remove'], () => ({
    meaning: l10n.t('The job preparation task failed on the node, so no tasks in the job run there.'),
    causes: [l10n.t("The job preparation task's command failed, or its files could not be downloaded.")],
    fixes: [
      l10n.t("Read the job preparation task's logs and fix the problem that they show."),
      {
        text: l10n.t('Then reimage or replace the node: it is blocked for this job until then.'),
        remedies: ['node.reimage', 'node.remove'],
      },
    ],
  })),
};

const again: readonly RemedyId[] = ['task.openStderr', 'task.retry'];

/** Codes of a task whose program ended, but whose output files could not be uploaded. */
export const fileUploadCodes: CodeTable = {
  FileUploadAccessDenied: permanent('auth-storage', again, () => ({
    meaning: l10n.t("Storage didn't let the node write an output file."),
    causes: [
      l10n.t('The shared access signature has expired or does not allow writing.'),
      l10n.t("The pool's managed identity has no role that lets it write blobs."),
      l10n.t("The storage account's firewall blocks the pool's subnet."),
    ],
    fixes: [
      l10n.t(
        'Create a new signature with write permission that outlives the task, or give the identity the "Storage Blob Data Contributor" role.',
      ),
    ],
  })),
  FileUploadContainerNotFound: permanent('missing-file', again, () => ({
    meaning: l10n.t('The container for output files does not exist.'),
    causes: [l10n.t('The container was deleted, or its name is misspelled.')],
    fixes: [l10n.t('Create the container, or correct `containerUrl`.')],
  })),
  FileUploadConflict: permanent('conflict', again, () => ({
    meaning: l10n.t('An output file could not replace the existing blob.'),
    causes: [l10n.t('The blob is leased, immutable, or of another type.')],
    fixes: [l10n.t('Use another `path`, or remove the blob or its lease.')],
  })),
  FileUploadTimedOut: transient('network', again, () => ({
    meaning: l10n.t('Uploading an output file took longer than allowed.'),
    causes: [l10n.t('The output is large, or storage was slow.')],
    fixes: [l10n.t('Upload less, or compress the output first.')],
  })),
  FileUploadMiscError: permanent('network', again, () => ({
    meaning: l10n.t('An output file could not be uploaded.'),
    causes: [l10n.t('The network or storage failed, or the file changed or vanished while it was being uploaded.')],
    fixes: [
      {
        text: l10n.t("For more details, read fileuploaderr.txt in the task's files."),
        remedies: ['task.downloadFiles'],
      },
    ],
  })),
};
