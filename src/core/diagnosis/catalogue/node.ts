import * as l10n from '@vscode/l10n';
import { type CodeTable, permanent } from './entry.ts';

/** Codes of `errors` of a compute node. */
export const nodeCodes: CodeTable = {
  DiskFull: permanent('disk-full', ['node.disableScheduling', 'node.reboot', 'node.remove'], () => ({
    meaning: l10n.t('The disk of the node is full.'),
    causes: [l10n.t('Files of tasks (kept 7 days by default), resource files or container images fill it.')],
    fixes: [
      l10n.t('Delete jobs and tasks that are done, or files on the node.'),
      l10n.t(
        'So that it does not happen again, use a VM size with a larger disk, shorten `retentionTime`, or send results to storage.',
      ),
    ],
  })),
  ApplicationPackageError: permanent('missing-file', ['node.reboot', 'node.remove'], () => ({
    meaning: l10n.t(
      'An application package of the pool could not be put on the node. Batch does not try again by itself.',
    ),
    causes: [l10n.t('The version was deleted, or the auto-storage account cannot be reached from the node.')],
    fixes: [l10n.t('Put the package or the access to storage right.')],
  })),
  BatchAgentInstallationFailure: permanent('node', ['node.remove'], () => ({
    meaning: l10n.t('The Batch agent could not be installed on the node.'),
    causes: [
      l10n.t('The operating system of a custom image differs from the node agent SKU, or the image blocks extensions.'),
    ],
    fixes: [l10n.t('Make the pool again with the node agent SKU of the image.')],
  })),
  NodePreparationError: permanent('image-pull', ['node.reboot', 'node.remove'], () => ({
    meaning: l10n.t('The node could not be prepared, usually because a container image could not be pulled.'),
    causes: [l10n.t('The registry cannot be reached, refuses the node, or does not have the image.')],
    fixes: [l10n.t('Check the firewall of the registry, the role AcrPull and the names of the images.')],
  })),
};
