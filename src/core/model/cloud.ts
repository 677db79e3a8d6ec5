/** One of Azure's clouds, with the data that Batch needs. */
export interface Cloud {
  /** Value of VS Code's setting `microsoft-sovereign-cloud.environment`; undefined for the public cloud. */
  readonly environment?: string;
  /** Domain of account endpoints, including private endpoints. */
  readonly domain: string;
  /** Audience of the tokens that accounts accept. */
  readonly audience: string;
  /** Address of Resource Manager, also the audience of its tokens. */
  readonly resourceManager: string;
  readonly blobDomains: readonly string[];
  readonly portal: string;
  /** True if VS Code signs in with its provider for sovereign clouds. */
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
 * Finds the cloud whose Batch domain `hostname` ends with. The domains belong to Microsoft, so no one else can have a
 * name there: `account.region.batch.azure.com`, or `account.region.privatelink.batch.azure.com` with a private endpoint
 * (Azure documentation: "Use private endpoints with Azure Batch accounts").
 */
export function findCloud(hostname: string): Cloud | undefined {
  return clouds.find(({ domain }) => hostname.endsWith(`.${domain}`));
}

/** Finds the sovereign cloud by its name in VS Code's setting. */
export function findSovereignCloud(environment: string): Cloud | undefined {
  return clouds.find((cloud) => cloud.environment === environment);
}

/** Checks whether `origin` is the portal of one of the clouds. */
export function isPortal(origin: string): boolean {
  return clouds.some(({ portal }) => portal === origin);
}

/** Checks whether a lowercase host belongs to a portal or a preview of a portal (`ms.portal.azure.com`). */
export function isPortalHost(host: string): boolean {
  return clouds.some(({ portal }) => `.${host}`.endsWith(`.${new URL(portal).host}`));
}

/** Checks whether `origin` is the Resource Manager of one of the clouds. */
export function isResourceManager(origin: string): boolean {
  return clouds.some(({ resourceManager }) => resourceManager === origin);
}
