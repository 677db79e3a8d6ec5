import * as l10n from '@vscode/l10n';
import { canEncryptTemporaryDisk } from '../../definitions/vmSizes.ts';
import { isSame } from '../evidence/time.ts';
import type { RuleCode } from './codes.ts';
import { type DefinitionNode, find, findNumber, findString, listItems } from './definitionTree.ts';
import { type DefinitionFinding, toFinding } from './finding.ts';
import { isPutInLater } from './placeholders.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A rule about two parts of an object that may not fit together. */
interface Pair {
  /** Path of the part to report, as property names. */
  readonly at: readonly string[];
  readonly isWrong: (value: DefinitionNode, object: DefinitionNode, context: RuleContext) => boolean;
  readonly describe: (name: string) => string;
  readonly code?: RuleCode;
}

const isGiven = (node: DefinitionNode | undefined) => node !== undefined && node.type !== 'null' && node.value !== '';
const isText = (node: DefinitionNode | undefined, text: string) => isSame(String(node?.value), text);
const isSas = (value: unknown) => /(?:^|[?&])sig=/i.test(String(value));
/** Checks for a placeholder, whose value may be correct at submission. */
const isLater = (node: DefinitionNode | undefined) => node?.type === 'string' && isPutInLater(String(node.value));

function describeNeed(other: string): Pair['describe'] {
  return (name) => l10n.t('"{name}" needs "{other}".', { name, other });
}

function describeExclusion(other: string): Pair['describe'] {
  return (name) => l10n.t('Use either "{name}" or "{other}", but not both.', { name, other });
}

/** Creates the rules for two properties that need each other. */
function together(one: string, other: string): readonly Pair[] {
  return [
    [one, other],
    [other, one],
  ].map(([name = '', missing = '']) => ({
    at: [name],
    isWrong: (_value, object) => !isGiven(find(object, missing)),
    describe: describeNeed(missing),
  }));
}

const encryption = ['securityProfile', 'securityEncryptionType'] as const;
const targets = ['diskEncryptionConfiguration', 'targets'] as const;
const hasTarget = (list: DefinitionNode, target: string) => listItems(list).some((item) => isText(item, target));
/** Checks for a customer-managed key, to which other rules apply. */
const hasOwnKey = (machine: DefinitionNode) => find(machine, targets[0], 'customerManagedKey') !== undefined;

