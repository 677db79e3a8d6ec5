import * as l10n from '@vscode/l10n';
import type { Offer, SupportedImage } from '../model/offer.ts';
import type { ImageReference, Pool } from '../model/pool.ts';
import { dayMs } from '../words/durations.ts';
import { formatDate } from '../words/times.ts';

/** Part of a pool that Batch or Azure will stop supporting, or has stopped supporting, on a certain day. */
export interface EndOfSupport {
  readonly kind: 'image' | 'vmSize' | 'communication';
  /** Part that ends, as in the definition: `batch.node.ubuntu 22.04`, `Standard_NV12s_v3`. */
  readonly name: string;
  /** Last day of support, as ISO 8601; undefined if support has ended and the day is unknown. */
  readonly day: string | undefined;
  /** Replacement, if one was announced. */
  readonly instead: string | undefined;
}

/** Properties of a pool or its definition that describe its nodes. */
export type Machine = Pick<
  Pool,
  'vmSize' | 'virtualMachineConfiguration' | 'targetNodeCommunicationMode' | 'currentNodeCommunicationMode'
>;

/** An announced end of support: pattern in lowercase, last day, and replacement. */
type Announced = readonly [match: RegExp, day: string | undefined, instead?: string];

/**
 * Announced ends of support by node agent, from https://github.com/Azure/Batch/labels/retirement (the number of each
 * notice is at the end of its line).
 */
const agents: readonly Announced[] = [
  [/^batch\.node\.ubuntu 14\.04$/, '2019-08-01', 'batch.node.ubuntu 24.04'], // 61
  [/^batch\.node\.ubuntu 16\.04$/, '2021-05-21', 'batch.node.ubuntu 24.04'], // 106
  [/^batch\.node\.ubuntu 18\.04$/, '2024-12-31', 'batch.node.ubuntu 24.04'], // 180
  [/^batch\.node\.ubuntu 20\.04$/, '2025-04-23', 'batch.node.ubuntu 24.04'], // 174
  [/^batch\.node\.ubuntu 22\.04$/, '2027-06-30', 'batch.node.ubuntu 24.04'], // 200
  [/^batch\.node\.centos 7$/, '2024-06-30', 'batch.node.el 9'], // 169
  [/^batch\.node\.centos 8$/, '2021-12-31', 'batch.node.el 9'], // 119
  [/^batch\.node\.debian (?:8|9|10)$/, '2024-12-31', 'batch.node.debian 12'], // 180
  [/^batch\.node\.mariner 2\.0$/, '2025-07-30', 'batch.node.azurelinux 3.0'], // 188
];

/** Announced in the same place, by publisher, offer, and SKU, for images whose node agent remains supported. */
const images: readonly Announced[] = [
  [/^almalinux almalinux 8/, '2024-12-29', 'almalinux-x86_64'], // 181
  [/^microsoftwindowsserver windowsserver 2008/, undefined, '2022-datacenter'], // 140
  [/^microsoftwindowsserver windowsserver 2012/, '2024-12-05', '2022-datacenter'], // 179
  [/^microsoftwindowsserver windowsserver 2016/, '2027-01-12', '2022-datacenter'], // 197
];

/**
 * Announced ends of support by VM size. Azure documentation: "VM size series retirements, capacity growth restrictions,
 * and modernization guidance"; for series no longer listed there, their own migration guides.
 */
