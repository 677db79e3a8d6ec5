import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';

export type OperatingSystem = 'linux' | 'windows';

/** The operating system of a node, from the image of its pool, else from the folder of a task; undefined when neither shows it. */
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

/** Systems as image offers and node agents name them. */
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

/** How a node agent SKU does not go with the words of an image (publisher, offer, SKU); undefined where nothing shows. */
export function findAgentMismatch(agentSku: string, imageWords: string): AgentMismatch | undefined {
  const [agent, image] = [agentSku.toLowerCase(), imageWords.toLowerCase()];
  const agentSystem = systems.find((system) => agent.includes(system));
  const imageSystem = systems.find((system) => image.includes(system));
  if (agentSystem === undefined || imageSystem === undefined) return undefined;
  if (agentSystem !== imageSystem) {
    return areRelated(imageSystem, agentSystem) ? undefined : { agent: agentSystem, image: imageSystem };
  }
  const [agentRelease, imageRelease] = [findUbuntuRelease(agent), findUbuntuRelease(image)];
  return agentRelease === undefined || imageRelease === undefined || agentRelease === imageRelease
    ? undefined
    : { agent: `Ubuntu ${agentRelease}`, image: `Ubuntu ${imageRelease}` };
}

/** The release that an image or a node agent is of: `22_04-lts`, `2204`, `batch.node.ubuntu 22.04`. */
function findUbuntuRelease(name: string): string | undefined {
  if (!name.includes('ubuntu')) return undefined;
  const year = /(?<!\d)([12]\d)[._]?04(?!\d)/.exec(name)?.[1];
  return year === undefined ? undefined : `${year}.04`;
}

/** Systems of one family share a node agent: that for CentOS and EL. */
function areRelated(one: string, other: string): boolean {
  const enterprise = ['centos', 'almalinux', 'rocky', 'rhel'];
  return enterprise.includes(one) && enterprise.includes(other);
}
