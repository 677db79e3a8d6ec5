import * as l10n from '@vscode/l10n';
import type { RemedyId } from '../explanation/explanation.ts';
import { type CodeEntry, type CodeTable, permanent, transient } from './entry.ts';

const resize: readonly RemedyId[] = ['pool.resize'];

/** How to get more, and where from, depends on the account: `pool/coreQuota.ts` says it. */
function quota(meaning: () => string): CodeEntry {
  return permanent('quota', resize, () => ({
    meaning: meaning(),
    causes: [
      l10n.t(
        'Cores count from the moment a node is created, also of idle and unusable nodes, over all pools of the account.',
      ),
    ],
    fixes: [],
    again: l10n.t('Then resize the pool again: Batch does not try by itself.'),
  }));
}

function policy(resource: () => string): CodeEntry {
  return permanent('permission', [], () => ({
    meaning: l10n.t('A policy of Azure forbids what Batch has to do with {0}.', resource()),
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
      l10n.t('The subnet is full, delegated or locked, or the image does not fit the VM size.'),
    ],
    fixes: [
      l10n.t('Act on the reason that Azure gives. Where it is capacity, wait, or use another VM size or region.'),
    ],
  })),
  AllocationTimedOut: transient('allocation', resize, () => ({
    meaning: l10n.t('The nodes could not be allocated before the resize timeout.'),
    causes: [
      l10n.t(
        'Allocation takes longer for many nodes, with a large custom image, and where the region has little capacity.',
      ),
    ],
    fixes: [
      l10n.t(
        'Wait until the region has more capacity. If the pool needs very many nodes, or has a large custom image, resize it in steps.',
      ),
    ],
  })),
  AccountCoreQuotaReached: quota(() => l10n.t("The account's quota of dedicated cores is used up.")),
  AccountLowPriorityCoreQuotaReached: quota(() =>
    l10n.t("The account's quota of Spot (low-priority) cores is used up or zero."),
  ),
  AccountSpotCoreQuotaReached: quota(() =>
    l10n.t("The account's quota of Spot (low-priority) cores is used up or zero."),
  ),
  AccountVMSeriesCoreQuotaReached: quota(() => l10n.t('The quota of cores for this VM series is used up or zero.')),
  ResizeStopped: permanent('interrupted', resize, () => ({
    meaning: l10n.t('The resize was stopped before the pool had its target size.'),
    causes: [l10n.t('Someone, or an automatic scaling, stopped it.')],
    fixes: [],
    again: l10n.t('Resize the pool to the size it should have.'),
  })),
  RemoveNodesFailed: transient('service', resize, () => ({
    meaning: l10n.t('Nodes could not be removed from the pool.'),
    causes: [l10n.t('A fault of the service or its infrastructure.')],
    fixes: [l10n.t('Remove the nodes again.')],
  })),
  UnsupportedVMSize: permanent('allocation', [], () => ({
    meaning: l10n.t('The VM size of the pool cannot be used.'),
    causes: [l10n.t('It is not offered in this region, not supported by Batch, or retired.')],
    fixes: [l10n.t('Make a pool with a VM size from the list of supported ones.')],
  })),
  IncompatibleVMSize: permanent('allocation', [], () => ({
    meaning: l10n.t('The VM size does not go with the configuration of the pool.'),
    causes: [l10n.t('Generation of the image, ephemeral disk or security settings need another size.')],
    fixes: [l10n.t('Change the VM size, or the image and disk settings.')],
  })),
  OverconstrainedAllocationRequestError: permanent('allocation', [], () => ({
    meaning: l10n.t('No place fulfils all conditions of the pool at once.'),
    causes: [l10n.t('Zone, VM size, accelerated networking and ephemeral disk together are not available.')],
    fixes: [l10n.t('Drop a condition, or use another VM size or region.')],
  })),
  CommunicationEnabledPoolReachedMaxVMCount: permanent('quota', resize, () => ({
    meaning: l10n.t('A pool whose nodes communicate with each other has reached its limit of nodes.'),
    causes: [l10n.t('The limit is 100 nodes (80 where the pool is in your own subscription).')],
    fixes: [l10n.t('Lower the target, or make a pool without inter-node communication.')],
  })),
  MissingPublisherPropertyInMarketPlacePlan: permanent('allocation', [], () => ({
    meaning: l10n.t('The purchase plan of the marketplace image lacks its publisher.'),
    causes: [l10n.t('The image has a plan that was not given completely, or whose terms were not accepted.')],
    fixes: [l10n.t('Give publisher, product and name of the plan, and accept its terms.')],
  })),
  FailedIdentityOperation: permanent('permission', [], () => ({
    meaning: l10n.t('Batch could not use the managed identity of the pool.'),
    causes: [l10n.t('The identity was deleted, or Batch may not assign it.')],
    fixes: [l10n.t('Check the user-assigned identity and make the pool again.')],
  })),
  DiskEncryptionFailure: permanent('allocation', [], () => ({
    meaning: l10n.t('The disks of the pool could not be encrypted.'),
    causes: [l10n.t('VM size or image do not support it, or the key is not accessible.')],
    fixes: [l10n.t('Change the disk encryption configuration.')],
  })),
  DependentResourceNotFound: permanent('allocation', resize, () => ({
    meaning: l10n.t('Something that the pool is made of no longer exists.'),
    causes: [l10n.t('The subnet, image, public address or identity was deleted.')],
    fixes: [l10n.t('Create it again, or make a pool without it.')],
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
    causes: [l10n.t('A fault of the service.')],
    fixes: [l10n.t('Contact support with the id of the pool when it happens again.')],
    again: l10n.t('Resize the pool again: it may pass.'),
  })),
};

/** The code of `autoScaleRun.error`. */
export const poolAutoscaleCodes: CodeTable = {
  AutoScalingFormulaEvaluationError: permanent('bad-input', ['pool.evaluateAutoscale'], () => ({
    meaning: l10n.t('The autoscale formula of the pool could not be evaluated, so the pool keeps its last targets.'),
    causes: [l10n.t('A variable or function is misspelt, a type does not fit, or there were too few samples.')],
    fixes: [l10n.t('Correct the formula at the place the error names, and evaluate it before it is used.')],
  })),
};

/** Codes of `errors` of a compute node. */
export const nodeCodes: CodeTable = {
  DiskFull: permanent('disk-full', ['node.disableScheduling', 'node.reboot', 'node.remove'], () => ({
    meaning: l10n.t('The disk of the node is full.'),
    causes: [l10n.t('Files of tasks (kept 7 days by default), resource files or container images fill it.')],
    fixes: [l10n.t('Delete jobs and tasks that are done, or files on the node.')],
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
