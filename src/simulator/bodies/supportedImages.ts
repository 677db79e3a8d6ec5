import type { WireObject } from '../state/wire.ts';

const windowsAgent = 'batch.node.windows amd64';

/** Additional capabilities of images. The service lists the most important ones. */
const containers = ['DockerCompatible'];
const highPerformance = ['DockerCompatible', 'NvidiaTeslaDriverInstalled'];

interface Published {
  readonly agent: string;
  readonly publisher: string;
  readonly offer: string;
  readonly skus: readonly string[];
  readonly capabilities?: readonly string[];
  /** End of the service's support for pools with this image. */
  readonly endOfLife?: string;
}

/** Announced for the node agent of Ubuntu 22.04: Batch support ends after June 2027. */
const endOfJammy = '2027-06-30T00:00:00Z';

/**
 * Marketplace images that pools use as of late 2026, by matching node agent. Not the service's complete list, which
 * differs by region and changes from month to month; others are added by name (`--image`).
 */
const published: readonly Published[] = [
  {
    agent: 'batch.node.ubuntu 24.04',
    publisher: 'canonical',
    offer: 'ubuntu-24_04-lts',
    skus: ['server', 'server-gen1'],
  },
  { agent: 'batch.node.ubuntu 24.04-arm64', publisher: 'canonical', offer: 'ubuntu-24_04-lts', skus: ['server-arm64'] },
  {
    agent: 'batch.node.ubuntu 24.04',
    publisher: 'microsoft-dsvm',
    offer: 'ubuntu-hpc',
    skus: ['2404'],
    capabilities: highPerformance,
  },
  {
    agent: 'batch.node.ubuntu 22.04',
    publisher: 'canonical',
    offer: '0001-com-ubuntu-server-jammy',
    skus: ['22_04-lts', '22_04-lts-gen2'],
    endOfLife: endOfJammy,
  },
  {
    agent: 'batch.node.ubuntu 22.04',
    publisher: 'microsoft-dsvm',
    offer: 'ubuntu-hpc',
    skus: ['2204'],
    capabilities: highPerformance,
    endOfLife: endOfJammy,
  },
  {
    agent: 'batch.node.ubuntu 22.04',
    publisher: 'microsoft-dsvm',
    offer: 'ubuntu-2204',
    skus: ['2204-gen2'],
    endOfLife: endOfJammy,
  },
  {
    agent: 'batch.node.ubuntu 20.04',
    publisher: 'canonical',
    offer: '0001-com-ubuntu-server-focal',
    skus: ['20_04-lts', '20_04-lts-gen2'],
  },
  {
    agent: 'batch.node.ubuntu 20.04',
    publisher: 'microsoft-azure-batch',
    offer: 'ubuntu-server-container',
    skus: ['20-04-lts'],
    capabilities: containers,
  },
  {
    agent: 'batch.node.ubuntu 20.04',
    publisher: 'microsoft-dsvm',
    offer: 'ubuntu-hpc',
    skus: ['2004'],
    capabilities: highPerformance,
  },
  { agent: 'batch.node.debian 12', publisher: 'debian', offer: 'debian-12', skus: ['12', '12-gen2'] },
  { agent: 'batch.node.debian 11', publisher: 'debian', offer: 'debian-11', skus: ['11', '11-gen2'] },
  { agent: 'batch.node.el 9', publisher: 'almalinux', offer: 'almalinux-x86_64', skus: ['9-gen1', '9-gen2'] },
  { agent: 'batch.node.el 9', publisher: 'resf', offer: 'rockylinux-x86_64', skus: ['9-base'] },
  { agent: 'batch.node.el 8', publisher: 'almalinux', offer: 'almalinux-x86_64', skus: ['8-gen1', '8-gen2'] },
  { agent: 'batch.node.el 8', publisher: 'almalinux', offer: 'almalinux', skus: ['8-gen2'] },
  {
    agent: 'batch.node.el 8',
    publisher: 'almalinux',
    offer: 'almalinux-hpc',
    skus: ['8_7-hpc-gen1', '8_7-hpc-gen2'],
    capabilities: highPerformance,
  },
  { agent: 'batch.node.el 8', publisher: 'resf', offer: 'rockylinux-x86_64', skus: ['8-base'] },
  {
    agent: windowsAgent,
    publisher: 'MicrosoftWindowsServer',
    offer: 'WindowsServer',
    skus: [
      '2016-datacenter',
      '2016-datacenter-gensecond',
      '2016-datacenter-smalldisk',
      '2016-datacenter-smalldisk-g2',
      '2019-datacenter',
      '2019-datacenter-core',
      '2019-datacenter-core-g2',
      '2019-datacenter-core-smalldisk',
      '2019-datacenter-gensecond',
      '2019-datacenter-smalldisk',
      '2019-datacenter-smalldisk-g2',
      '2022-datacenter',
      '2022-datacenter-azure-edition',
      '2022-datacenter-azure-edition-core',
      '2022-datacenter-azure-edition-core-smalldisk',
      '2022-datacenter-azure-edition-smalldisk',
      '2022-datacenter-core',
      '2022-datacenter-core-g2',
      '2022-datacenter-core-smalldisk',
      '2022-datacenter-core-smalldisk-g2',
      '2022-datacenter-g2',
      '2022-datacenter-smalldisk',
      '2022-datacenter-smalldisk-g2',
      '2025-datacenter',
      '2025-datacenter-azure-edition',
      '2025-datacenter-core',
      '2025-datacenter-g2',
      '2025-datacenter-smalldisk',
    ],
  },
  {
    agent: windowsAgent,
    publisher: 'MicrosoftWindowsServer',
    offer: 'WindowsServer',
    skus: [
      '2016-datacenter-with-containers',
      '2019-datacenter-with-containers',
      '2019-datacenter-with-containers-g2',
      '2019-datacenter-with-containers-smalldisk',
    ],
    capabilities: containers,
  },
  { agent: windowsAgent, publisher: 'microsoft-dsvm', offer: 'dsvm-win-2019', skus: ['winserver-2019'] },
  { agent: windowsAgent, publisher: 'microsoft-dsvm', offer: 'dsvm-win-2022', skus: ['winserver-2022'] },
];

