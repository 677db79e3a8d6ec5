import * as l10n from '@vscode/l10n';
import {
  describeEnd,
  type EndOfSupport,
  findEndOfImage,
  findEndOfSize,
  formatEndDay,
  judgeEnd,
} from '../../definitions/endOfSupport.ts';
import {
  findCores,
  findOnlyGeneration,
  hasArm,
  hasDiskCache,
  hasPremiumStorage,
  isConfidential,
} from '../../definitions/vmSizes.ts';
import { definedOnly } from '../../model/defined.ts';
import { findAgentMismatch, findImageGeneration, findUnknownAgent } from '../evidence/operatingSystem.ts';
import { isSame } from '../evidence/time.ts';
import { findUnknownSize, listedOn, type UnknownSize } from '../evidence/vmSizeNames.ts';
import { type DefinitionNode, find, findGiven, findString, listItems } from './definitionTree.ts';
import { type DefinitionFinding, type DefinitionFix, replaceWith, toFinding } from './finding.ts';
import { isPlaceholder, isPutInLater } from './placeholders.ts';
import { toMissing } from './propertyRules.ts';
import type { RuleContext } from './rule.ts';

/** Checks that the node agent matches the image, and that both are supported. */
export function checkImage(node: DefinitionNode, { now }: RuleContext): readonly DefinitionFinding[] {
  const agent = findGiven(node, 'nodeAgentSKUId');
  const agentName = findString(node, 'nodeAgentSKUId')?.toLowerCase() ?? '';
  const image = readImage(node);
  if (agent === undefined || agent.type !== 'string') return [];
  const unknown = isPlaceholder(agentName) ? undefined : findUnknownAgent(agentName);
  if (unknown !== undefined) return [toUnknownAgent(agent, unknown.meant)];
  const mismatch = findAgentMismatch(agentName, image);
  if (mismatch !== undefined) {
    return [
      toFinding(
        agent,
        'agent-mismatch',
        l10n.t(
          'The node agent is for {0}, but the image is {1}: nodes would become unusable.',
          mismatch.agent,
          mismatch.image,
        ),
      ),
    ];
  }
  const [publisher, offer, sku] = readImageNames(node);
  const machine = { nodeAgentSKUId: agentName, imageReference: definedOnly({ publisher, offer, sku }) };
  return toEndFindings(agent, findEndOfImage(machine), now);
}

function toUnknownAgent(agent: DefinitionNode, meant: string | undefined): DefinitionFinding {
  const message =
    meant === undefined
      ? l10n.t('No node agent has this name. An example is {0}.', 'batch.node.ubuntu 24.04')
      : l10n.t('No node agent has this name. Did you mean {0}?', meant);
  return toFinding(agent, 'unknown-agent', message, toChange(agent, meant));
}

function toChange(node: DefinitionNode, meant: string | undefined): DefinitionFix | undefined {
  return meant === undefined ? undefined : replaceWith(node, meant, l10n.t('Change to "{0}"', meant));
}

/** Checks that an image has either an ID or all three parts of an Azure Marketplace image. */
export function checkImageParts(node: DefinitionNode): readonly DefinitionFinding[] {
  const parts = ['publisher', 'offer', 'sku'];
  const missing = parts.filter((name) => findGiven(node, name) === undefined);
  const own = findGiven(node, 'virtualMachineImageId');
  const named = [...parts, 'version'];
  if (own !== undefined && own.value !== '' && named.some((name) => findGiven(node, name) !== undefined)) {
    const message = l10n.t('An image has "virtualMachineImageId" or {0}, but not both.', named.join(', '));
    return [toFinding(own, 'two-images', message)];
  }
  if (missing.length === parts.length) return checkImageId(own);
  return [...missing.map((name) => toMissing(node, name)), ...checkSku(node)];
}

/** SKUs of Azure Marketplace offers whose names restrict their SKUs. */
const skusOfOffers = [
  [/^canonical ubuntuserver$/, /^1[4-9][._]/],
  [/^canonical 0001-com-ubuntu-server-focal$/, /^20_04/],
  [/^canonical 0001-com-ubuntu-server-jammy$/, /^22_04/],
  [/^microsoft-azure-batch ubuntu-server-container$/, /^(?:16|18|20)-04-lts/],
  [/^microsoftwindowsserver windowsserver$/, /^(?:20\d\d|datacenter-core)/],
] as const;
const publishers =
  /^(?:canonical|debian|microsoftwindowsserver|microsoft-(?:dsvm|azure-batch|windows)|almalinux|ciq|redhat|oracle|openlogic|resf)$/i;
