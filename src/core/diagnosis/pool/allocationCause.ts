import * as l10n from '@vscode/l10n';
import { findEndOfSize, judgeEnd } from '../../definitions/endOfSupport.ts';
import type { Pool } from '../../model/pool.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Fix } from '../explanation/explanation.ts';

/** The cause of a failed allocation, derived from Azure's messages. */
export interface AllocationCause {
  readonly category: FailureCategory;
  /** Clause that follows "could not be resized:"; undefined if only the category is known. */
  readonly what?: string | undefined;
  readonly fixes: readonly string[];
  readonly property?: NonNullable<Fix['property']>;
  /** True if another resize of the same pool to any size will also fail, whatever is done outside of the pool. */
  readonly isLasting?: true;
}

interface Row extends Pick<AllocationCause, 'category' | 'property' | 'isLasting'> {
  readonly said: RegExp;
  readonly what?: (vmSize: string) => string;
  /** Returns the steps; `text` is what Azure says. */
  readonly fix?: (pool: Pool, text: string) => string | readonly string[];
}

/** Matches the name of the first policy that refused a request. */
const policyName = /"policyAssignment"\s{0,9}:\s{0,9}\{\s{0,9}"name"\s{0,9}:\s{0,9}"([^"\\\p{Cc}]{1,100})"/u;

const subnet = ['networkConfiguration', 'subnetId'] as const;

/** Codes and phrases of Azure's resource providers with their causes; the first match counts. */
const rows: readonly Row[] = [
  {
    said: /PublicIPCountLimitReached|public IP addresses for this subscription/i,
    category: 'quota',
    what: () => continueAfterColon(l10n.t('The subscription has no public addresses left in the region')),
    fix: () =>
      l10n.t(
        'Delete public addresses that are not needed, or request more in the Azure portal: “Quotas”, “Networking”.',
      ),
  },
  { said: /quota|corelimit|exceed\w{0,9} (?:approved|the) limit|CountLimitReached/i, category: 'quota' },
  {
    said: /application licen[cs]e/i,
    category: 'license',
    what: () => l10n.t('Batch no longer provides application licenses'),
    property: ['applicationLicenses'],
    isLasting: true,
    fix: () => l10n.t('Create the pool without `applicationLicenses`, and give the application a license of your own.'),
  },
  {
    said: /not support (?:storage account type|premium|disk)/i,
    category: 'allocation',
    what: (vmSize) => continueAfterColon(l10n.t('The VM size {0} does not support the type of its disks', vmSize)),
    property: ['virtualMachineConfiguration', 'osDisk'],
    isLasting: true,
    fix: () =>
      l10n.t(
        'Create the pool with disks of the type standard_lrs, or with a VM size for premium disks (with an s in its name).',
      ),
  },
  {
    said: /Private(?:LinkService|Endpoint)NetworkPolicies/i,
    category: 'allocation',
    what: () => continueAfterColon(l10n.t('Its subnet has network policies for private links')),
    property: subnet,
    fix: () =>
      l10n.t(
        'Turn off the named network policies of the subnet: for a pool without public addresses, those for private link services.',
      ),
  },
  {
    said: /RequestDisallowedByPolicy|disallowed|\bpolicy\b/i,
    category: 'permission',
    what: () => l10n.t('an Azure policy forbids it'),
    fix: (_pool, text) => {
      const [, name] = policyName.exec(text) ?? [];
      return name === undefined
        ? l10n.t(
            "Change the pool so that it complies with the named policy, or ask the policy's owner for an exemption.",
          )
        : l10n.t(
            "Change the pool so that it complies with the policy “{name}”, or ask the policy's owner for an exemption.",
            { name },
          );
    },
  },
  {
    said: /ScopeLocked|\blocked\b/i,
    category: 'permission',
    what: () => l10n.t('a lock on the resource group or network prevents it'),
    fix: () => l10n.t('Remove the lock from the resource group or virtual network.'),
  },
  {
    said: /AuthorizationFailed|LinkedAuthorization|forbidden|not have access/i,
    category: 'permission',
    what: () => l10n.t("Batch isn't allowed to use a resource that the pool needs"),
    fix: () =>
      l10n.t(
        'Give Batch a role on the named resource (network, image, identity), such as "Contributor" for "Microsoft Azure Batch".',
      ),
  },
  {
    said: /MarketplacePurchase|marketplace|\bterms\b|purchase plan/i,
    category: 'license',
    what: () => l10n.t("the marketplace image can't be used yet"),
    fix: () =>
      l10n.t("Accept the image's terms in the subscription (`az vm image terms accept`), and specify its plan."),
  },
  {
    said: /SubnetIsFull|not (?:have )?enough (?:capacity|free|available|IP)\b[^.]{0,40}address|NoAvailableAddresses/i,
    category: 'allocation',
    what: () => l10n.t('its subnet has no free addresses'),
    property: subnet,
    fix: () => l10n.t('Use a larger subnet, or fewer nodes: Azure reserves five addresses in each subnet for itself.'),
  },
  {
    said: /\bdelegat(?:ed|ion)\b/i,
    category: 'allocation',
    what: () => l10n.t('its subnet is delegated to another service'),
    property: subnet,
    fix: () => l10n.t("Remove the subnet's delegation, or create the pool with a subnet that isn't delegated."),
  },
  {
    said: /SkuNotAvailable|ZonalAllocationFailed|OverconstrainedAllocation|\bAllocationFailed\b|(?:in)?sufficient capacity|capacity restriction|lack of capacity/i,
    category: 'allocation',
    what: (vmSize) => l10n.t('Azure had no capacity for the VM size {0}', vmSize),
    property: ['vmSize'],
    fix: ({ enableAutoScale }) => [
      // Batch tries again at each evaluation of a formula.
      ...(enableAutoScale === true ? [] : [l10n.t('Try again later, or with fewer nodes at once.')]),
      l10n.t('Use another VM size, zone, or region: for a different VM size, the pool has to be created again.'),
    ],
  },
  {
    said: /Hypervisor Generation|NotSupportedImage/i,
    category: 'allocation',
    what: (vmSize) => l10n.t('the VM size {0} does not support its image', vmSize),
    property: ['vmSize'],
    isLasting: true,
    fix: () =>
      l10n.t(
        'Create a pool with an image that the VM size supports, or with a VM size that supports the image: both have a generation, 1 or 2.',
      ),
  },
  {
    said: /\bImageNotFound\b|GalleryImageNotFound|image (?:version )?(?:was |is )?not found/i,
    category: 'allocation',
    what: () => l10n.t("Azure couldn't find its image"),
    property: ['virtualMachineConfiguration', 'imageReference'],
    isLasting: true,
    fix: () =>
      l10n.t(
        "Create a pool with an image that exists, and check that Batch has permission to read it if it's your own.",
      ),
  },
];

