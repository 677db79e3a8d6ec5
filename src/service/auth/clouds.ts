interface Cloud {
  /** Domain of account endpoints. */
  readonly domain: string;
  /** Audience of the tokens that accounts accept. */
  readonly audience: string;
  /** Address of Resource Manager, which is its audience too. */
  readonly resourceManager: string;
}

const clouds: readonly Cloud[] = [
  {
    domain: 'batch.azure.com',
    audience: 'https://batch.core.windows.net/',
    resourceManager: 'https://management.azure.com',
  },
  {
    domain: 'batch.chinacloudapi.cn',
    audience: 'https://batch.chinacloudapi.cn/',
    resourceManager: 'https://management.chinacloudapi.cn',
  },
  {
    domain: 'batch.usgovcloudapi.net',
    audience: 'https://batch.core.usgovcloudapi.net/',
    resourceManager: 'https://management.usgovcloudapi.net',
  },
];

const publicAudience = 'https://batch.core.windows.net/';

/**
 * The scope to ask a token of for an account. The audience ends with a slash that is part of it, so the scope has two:
 * without it the service refuses the token.
 */
export function toBatchScope(endpoint: string): string {
  return `${findCloud(endpoint)?.audience ?? publicAudience}/.default`;
}

/** Address of the Resource Manager that knows the account; undefined for an endpoint outside of Azure's clouds. */
export function findResourceManager(endpoint: string): string | undefined {
  return findCloud(endpoint)?.resourceManager;
}

function findCloud(endpoint: string): Cloud | undefined {
  const { hostname } = new URL(endpoint);
  return clouds.find(({ domain }) => hostname.endsWith(`.${domain}`));
}