const offersOfReleases = [
  [/^20[._-]?04/, '0001-com-ubuntu-server-focal'],
  [/^22[._-]?04/, '0001-com-ubuntu-server-jammy'],
  [/^24[._-]?04/, 'ubuntu-24_04-lts'],
] as const;

function checkSku(node: DefinitionNode): readonly DefinitionFinding[] {
  const [publisher = '', offer = '', sku = ''] = ['publisher', 'offer', 'sku'].map((name) => findString(node, name));
  const named = findGiven(node, 'publisher');
  if (named !== undefined && publishers.test(offer) && !publishers.test(publisher)) {
    const message = l10n.t('"{offer}" is a publisher. Exchange it with "{publisher}".', { offer, publisher });
    return [toFinding(named, 'unknown-image', message)];
  }
  const known = skusOfOffers.find(([form]) => form.test(`${publisher} ${offer}`.toLowerCase()));
  const value = findGiven(node, 'sku');
  if (value === undefined || known?.[1].test(sku.toLowerCase()) !== false || isPutInLater(sku)) return [];
  const other = offersOfReleases.find(([form]) => form.test(sku))?.[1];
  const message =
    other === undefined
      ? l10n.t('The offer {offer} has no image {sku}.', { offer, sku })
      : l10n.t('The offer {offer} has no image {sku}. This release is in the offer {other} of Canonical.', {
          offer,
          sku,
          other,
        });
  return [toFinding(value, 'unknown-image', message)];
}

/** Matches IDs of the user's own images: images in a gallery, or the older managed images. */
const imageId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/(?:galleries\/[^/]+\/images\/[^/]+(?:\/versions\/[^/]+)?|images\/[^/]+)\/?$/i;

function checkImageId(node: DefinitionNode | undefined): readonly DefinitionFinding[] {
  if (node?.type !== 'string') return [];
  const text = String(node.value).trim();
  if (text === '' || isPutInLater(text) || imageId.test(text)) return [];
  const message = l10n.t(
    'The service expects a resource ID of the form {0} here.',
    '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/galleries/{gallery}/images/{image}/versions/{version}',
  );
  return [toFinding(node, 'resource-id', message)];
}

/** Checks for a size that Azure is retiring or doesn't have. */
export function checkSize(node: DefinitionNode, { now }: RuleContext): readonly DefinitionFinding[] {
  const size = findGiven(node, 'vmSize');
  if (size === undefined) return [];
  const name = findString(node, 'vmSize') ?? '';
  const end = findEndOfSize(name);
  const isGone = end !== undefined && judgeEnd(end, now) === 'over';
  // Cloud services had their own sizes.
  const isOther = name === '' || isPutInLater(name) || findGiven(node, 'cloudServiceConfiguration') !== undefined;
  const unknown = isOther || isGone ? undefined : findUnknownSize(name);
  return unknown === undefined ? toEndFindings(size, end, now) : [toUnknownSize(size, name, unknown)];
}

function toUnknownSize(size: DefinitionNode, name: string, { isMisspelt, meant }: UnknownSize): DefinitionFinding {
  if (isMisspelt) {
    const message =
      meant === undefined
        ? // A text that resembles no size may be anything, even a secret.
          l10n.t('No VM size has this name. An example is {0}.', 'Standard_D4s_v5')
        : l10n.t('No VM size is called {name}. Did you mean {meant}?', { name, meant });
    return toFinding(size, 'unknown-size', message, toChange(size, meant));
  }
  const day = formatEndDay(listedOn) ?? '';
  const message =
    meant === undefined
      ? l10n.t('No VM size had this name on {0}. It may be newer, or misspelt.', day)
      : l10n.t('No VM size had this name on {day}. It may be newer, or did you mean {meant}?', { day, meant });
  return toFinding(size, 'unlisted-size', message, toChange(size, meant));
}

/** Checks that a size, its image, and its security type fit together; otherwise, no node can be allocated. */
export function checkGeneration(node: DefinitionNode): readonly DefinitionFinding[] {
  const size = findGiven(node, 'vmSize');
  const machine = findGiven(node, 'virtualMachineConfiguration');
  if (size === undefined || machine?.type !== 'object') return [];
  const name = String(size.value);
  const image = readImage(machine);
  const security = findString(machine, 'securityProfile', 'securityType') ?? '';
  const [wanted, given] = [findOnlyGeneration(name), findImageGeneration(image)];
  const isForOther = hasArm(name) && /^[a-z]/.test(image) && !/arm|aarch|-gb/.test(image);
  const problems = [
    [
      isForOther,
      l10n.t("{0} has Arm processors, for which the image isn't. Use an image for Arm, or another size.", name),
    ],
    [
      !isForOther && wanted !== undefined && given !== undefined && wanted !== given,
      l10n.t(
        'This VM size starts only images of generation {wanted}, but the image is of generation {given}: the pool would get no nodes. Use an image of generation {wanted}, or another size.',
        { wanted: wanted ?? '', given: given ?? '' },
      ),
    ],
    [
      security !== '' && !isPutInLater(security) && given === 1 && wanted !== 2,
      l10n.t('"{0}" needs an image of generation 2, but this one is of generation 1.', 'securityType'),
    ],
    [
      isConfidential(name) && !isPutInLater(security) && !isSame(security, 'confidentialVM'),
      l10n.t('{0} starts only confidential VMs: set "securityType" (in "securityProfile") to "confidentialVM".', name),
    ],
  ] as const;
  return problems.flatMap(([isWrong, message]) => (isWrong ? [toFinding(size, 'generation-mismatch', message)] : []));
}