const maxLength = 100_000;

/** Finds the cause in the reason and the provider's errors of an allocation failure; undefined for unknown messages. */
export function findAllocationCause(texts: readonly (string | undefined)[], pool: Pool): AllocationCause | undefined {
  const text = texts
    .filter((part) => part !== undefined)
    .join('\n')
    .slice(0, maxLength);
  const row = rows.find(({ said }) => said.test(text));
  const found = row && { ...row, what: row.what?.(pool.vmSize ?? '?'), fixes: [row.fix?.(pool, text) ?? []].flat() };
  const retired = isOfSize(found) ? findRetired(pool) : undefined;
  return retired ?? found;
}

function isOfSize(found: AllocationCause | undefined): boolean {
  return found?.category === 'allocation' && found.property?.[0] === 'vmSize' && found.isLasting !== true;
}

/** Finds the cause of a VM size retired before the resize ended: waiting doesn't help; undefined for other sizes. */
export function findRetired({ vmSize, allocationStateTransitionTime: at }: Pool): AllocationCause | undefined {
  const end = findEndOfSize(vmSize);
  if (end?.day === undefined || at === undefined || judgeEnd(end, Date.parse(at)) !== 'over') return undefined;
  return {
    category: 'allocation',
    what: l10n.t('Azure retired the VM size {0}', vmSize ?? '?'),
    property: ['vmSize'],
    isLasting: true,
    fixes: [
      end.instead === undefined
        ? l10n.t('Create a pool with a VM size that Azure still provides.')
        : l10n.t('Create a pool with a VM size that Azure still provides, such as one of {series}.', {
            series: end.instead,
          }),
    ],
  };
}
