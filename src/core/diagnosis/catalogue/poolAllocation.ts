import * as l10n from '@vscode/l10n';
import type { RemedyId } from '../explanation/explanation.ts';
import { type CodeEntry, type CodeTable, permanent, transient } from './entry.ts';

const resize: readonly RemedyId[] = ['pool.resize'];

/** Creates an entry for an exceeded quota. The way to raise it depends on the account: see `pool/coreQuota.ts`. */
function quota(meaning: () => string): CodeEntry {
  return permanent('quota', resize, () => ({
    meaning: meaning(),
    causes: [
      l10n.t(
        'Cores count from the moment a node is created, including cores of idle and unusable nodes, across all pools in the account.',
      ),
    ],
    fixes: [],
    again: l10n.t("Then resize the pool again: Batch doesn't retry automatically."),
  }));
}

function policy(resource: () => string): CodeEntry {
  return permanent('permission', [], () => ({
    meaning: l10n.t('An Azure policy forbids what Batch needs to do with {0}.', resource()),
    causes: [l10n.t('A policy assignment on the subscription or resource group denies it.')],
    fixes: [l10n.t('Ask the owner of the policy for an exemption, or change the pool so that it complies.')],
  }));
}

/** Codes of `resizeErrors` of a pool. */
export const poolAllocationCodes: CodeTable = {
  AllocationFailed: permanent('allocation', resize, () => ({
    meaning: l10n.t('Azure could not allocate the nodes that the pool should have.'),
    causes: [
      l10n.t('The region had no capacity for this VM size.'),
      l10n.t("The subnet is full, delegated, or locked, or the image isn't compatible with the VM size."),
    ],
    fixes: [
      l10n.t('Act on the reason that Azure gives. If the reason is capacity, wait, or use another VM size or region.'),
    ],
  })),
  AllocationTimedOut: transient('allocation', resize, () => ({
    meaning: l10n.t('The nodes could not be allocated before the resize timeout.'),
    causes: [
      l10n.t(
        'Allocation takes longer for many nodes, with a large custom image, and where the region has little capacity.',
      ),
    ],
    fixes: [],
    again: l10n.t(
      "Resize the pool again: Batch doesn't retry automatically. If it needs very many nodes, resize it in steps; if it keeps timing out, use another VM size or region.",
    ),
  })),
  AccountCoreQuotaReached: quota(() => l10n.t("The account's dedicated core quota is used up.")),
  AccountLowPriorityCoreQuotaReached: quota(() =>
    l10n.t("The account's Spot (low-priority) core quota is used up or zero."),
  ),
  AccountSpotCoreQuotaReached: quota(() => l10n.t("The account's Spot (low-priority) core quota is used up or zero.")),
  AccountVMSeriesCoreQuotaReached: quota(() => l10n.t('The core quota for this VM series is used up or zero.')),
  ResizeStopped: permanent('interrupted', resize, () => ({
    meaning: l10n.t('The resize was stopped before the pool reached its target size.'),
    causes: [l10n.t('Someone, or automatic scaling, stopped it.')],
    fixes: [],
    again: l10n.t('Resize the pool to the size it should have.'),
  })),
  RemoveNodesFailed: transient('service', resize, () => ({
    meaning: l10n.t('Nodes could not be removed from the pool.'),
    causes: [l10n.t('A fault in the service or its infrastructure.')],
    fixes: [l10n.t('Remove the nodes again.')],
  })),
  UnsupportedVMSize: permanent('allocation', [], () => ({
    meaning: l10n.t("The pool's VM size can't be used."),
    causes: [l10n.t('It is not offered in this region, not supported by Batch, or retired.')],
    fixes: [l10n.t('Create a pool with a VM size from the list of supported sizes.')],
  })),
  IncompatibleVMSize: permanent('allocation', [], () => ({
    meaning: l10n.t("The VM size isn't compatible with the pool configuration."),
    causes: [l10n.t('The image generation, ephemeral disk, or security settings require another size.')],
    fixes: [l10n.t('Change the VM size, or the image and disk settings.')],
  })),
  OverconstrainedAllocationRequestError: permanent('allocation', [], () => ({
    meaning: l10n.t("No location meets all of the pool's conditions at once."),
    causes: [l10n.t("The combination of zone, VM size, accelerated networking, and ephemeral disk isn't available.")],
    fixes: [l10n.t('Drop a condition, or use another VM size or region.')],
  })),
  CommunicationEnabledPoolReachedMaxVMCount: permanent('quota', resize, () => ({
    meaning: l10n.t('A pool whose nodes communicate with each other has reached its node limit.'),
    causes: [l10n.t('The limit is 100 nodes (80 if the pool is in your own subscription).')],
    fixes: [l10n.t('Lower the target, or create a pool without inter-node communication.')],
  })),
  MissingPublisherPropertyInMarketPlacePlan: permanent('allocation', [], () => ({
    meaning: l10n.t("The marketplace image's purchase plan is missing its publisher."),
    causes: [l10n.t("The image has a plan that wasn't fully specified or whose terms weren't accepted.")],
    fixes: [l10n.t("Specify the plan's publisher, product, and name, and accept its terms.")],
  })),
  FailedIdentityOperation: permanent('permission', [], () => ({
    meaning: l10n.t("Batch could not use the pool's managed identity."),
    causes: [l10n.t("The identity was deleted, or Batch isn't allowed to assign it.")],
    fixes: [l10n.t('Check the user-assigned identity and create the pool again.')],
  })),
  DiskEncryptionFailure: permanent('allocation', [], () => ({
    meaning: l10n.t("The pool's disks could not be encrypted."),
    causes: [l10n.t("The VM size or image doesn't support it, or the key isn't accessible.")],
    fixes: [l10n.t('Change the disk encryption configuration.')],
  })),
  DependentResourceNotFound: permanent('allocation', resize, () => ({
    meaning: l10n.t('A resource that the pool depends on no longer exists.'),
    causes: [l10n.t('The subnet, image, public address or identity was deleted.')],
    fixes: [l10n.t('Create it again, or create a pool without it.')],
  })),
  OperationsRestrictedByPolicy: policy(() => l10n.t('a resource of the pool')),
  OperationsOnPublicIPRestrictedByPolicy: policy(() => l10n.t('a public IP address')),
  OperationsOnImageRestrictedByPolicy: policy(() => l10n.t('the image')),
  OperationsOnNetworkSecurityGroupRestrictedByPolicy: policy(() => l10n.t('the network security group')),
  OperationsOnLoadBalancerRestrictedByPolicy: policy(() => l10n.t('the load balancer')),
  OperationsOnVirtualNetworkRestrictedByPolicy: policy(() => l10n.t('the virtual network')),
  OperationsOnPrivateLinkRestrictedByPolicy: policy(() => l10n.t('the private link')),
  OperationsOnPrivateEndpointRestrictedByPolicy: policy(() => l10n.t('the private endpoint')),
  Unknown: transient('allocation', resize, () => ({
    meaning: l10n.t('The resize failed, and Batch does not know why.'),
    causes: [l10n.t('A fault in the service.')],
    fixes: [l10n.t('Contact support with the pool ID if it happens again.')],
    again: l10n.t('Resize the pool again: the failure may be temporary.'),
  })),
};

