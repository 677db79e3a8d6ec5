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

/** What a node agent is for, and what the image is. */
export interface AgentMismatch {
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
