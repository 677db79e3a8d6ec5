const blobHost = /\.(?:blob|dfs)\.(?:core|storage)\./i;
const otherHost =
  /\.(?:queue|table|file)\.(?:core\.(?:windows\.net|chinacloudapi\.cn|usgovcloudapi\.net|cloudapi\.de)|storage\.azure\.net)$/i;

/**
 * Checks whether a host serves the blobs of a storage account, in any cloud: `contoso.blob.core.windows.net`,
 * `contoso.z11.blob.storage.azure.net`.
 */
export function isBlobHost(hostname: string): boolean {
  return blobHost.test(hostname);
}

/**
 * Checks whether a host serves a storage account's other services. Custom domains don't match, because they may lead to
 * blobs.
 */
export function isOtherStorageHost(hostname: string): boolean {
  return otherHost.test(hostname);
}

/**
 * Checks whether a host is this computer, by a name or address that never leaves it (RFC 6890), as normalized by `URL`.
 */
export function isLocalHost(hostname: string): boolean {
  return /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(hostname);
}

/**
 * Checks whether the account is the first part of the path, as for emulators at an address or a name without a domain:
 * `127.0.0.1`, `azurite`.
 */
export function namesAccountInPath(hostname: string): boolean {
  return /^(?:\d+(?:\.\d+){3}|[^.]+)$/.test(hostname);
}