/** The code of `autoScaleRun.error`. */
export const poolAutoscaleCodes: CodeTable = {
  AutoScalingFormulaEvaluationError: permanent('bad-input', ['pool.evaluateAutoscale'], () => ({
    meaning: l10n.t('The autoscale formula of the pool could not be evaluated, so the pool keeps its last targets.'),
    causes: [l10n.t("A variable or function is misspelled, a type doesn't match, or there were too few samples.")],
    fixes: [l10n.t('Correct the formula at the location named in the error, and evaluate it before you use it.')],
  })),
};

/** Codes of `errors` of a compute node. */
export const nodeCodes: CodeTable = {
  DiskFull: permanent('disk-full', ['node.disableScheduling', 'node.reboot', 'node.remove'], () => ({
    meaning: l10n.t("The node's disk is full."),
    causes: [
      l10n.t('Task files (retained for 7 days by default), resource files, or container images are filling it.'),
    ],
    fixes: [l10n.t('Delete completed jobs and tasks, or files on the node.')],
  })),
  ApplicationPackageError: permanent('missing-file', ['node.reboot', 'node.remove'], () => ({
    meaning: l10n.t(
      "One of the pool's application packages could not be deployed to the node. Batch doesn't retry automatically.",
    ),
    causes: [
      l10n.t('The version was deleted, its archive is damaged, or the node cannot reach the auto-storage account.'),
    ],
    fixes: [l10n.t('Fix the package or the access to storage.')],
  })),
  BatchAgentInstallationFailure: permanent('node', ['node.remove'], () => ({
    meaning: l10n.t('The Batch agent could not be installed on the node.'),
    causes: [
      l10n.t('The operating system of a custom image differs from the node agent SKU, or the image blocks extensions.'),
    ],
    fixes: [l10n.t("Create the pool again with the image's node agent SKU.")],
  })),
  NodePreparationError: permanent('image-pull', ['node.reboot', 'node.remove'], () => ({
    meaning: l10n.t('The node could not be prepared, usually because a container image could not be pulled.'),
    causes: [l10n.t("The registry can't be reached, denies the node access, or doesn't have the image.")],
    fixes: [l10n.t("Check the registry's firewall, the AcrPull role, and the image names.")],
  })),
};
