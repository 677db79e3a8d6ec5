import type { AutoStorage } from './resourceFiles.ts';

/**
 * Containers of the blob service at `serviceUrl`, which ends with a SAS of the account:
 * `http://127.0.0.1:10000/devstoreaccount1?sv=…&sig=…`.
 */
export function autoStorageAt(serviceUrl: string): AutoStorage {
  return (container) => {
    const url = new URL(serviceUrl);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${encodeURIComponent(container)}`;
    return url.href;
  };
}
