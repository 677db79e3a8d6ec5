import type { WireObject } from '../state/wire.ts';

/** Images nodes can be made of, with the node agent that fits: a few that people use, not the service's whole list. */
export const supportedImages: readonly WireObject[] = [
  linux('batch.node.ubuntu 24.04', 'canonical', 'ubuntu-24_04-lts', 'server'),
  linux('batch.node.ubuntu 24.04', 'canonical', 'ubuntu-24_04-lts', 'server-gen1'),
  linux('batch.node.ubuntu 22.04', 'canonical', '0001-com-ubuntu-server-jammy', '22_04-lts'),
  linux('batch.node.ubuntu 22.04', 'canonical', '0001-com-ubuntu-server-jammy', '22_04-lts-gen2'),
  linux('batch.node.ubuntu 20.04', 'canonical', '0001-com-ubuntu-server-focal', '20_04-lts'),
  linux('batch.node.ubuntu 20.04', 'canonical', '0001-com-ubuntu-server-focal', '20_04-lts-gen2'),
  linux('batch.node.ubuntu 18.04', 'canonical', 'ubuntuserver', '18.04-lts'),
  linux('batch.node.ubuntu 22.04', 'microsoft-dsvm', 'ubuntu-hpc', '2204', [
    'DockerCompatible',
    'NvidiaTeslaDriverInstalled',
  ]),
  linux('batch.node.ubuntu 20.04', 'microsoft-azure-batch', 'ubuntu-server-container', '20-04-lts', [
    'DockerCompatible',
  ]),
  linux('batch.node.debian 12', 'debian', 'debian-12', '12'),
  linux('batch.node.debian 11', 'debian', 'debian-11', '11'),
  linux('batch.node.debian 10', 'debian', 'debian-10', '10'),
  linux('batch.node.el 9', 'almalinux', 'almalinux-x86_64', '9-gen2'),
  linux('batch.node.el 8', 'almalinux', 'almalinux', '8-gen2'),
  windows('MicrosoftWindowsServer', 'WindowsServer', '2022-datacenter'),
  windows('MicrosoftWindowsServer', 'WindowsServer', '2022-datacenter-azure-edition'),
  windows('MicrosoftWindowsServer', 'WindowsServer', '2019-datacenter'),
  windows('MicrosoftWindowsServer', 'WindowsServer', '2019-datacenter-smalldisk'),
  windows('MicrosoftWindowsServer', 'WindowsServer', '2019-datacenter-with-containers'),
  windows('MicrosoftWindowsServer', 'WindowsServer', '2016-datacenter'),
  windows('MicrosoftWindowsServer', 'WindowsServer', '2016-datacenter-smalldisk'),
  windows('MicrosoftWindowsServer', 'WindowsServer', '2022-datacenter-core-smalldisk'),
];

function linux(
  agent: string,
  publisher: string,
  offer: string,
  sku: string,
  capabilities: readonly string[] = [],
): WireObject {
  return image(agent, publisher, offer, sku, 'linux', capabilities);
}

function windows(publisher: string, offer: string, sku: string): WireObject {
  return image('batch.node.windows amd64', publisher, offer, sku, 'windows', []);
}

function image(
  nodeAgentSKUId: string,
  publisher: string,
  offer: string,
  sku: string,
  osType: 'linux' | 'windows',
  capabilities: readonly string[],
): WireObject {
  return {
    nodeAgentSKUId,
    imageReference: { publisher, offer, sku, version: 'latest' },
    osType,
    ...(capabilities.length > 0 ? { capabilities } : {}),
    verificationType: 'verified',
  };
}