const sizes: readonly Announced[] = [
  [/^(?:basic|standard)_a\d+$/, '2024-08-31', 'Ddsv5'],
  [/^standard_a\d+m?_v2$/, '2028-11-15', 'Ddsv5'],
  [/^standard_ds?\d+(?:-\d+)?(?:_v2)?(?:_promo)?$/, '2028-05-01', 'Ddsv5'],
  [/^standard_ds?\d+s?_v3$/, '2029-11-15', 'Ddsv5'],
  [/^standard_e\d+(?:-\d+)?i?s?_v3$/, '2029-11-15', 'Edsv5'],
  [/^standard_b\d+[a-z]*$/, '2028-11-15', 'Bsv2'],
  [/^standard_f\d+s?(?:_v2)?$/, '2028-11-15', 'Ddsv5'],
  [/^standard_gs?\d+(?:-\d+)?$/, '2028-11-15', 'Edsv5'],
  [/^standard_m192id?m?s_v2$/, '2027-03-31'],
  [/^standard_l\d+s$/, '2028-05-01', 'Lsv3'],
  [/^standard_l\d+s_v2$/, '2028-11-15', 'Lsv3'],
  [/^standard_dc\d+s_v2$/, '2026-06-30'],
  [/^standard_dc\d+d?s_v3$/, '2029-10-31'],
  [/^standard_[de]c\d+ad?s_cc_v5$/, '2026-09-01'],
  [/^standard_nc\d+r?(?:_promo)?$/, '2023-09-06', 'NC A100 v4'],
  [/^standard_nc\d+r?s_v2$/, '2023-09-06', 'NC A100 v4'],
  [/^standard_nc\d+r?s_v3$/, '2025-09-30', 'NC A100 v4'],
  [/^standard_nd\d+r?s$/, '2023-09-06', 'ND A100 v4'],
  [/^standard_nv\d+(?:_promo)?$/, '2023-09-06', 'NVads A10 v5'],
  [/^standard_nv\d+s_v3$/, '2026-09-30', 'NVads A10 v5'],
  [/^standard_nv\d+as_v4$/, '2026-09-30', 'NVads A10 v5'],
  [/^standard_np\d+s$/, '2027-05-31'],
  [/^standard_hc\d+(?:-\d+)?rs$/, '2027-05-31', 'HBv3'],
  [/^standard_hb\d+(?:-\d+)?rs_v2$/, '2027-05-31', 'HBv4'],
];

/** Announced in "Migrate Batch pools to the simplified compute node communication model" (Batch documentation). */
const communicationModes: readonly Announced[] = [[/^classic$/, '2026-03-31', 'simplified']];

/** Properties that no API version accepts any longer (Batch documentation: the migration guides of these features). */
export const retiredProperties: ReadonlyMap<string, Pick<EndOfSupport, 'day' | 'instead'>> = new Map([
  ['cloudServiceConfiguration', { day: '2024-02-29', instead: 'virtualMachineConfiguration' }],
  ['certificateReferences', { day: '2024-02-29', instead: 'Azure Key Vault' }],
  ['applicationLicenses', { day: '2024-02-29', instead: '' }],
]);

/** First API version that is not being retired; the end of older ones has no date yet (Azure/Batch, notice 140). */
export const firstLastingVersion = '2025-06-01';

/** Remaining time in milliseconds that is enough to migrate a pool, but short enough that it is time to start. */
const soonMs = 180 * dayMs;
/** Remaining time in milliseconds above which ends of support are not reported. */
const horizonMs = 2 * 365 * dayMs;

export type Nearness = 'over' | 'soon' | 'later';

/** Classifies how near an end of support is; undefined if it is too far away to report. */
export function judgeEnd({ day }: Pick<EndOfSupport, 'day'>, now: Date | number): Nearness | undefined {
  if (day === undefined) return 'over';
  // Support includes the day itself.
  const leftMs = Date.parse(day) + dayMs - Number(now);
  if (leftMs <= 0) return 'over';
  if (leftMs <= soonMs) return 'soon';
  return leftMs <= horizonMs ? 'later' : undefined;
}

/**
 * Lists the parts of a pool whose support ends within two years or has ended, earliest first. Batch's own data about
 * its offer, if it was read, takes precedence over announcements.
 */
export function listEndsOfSupport(machine: Machine, now: Date | number, offer: Offer = {}): readonly EndOfSupport[] {
  const { vmSize, virtualMachineConfiguration, targetNodeCommunicationMode, currentNodeCommunicationMode } = machine;
  const ends = [
    findEndOfImage(virtualMachineConfiguration, offer),
    findEndOfSize(vmSize, offer),
    findEndOfMode(targetNodeCommunicationMode) ?? findEndOfMode(currentNodeCommunicationMode),
  ];
  return ends
    .filter((end) => end !== undefined)
    .filter((end) => judgeEnd(end, now) !== undefined)
    .sort((one, other) => (one.day ?? '').localeCompare(other.day ?? ''));
}

/** Finds the end of support of an image, or of its node agent. */
export function findEndOfImage(
  machine: Machine['virtualMachineConfiguration'],
  { images: supported }: Offer = {},
): EndOfSupport | undefined {
  const { nodeAgentSKUId: agent = '', imageReference = {} } = machine ?? {};
  const announced =
    findAnnounced('image', agent, agents) ?? findAnnounced('image', toImageName(imageReference), images);
  const day = findDayOfService(agent, imageReference, supported);
  if (day === undefined) return announced;
  return { kind: 'image', name: toImageName(imageReference) || agent, instead: undefined, ...announced, day };
}

