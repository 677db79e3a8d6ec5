/** Domains of account endpoints, and the audience of the tokens that are accepted there. */
const audienceByDomain: readonly (readonly [domain: string, audience: string])[] = [
  ['batch.azure.com', 'https://batch.core.windows.net/'],
  ['batch.chinacloudapi.cn', 'https://batch.chinacloudapi.cn/'],
  ['batch.usgovcloudapi.net', 'https://batch.core.usgovcloudapi.net/'],
];

const publicAudience = 'https://batch.core.windows.net/';

/**
 * The scope to ask a token of for an account. The audience ends with a slash that is part of it, so the scope has two:
 * without it the service refuses the token.
 */
export function toBatchScope(endpoint: string): string {
  const { hostname } = new URL(endpoint);
  const cloud = audienceByDomain.find(([domain]) => hostname.endsWith(`.${domain}`));
  return `${cloud?.[1] ?? publicAudience}/.default`;
}
