const blobHost = /\.(?:blob|dfs)\.(?:core|storage)\./i;
const otherHost =
  /\.(?:queue|table|file)\.(?:core\.(?:windows\.net|chinacloudapi\.cn|usgovcloudapi\.net|cloudapi\.de)|storage\.azure\.net)$/i;

/** Whether a host is that of a storage account, in any cloud: `contoso.blob.core.windows.net`, `contoso.z11.blob.storage.azure.net`. */
export function isBlobHost(hostname: string): boolean {
  return blobHost.test(hostname);
}

/** Whether a host is that of a storage account where it has no blobs. Custom domains end in others, and may lead to blobs. */
export function isOtherStorageHost(hostname: string): boolean {
  return otherHost.test(hostname);
}

/** Whether a host is this computer by a name or an address that never leaves it (RFC 6890), as `URL` normalizes them. */
export function isLocalHost(hostname: string): boolean {
  return /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(hostname);
}

/** Whether the account is the first part of the path, as of emulators at an address or a name without a domain: `127.0.0.1`, `azurite`. */
export function namesAccountInPath(hostname: string): boolean {
  return /^(?:\d+(?:\.\d+){3}|[^.]+)$/.test(hostname);
}
