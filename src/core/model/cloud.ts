/** One of Azure's clouds, as far as Batch is concerned. */
export interface Cloud {
  /** As VS Code's setting `microsoft-sovereign-cloud.environment` has it; undefined for the public cloud. */
  readonly environment?: string;
  /** Domain of account endpoints; the names of private endpoints are below it too. */
  readonly domain: string;
  /** Audience of the tokens that accounts accept. */
  readonly audience: string;
  /** Address of Resource Manager, which is its audience too. */
  readonly resourceManager: string;
  /** What the names of its blob services end with. */
  readonly blobDomains: readonly string[];
  /** Address of the portal. */
  readonly portal: string;
  /** Whether VS Code signs in to it with its provider for sovereign clouds. */
  readonly isSovereign: boolean;
}

export const publicCloud: Cloud = {
  domain: 'batch.azure.com',
  audience: 'https://batch.core.windows.net/',
  resourceManager: 'https://management.azure.com',
  blobDomains: ['blob.core.windows.net', 'blob.storage.azure.net'],
  portal: 'https://portal.azure.com',
  isSovereign: false,
};

const clouds: readonly Cloud[] = [
  publicCloud,
  {
    environment: 'ChinaCloud',
    domain: 'batch.chinacloudapi.cn',
    audience: 'https://batch.chinacloudapi.cn/',
    resourceManager: 'https://management.chinacloudapi.cn',
    blobDomains: ['blob.core.chinacloudapi.cn'],
    portal: 'https://portal.azure.cn',
    isSovereign: true,
  },
  {
    environment: 'USGovernment',
    domain: 'batch.usgovcloudapi.net',
    audience: 'https://batch.core.usgovcloudapi.net/',
    resourceManager: 'https://management.usgovcloudapi.net',
    blobDomains: ['blob.core.usgovcloudapi.net'],
    portal: 'https://portal.azure.us',
    isSovereign: true,
  },
];

/**
 * The cloud whose Batch accounts are below the domain that `hostname` ends with. The domains are Microsoft's, so that
 * no one else can have a name there: `account.region.batch.azure.com`, and with a private endpoint
 * `account.region.privatelink.batch.azure.com` (Azure documentation: "Use private endpoints with Azure Batch accounts").
 */
export function findCloud(hostname: string): Cloud | undefined {
  return clouds.find(({ domain }) => hostname.endsWith(`.${domain}`));
}

/** The sovereign cloud that VS Code's setting names so. */
export function findSovereignCloud(environment: string): Cloud | undefined {
  return clouds.find((cloud) => cloud.environment === environment);
}

/** Whether `origin` is the portal of one of the clouds. */
export function isPortal(origin: string): boolean {
  return clouds.some(({ portal }) => portal === origin);
}

/** Whether a host, in lower case, is that of a portal, or of one of its early versions (`ms.portal.azure.com`). */
export function isPortalHost(host: string): boolean {
  return clouds.some(({ portal }) => `.${host}`.endsWith(`.${new URL(portal).host}`));
}

/** Whether `origin` is the Resource Manager of one of the clouds. */
export function isResourceManager(origin: string): boolean {
  return clouds.some(({ resourceManager }) => resourceManager === origin);
}
