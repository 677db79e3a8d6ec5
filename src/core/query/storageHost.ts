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