/** The images in the service's format. */
export const supportedImages: readonly WireObject[] = published.flatMap(({ skus, ...rest }) =>
  skus.map((sku) => toImage({ ...rest, sku })),
);

interface Named extends Omit<Published, 'skus'> {
  readonly sku: string;
}

function toImage(
  { agent, publisher, offer, sku, capabilities, endOfLife }: Named,
  verificationType = 'verified',
): WireObject {
  return {
    nodeAgentSKUId: agent,
    imageReference: { publisher, offer, sku, version: 'latest' },
    osType: /windows/i.test(agent) ? 'windows' : 'linux',
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(endOfLife === undefined ? {} : { batchSupportEndOfLife: endOfLife }),
    verificationType,
  };
}

/** Parses an image's name, `publisher/offer/sku` or `publisher/offer/sku=agent`; undefined if it isn't a name. */
export function parseImage(text: string): WireObject | undefined {
  const [, publisher, offer, sku, agent] = /^([^/=\s]+)\/([^/=\s]+)\/([^/=\s]+)(?:=(\S.*))?$/.exec(text.trim()) ?? [];
  if (publisher === undefined || offer === undefined || sku === undefined) return undefined;
  return toImage({ publisher, offer, sku, agent: agent ?? guessAgent(publisher, offer, sku) }, 'unverified');
}

/** Guesses the node agent SKU of an image from its names. */
function guessAgent(publisher: string, offer: string, sku: string): string {
  const names = `${publisher} ${offer} ${sku}`.toLowerCase();
  if (/windows|dsvm-win/.test(names)) return windowsAgent;
  const [, major = '24', minor = '04'] = /(2[0-9])[._-]?(04)/.exec(names) ?? [];
  if (/debian/.test(names)) return `batch.node.debian ${/(\d+)/.exec(sku)?.[1] ?? '12'}`;
  if (/alma|rocky|rhel|oracle|centos/.test(names)) return `batch.node.el ${/^\D*(\d)/.exec(sku)?.[1] ?? '9'}`;
  return `batch.node.ubuntu ${major}.${minor}`;
}