export function findEndOfSize(vmSize = '', { sizes: supported = [] }: Offer = {}): EndOfSupport | undefined {
  const announced = findAnnounced('vmSize', vmSize, sizes);
  const listed = supported.find(({ name }) => name.toLowerCase() === vmSize.toLowerCase());
  const day = listed?.batchSupportEndOfLife;
  return day === undefined ? announced : { kind: 'vmSize', name: vmSize, instead: undefined, ...announced, day };
}

export function findEndOfMode(mode = ''): EndOfSupport | undefined {
  return findAnnounced('communication', mode, communicationModes);
}

function findAnnounced(
  kind: EndOfSupport['kind'],
  name: string,
  table: readonly Announced[],
): EndOfSupport | undefined {
  const found = table.find(([match]) => match.test(name.toLowerCase()));
  return found && { kind, name, day: found[1], instead: found[2] };
}

/**
 * Returns the day that the service gives for an image; for a user's own image, the last day that the service gives for
 * the node agent.
 */
function findDayOfService(
  agent: string,
  image: ImageReference,
  supported: readonly SupportedImage[] = [],
): string | undefined {
  const ofAgent = supported.filter(({ nodeAgentSKUId }) => nodeAgentSKUId.toLowerCase() === agent.toLowerCase());
  const name = toImageName(image).toLowerCase();
  const alike = ofAgent.filter(({ imageReference }) => toImageName(imageReference).toLowerCase() === name);
  const days = (name === '' ? ofAgent : alike).map(({ batchSupportEndOfLife }) => batchSupportEndOfLife);
  // If one image of the agent has no end, the agent itself has none.
  return days.includes(undefined) ? undefined : days.sort().at(-1);
}

/** Returns publisher, offer, and SKU, separated by spaces; empty for a user's own image. */
export function toImageName({ publisher, offer, sku }: ImageReference): string {
  return publisher === undefined || offer === undefined || sku === undefined ? '' : `${publisher} ${offer} ${sku}`;
}

/** Describes in sentences what ends, when, and what to use instead. */
export function describeEnd(end: EndOfSupport, now: Date | number): string {
  return `${describeDay(end, judgeEnd(end, now) === 'over')} ${describeInstead(end)}`;
}

function describeDay({ kind, name, day }: EndOfSupport, isOver: boolean): string {
  const date = formatEndDay(day);
  switch (kind) {
    case 'image':
      if (date === undefined)
        return l10n.t('Batch no longer supports {0}, so it may refuse new nodes and remove existing ones.', name);
      return isOver
        ? l10n.t('Batch has not supported {name} since {date}, so it may refuse new nodes and remove existing ones.', {
            name,
            date,
          })
        : l10n.t('Batch supports {name} until {date}. After that, it may refuse new nodes and remove existing ones.', {
            name,
            date,
          });
    case 'vmSize':
      return isOver
        ? l10n.t('Azure retired VM size {name} on {date} and no longer provides nodes of this size.', {
            name,
            date: date ?? '',
          })
        : l10n.t('Azure retires VM size {name} on {date} and stops any remaining nodes.', { name, date: date ?? '' });
    case 'communication':
      return isOver
        ? l10n.t('Batch retired the communication mode "{name}" on {date}.', { name, date: date ?? '' })
        : l10n.t('Batch retires the communication mode "{name}" on {date}.', { name, date: date ?? '' });
  }
}

function describeInstead({ kind, instead }: EndOfSupport): string {
  if (kind === 'communication') return l10n.t('Use "simplified", the only mode left.');
  if (kind === 'vmSize')
    return instead === undefined
      ? l10n.t('Use a size from a newer series.')
      : l10n.t('Use a size from a newer series, such as {0}.', instead);
  return instead === undefined
    ? l10n.t('Use a newer image.')
    : l10n.t('Use a newer image, such as one for {0}.', instead);
}

/** Formats a calendar day, which is the same in all time zones. */
export function formatEndDay(day: string | undefined): string | undefined {
  return day === undefined ? undefined : formatDate(Date.parse(day), 'UTC');
}
