import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { suggest } from '../../text/suggest.ts';

export type OperatingSystem = 'linux' | 'windows';

/**
 * Finds the operating system of a node, based on the image of its pool, or on the folder of a task; undefined if
 * neither shows it.
 */
export function findOperatingSystem(pool: Pool | undefined, task?: Task): OperatingSystem | undefined {
  const configuration = pool?.virtualMachineConfiguration;
  const image =
    `${configuration?.nodeAgentSKUId ?? ''} ${configuration?.imageReference?.publisher ?? ''}`.toLowerCase();
  if (image.includes('windows')) return 'windows';
  if (image.trim() !== '') return 'linux';
  const folder = task?.nodeInfo?.taskRootDirectory ?? '';
  if (folder.includes('\\')) return 'windows';
  return folder.includes('/') ? 'linux' : undefined;
}

const systems = [
  'ubuntu',
  'centos',
  'debian',
  'windows',
  'almalinux',
  'rocky',
  'mariner',
  'azurelinux',
  'sles',
  'rhel',
] as const;

interface AgentMismatch {
  readonly agent: string;
  readonly image: string;
}

/**
 * Finds a mismatch between a node agent SKU and the names of an image (publisher, offer, SKU); undefined if there is no
 * visible one.
 */
export function findAgentMismatch(agentSku: string, imageWords: string): AgentMismatch | undefined {
  const [agent, image] = [agentSku.toLowerCase(), imageWords.toLowerCase()];
  const agentSystem = agent.startsWith('batch.node.el ') ? 'el' : systems.find((system) => agent.includes(system));
  const imageSystem = systems.find((system) => image.includes(system));
  if (agentSystem === undefined || imageSystem === undefined) return undefined;
  if (agentSystem !== imageSystem && !areRelated(imageSystem, agentSystem))
    return { agent: agentSystem, image: imageSystem };
  const [agentRelease, imageRelease] = [findRelease(agentSystem, agent), findRelease(agentSystem, image)];
  if (agentRelease === undefined || imageRelease === undefined || agentRelease === imageRelease) return undefined;
  const isUbuntu = agentSystem === 'ubuntu';
  return {
    agent: `${isUbuntu ? 'Ubuntu' : agentSystem} ${agentRelease}`,
    image: `${isUbuntu ? 'Ubuntu' : imageSystem} ${imageRelease}`,
  };
}

/**
 * Finds the release of `system` in the names of an image or a node agent; undefined for systems whose names do not
 * contain it.
 */
function findRelease(system: string, words: string): string | undefined {
  switch (system) {
    case 'ubuntu':
      return findUbuntuRelease(words);
    case 'debian':
      return /\bdebian[- ](\d{1,2})\b/.exec(words)?.[1];
    case 'el':
      // SKUs begin with the release: `8-gen2`, `8_7-hpc-gen2`, `9`.
      return /\b(?:el|x86_64|hpc) (\d{1,2})(?=[-_.]|$)/.exec(words)?.[1];
    default:
      return undefined;
  }
}

/** Finds the release of an image or a node agent: `22_04-lts`, `2204`, `batch.node.ubuntu 22.04`. */
function findUbuntuRelease(name: string): string | undefined {
  if (!name.includes('ubuntu')) return undefined;
  const year = /(?<!\d)([12]\d)[._-]?04(?!\d)/.exec(name)?.[1];
  return year === undefined ? undefined : `${year}.04`;
}

/** Checks whether systems belong to the family that shares the node agent for CentOS and EL. */
function areRelated(one: string, other: string): boolean {
  const enterprise = ['centos', 'almalinux', 'rocky', 'rhel', 'el'];
  return enterprise.includes(one) && enterprise.includes(other);
}

/** Images whose SKU doesn't name their generation. */
const unnamedGenerations: readonly (readonly [words: RegExp, generation: 1 | 2])[] = [
  [/^microsoft-azure-batch (?:ubuntu-server|centos)-container/, 1],
  [/^canonical 0001-com-ubuntu-server-\w+ \d\d_04-lts$/, 1],
  [/^canonical ubuntu-2\d_04-lts server$/, 2],
  [/^microsoftwindowsserver windowsserver 20\d\d-datacenter-azure-edition/, 2],
];

/** Finds the generation of an image in its names (publisher, offer, SKU); undefined if they do not contain it. */
export function findImageGeneration(imageWords: string): 1 | 2 | undefined {
  const words = imageWords.toLowerCase();
  if (/[-_](?:g2|gen2|gensecond|gen-2)(?![a-z\d])/.test(words)) return 2;
  if (/[-_]gen-?1(?![a-z\d])/.test(words)) return 1;
  return unnamedGenerations.find(([form]) => form.test(words))?.[1];
}

const agents = [
  ...['16.04', '18.04', '20.04', '22.04', '24.04'].map((release) => `batch.node.ubuntu ${release}`),
  ...['7', '8'].map((release) => `batch.node.centos ${release}`),
  ...['8', '9'].map((release) => `batch.node.el ${release}`),
  ...['10', '11', '12'].map((release) => `batch.node.debian ${release}`),
  'batch.node.mariner 2.0',
  'batch.node.azurelinux 3.0',
  'batch.node.opensuse 42.3',
  'batch.node.sles 15',
  'batch.node.windows amd64',
];

/** Patterns of each system's releases, including future releases. */
const releases: Readonly<Record<string, RegExp>> = {
  ubuntu: /^\d[02468]\.04$/,
  centos: /^\d$/,
  el: /^\d{1,2}$/,
  debian: /^\d{1,2}$/,
  mariner: /^\d\.\d$/,
  azurelinux: /^\d\.\d$/,
  windows: /^(?:amd64|arm64)$/,
};

/** Finds the node agent most similar to one that can't exist; undefined for known agents and unknown systems. */
export function findUnknownAgent(agentSku: string): { readonly meant: string | undefined } | undefined {
  const name = agentSku.toLowerCase();
  const [, system = '', release = ''] = /^batch\.node\.([a-z]+) (\S+)$/.exec(name) ?? [];
  if (agents.includes(name) || releases[system]?.test(release)) return undefined;
  const plain = toPlainSystem(name);
  const started = [...agents]
    .reverse()
    .find(
      (agent) => plain !== '' && (toPlainSystem(agent).startsWith(plain) || plain.startsWith(toPlainSystem(agent))),
    );
  const meant = suggest(name, agents) ?? started;
  const isOther = system !== '' && releases[system] === undefined && meant === undefined;
  return isOther ? undefined : { meant };
}

function toPlainSystem(name: string): string {
  return name.replace(/^batch\.?node/, '').replace(/[^a-z\d]/g, '');
}