/** Disk sizes of images, in gigabytes (Azure documentation: "Expand virtual hard disks"). */
const imageDisks = [
  [/^microsoftwindowsserver windowsserver (?!.*smalldisk)/, 127],
  [/^canonical /, 30],
] as const;

/** Checks that the size supports the pool's disks. */
export function checkDisks(node: DefinitionNode): readonly DefinitionFinding[] {
  const size = findString(node, 'vmSize') ?? '';
  const machine = findGiven(node, 'virtualMachineConfiguration');
  const types = [find(machine, 'osDisk'), ...listItems(find(machine, 'dataDisks'))].map(
    (disk) => find(disk, 'managedDisk', 'storageAccountType') ?? find(disk, 'storageAccountType'),
  );
  const premium = types.filter((type) => isSame(String(type?.value), 'premium_lrs') && !hasPremiumStorage(size));
  const ephemeral = find(machine, 'osDisk', 'ephemeralOSDiskSettings', 'placement');
  const cached = hasDiskCache(size) ? undefined : ephemeral;
  if (ephemeral !== undefined && Number(find(node, 'targetLowPriorityNodes')?.value) > 0) {
    const message = l10n.t("Spot nodes can't have an ephemeral operating system disk. Use dedicated nodes alone.");
    return [toFinding(ephemeral, 'disk-mismatch', message)];
  }
  const own = find(machine, 'osDisk', 'diskSizeGB');
  const least = imageDisks.find(([image]) => machine && image.test(readImage(machine)))?.[1] ?? 0;
  if (own?.type === 'number' && Number(own.value) < least) {
    const message = l10n.t("The image's disk has {0} GB, and the nodes' disks can't be smaller.", least);
    return [toFinding(own, 'disk-mismatch', message)];
  }
  return [...premium, cached].flatMap((disk) => {
    if (disk === undefined) return [];
    const message =
      disk === cached
        ? l10n.t(
            "{0} has no cache that an operating system's disk could be placed in: the pool would get no nodes.",
            size,
          )
        : l10n.t(
            "{0} doesn't support premium storage: the pool would get no nodes. Use a size with s behind its number.",
            size,
          );
    return [toFinding(disk, 'disk-mismatch', message)];
  });
}

/** Checks for more than 4 task slots per core (Batch documentation: "Pool - Add"). */
export function checkSlots(node: DefinitionNode): readonly DefinitionFinding[] {
  const slots = findGiven(node, 'taskSlotsPerNode');
  const cores = findCores(findString(node, 'vmSize'));
  if (cores === undefined || slots?.type !== 'number') return [];
  const most = 4 * cores;
  // The table already limits all sizes to 256 slots.
  if (most >= 256 || Number(slots.value) <= most) return [];
  const message = l10n.t(
    'A node of this VM size can have at most {most} task slots: 4 for each of its {cores} cores.',
    {
      most,
      cores,
    },
  );
  return [toFinding(slots, 'slots-per-node', message)];
}

const retired = { image: 'retired-image', vmSize: 'retired-size', communication: 'retired-feature' } as const;

export function toEndFindings(
  node: DefinitionNode,
  end: EndOfSupport | undefined,
  now: number,
): readonly DefinitionFinding[] {
  const nearness = end === undefined ? undefined : judgeEnd(end, now);
  if (end === undefined || nearness === undefined) return [];
  const code = { over: retired[end.kind], soon: 'support-ends-soon', later: 'support-ends' } as const;
  return [toFinding(node, code[nearness], describeEnd(end, now))];
}

/** Returns the publisher, offer, and SKU of an image in lowercase. */
export function readImage(machine: DefinitionNode): string {
  return readImageNames(machine)
    .map((name) => name ?? '')
    .join(' ')
    .toLowerCase();
}

function readImageNames(machine: DefinitionNode): readonly (string | undefined)[] {
  return ['publisher', 'offer', 'sku'].map((name) => findString(machine, 'imageReference', name));
}