/** Rules about pairs that the service documents for each property, by object of the table. */
const pairs: Readonly<Record<string, readonly Pair[]>> = {
  Pool: [
    {
      at: ['upgradePolicy', 'automaticOSUpgradePolicy', 'enableAutomaticOSUpgrade'],
      isWrong: ({ value }, pool) =>
        value === true &&
        find(pool, 'virtualMachineConfiguration', 'windowsConfiguration', 'enableAutomaticUpdates')?.value === true,
      describe: describeExclusion('enableAutomaticUpdates'),
    },
    {
      at: ['upgradePolicy', 'rollingUpgradePolicy', 'enableCrossZoneUpgrade'],
      isWrong: ({ value }, pool) => {
        const policy = find(pool, 'virtualMachineConfiguration', 'nodePlacementConfiguration', 'policy');
        return value === true && !isText(policy, 'zonal') && !isLater(policy);
      },
      describe: describeNeed('nodePlacementConfiguration.policy": "zonal'),
    },
    {
      // Batch documentation: "Create a pool with disk encryption enabled".
      at: ['virtualMachineConfiguration', ...targets],
      isWrong: (list, pool) =>
        hasTarget(list, 'temporarydisk') && !canEncryptTemporaryDisk(findString(pool, 'vmSize') ?? ''),
      describe: () =>
        l10n.t("Azure can't encrypt the temporary disks of Basic and A-series sizes. Use a size from another series."),
    },
  ],
  RollingUpgradePolicy: [
    {
      at: ['maxUnhealthyInstancePercent'],
      isWrong: ({ value }, policy) => Number(value) < (findNumber(policy, 'maxBatchInstancePercent') ?? 0),
      describe: (name) => l10n.t('"{name}" can\'t be less than "{other}".', { name, other: 'maxBatchInstancePercent' }),
    },
  ],
  UserAccount: [
    {
      at: ['windowsUserConfiguration'],
      isWrong: (_value, _user, { os }) => os === 'linux',
      describe: (name) => l10n.t('"{0}" is only for Windows nodes.', name),
    },
    {
      at: ['linuxUserConfiguration'],
      isWrong: (_value, _user, { os }) => os === 'windows',
      describe: (name) => l10n.t('"{0}" has no effect on Windows nodes.', name),
      code: 'idle-property',
    },
  ],
  LinuxUserConfiguration: [
    ...together('uid', 'gid'),
    {
      at: ['sshPrivateKey'],
      isWrong: (value, user) => {
        const pool = user.parent?.parent?.parent;
        return isGiven(value) && find(pool, 'enableInterNodeCommunication')?.value !== true;
      },
      describe: (name) =>
        l10n.t('"{name}" has no effect unless the pool has "{other}".', {
          name,
          other: 'enableInterNodeCommunication',
        }),
      code: 'idle-property',
    },
  ],
  SecurityProfile: [
    {
      at: ['uefiSettings'],
      isWrong: (_value, profile) => !isGiven(find(profile, 'securityType')),
      describe: describeNeed('securityType'),
    },
  ],
  VirtualMachineConfiguration: [
    ...['windowsConfiguration', 'licenseType'].map((name) => ({
      at: [name],
      isWrong: (_value: DefinitionNode, _machine: DefinitionNode, { os }: RuleContext) => os === 'linux',
      describe: () => l10n.t('"{0}" is only for Windows nodes.', name),
    })),
    {
      at: ['securityProfile', 'securityType'],
      isWrong: (value, machine) =>
        isText(value, 'confidentialVM') && !isGiven(find(machine, 'osDisk', 'managedDisk', ...encryption)),
      describe: () => l10n.t('Confidential VMs need "{0}".', `osDisk.managedDisk.${encryption.join('.')}`),
    },
    {
      // Virtual Machines documentation: "Trusted Launch for Azure virtual machines", "Unsupported features".
      at: ['imageReference', 'virtualMachineImageId'],
      isWrong: ({ value }, machine) =>
        isText(find(machine, 'securityProfile', 'securityType'), 'trustedLaunch') &&
        /\/Microsoft\.Compute\/images\//i.test(String(value)),
      describe: () =>
        l10n.t('Managed images can\'t be used with "{0}": use an image of a compute gallery.', 'trustedLaunch'),
    },
    {
      at: targets,
      isWrong: (list, machine, { os }) => os === 'linux' && hasTarget(list, 'osdisk') && !hasOwnKey(machine),
      describe: () => l10n.t('On Linux, only the temporary disk can be encrypted this way ("temporarydisk").'),
    },
    {
      at: targets,
      isWrong: (list, machine, { os }) =>
        os === 'windows' &&
        listItems(list).length > 0 &&
        !(hasTarget(list, 'osdisk') && hasTarget(list, 'temporarydisk')) &&
        !hasOwnKey(machine),
      describe: () => l10n.t('On Windows, both disks have to be encrypted: "osdisk" and "temporarydisk".'),
    },
    {
      at: targets,
      isWrong: (list, machine, { os }) =>
        os === 'linux' &&
        listItems(list).length > 0 &&
        isGiven(find(machine, 'imageReference', 'virtualMachineImageId')) &&
        !hasOwnKey(machine),
      describe: () => l10n.t("This encryption isn't available for Linux nodes with an image of your own."),
    },
  ],
  AzureBlobFileSystemConfiguration: [
    {
      at: ['accountKey'],
      isWrong: ({ value }) => isSas(value),
      describe: (name) =>
        l10n.t('This is a SAS. Put it into "{other}" instead of "{name}".', { name, other: 'sasKey' }),
    },
    {
      at: ['sasKey'],
      isWrong: ({ value }) => /^[A-Za-z\d+/]{40,}={1,2}$/.test(String(value).trim()),
      describe: (name) =>
        l10n.t('This is an account key. Put it into "{other}" instead of "{name}".', { name, other: 'accountKey' }),
    },
  ],
  AzureFileShareConfiguration: [
    {
      at: ['accountKey'],
      isWrong: ({ value }) => isSas(value),
      describe: () => l10n.t('This is a SAS, but shares are mounted with a key of the storage account.'),
    },
  ],
  VMExtension: [
    {
      at: ['provisionAfterExtensions'],
      isWrong: (before, extension) => {
        const names = listItems(extension.parent).map((one) => findString(one, 'name'));
        return listItems(before).some(({ value }) => !isPutInLater(String(value)) && !names.includes(String(value)));
      },
      describe: (name) => l10n.t('"{0}" names an extension that the pool doesn\'t have.', name),
    },
  ],
  ContainerRegistryReference: [
    ...['username', 'password'].map((name) => ({
      at: [name],
      isWrong: (value: DefinitionNode, registry: DefinitionNode) =>
        isGiven(value) && isGiven(find(registry, 'identityReference')),
      describe: describeExclusion('identityReference'),
    })),
    {
      at: ['registryServer'],
      isWrong: (_value, registry) =>
        !isGiven(find(registry, 'username')) && !isGiven(find(registry, 'identityReference')),
      describe: () => l10n.t('Exactly one of {0} has to be given.', 'username, identityReference'),
    },
  ],
  ContainerHostBatchBindMountEntry: [
    {
      at: ['isReadOnly'],
      isWrong: (_value, entry) => !isGiven(find(entry, 'source')),
      describe: describeNeed('source'),
    },
  ],
  AuthenticationTokenSettings: [
    {
      at: ['access'],
      isWrong: (access) => listItems(access).length > 0,
      describe: () =>
        l10n.t(
          'Azure announced the end of these tokens for September 30, 2024, and accounts can reject them. Tasks can use a managed identity of the pool.',
        ),
      code: 'idle-property',
    },
  ],
  JobSchedule: [
    {
      at: ['schedule', 'recurrenceInterval'],
      isWrong: (_value, schedule) => {
        const job = find(schedule, 'jobSpecification');
        const manager = find(job, 'jobManagerTask');
        const isEndedByIt = manager?.type === 'object' && find(manager, 'killJobOnCompletion')?.value !== false;
        return job?.type === 'object' && !isEndedByIt && !isEnded(job);
      },
      describe: () =>
        l10n.t(
          'The next job is created only after the previous one has ended, and nothing here ends it. Use a job manager task, or set "onAllTasksComplete".',
        ),
      code: 'idle-schedule',
    },
  ],
};

/** Checks whether a job ends on its own. */
function isEnded(job: DefinitionNode | undefined): boolean {
  const reaction = findString(job, 'onAllTasksComplete') ?? 'noaction';
  return !isSame(reaction, 'noaction') || find(job, 'constraints', 'maxWallClockTime') !== undefined;
}

/** Creates the rule that checks the pairs of properties of an object in the table. */
export function toPairRule(name: string): Rule {
  return function* checkPairs(object, context): Generator<DefinitionFinding> {
    for (const { at, isWrong, describe, code = 'unfit-properties' } of pairs[name] ?? []) {
      const value = find(object, ...at);
      if (value === undefined || value.type === 'null' || !isWrong(value, object, context)) continue;
      yield toFinding(value, code, describe(at.at(-1) ?? ''));
    }
  };
}
