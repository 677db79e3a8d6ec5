import type { WireObject } from '../state/wire.ts';

/** Expiry of a valid SAS, later than the time of any test. */
const validUntil = '2036-01-01T00:00:00Z';
const expiredOn = '2026-03-01T00:00:00Z';
/** Looks like a signature but isn't one. */
const signature = 'c2FtcGxlLXNpZ25hdHVyZS1pcy1ub3QtdmFsaWQ%3D';

/** The permissions and expiry of a SAS in a definition. */
export interface SasSeed {
  readonly permissions?: string;
  readonly expired?: boolean;
}

/** Returns the URL of a container or blob (`container/name`) of a fictitious storage account, with a SAS. */
export function storageUrl(path: string, { permissions = 'r', expired = false }: SasSeed = {}): string {
  const resource = path.includes('/') ? 'b' : 'c';
  const expiry = encodeURIComponent(expired ? expiredOn : validUntil);
  return `https://contosodata.blob.core.windows.net/${path}?sv=2022-11-02&sr=${resource}&sp=${permissions}&se=${expiry}&sig=${signature}`;
}

/** Returns a resource file from the container `inputs`. */
export function inputFile(filePath: string, blob = filePath, sas: SasSeed = {}): WireObject {
  return { httpUrl: storageUrl(`inputs/${blob}`, sas), filePath };
}

/** Returns a resource file for all files in a container, in the working directory. */
export function inputContainer(name: string): WireObject {
  return { storageContainerUrl: storageUrl(name, { permissions: 'rl' }) };
}

/** Returns an output file for the container `outputs`. */
export function outputFile(filePattern: string, path: string, sas: SasSeed = {}): WireObject {
  return {
    filePattern,
    destination: { container: { containerUrl: storageUrl('outputs', { permissions: 'w', ...sas }), path } },
    uploadOptions: { uploadCondition: 'taskcompletion' },
  };
}

/** Returns a pool of Linux nodes. */
export function linuxPool(id: string, vmSize: string, more: WireObject): WireObject {
  return {
    id,
    vmSize,
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
        version: 'latest',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
    ...more,
  };
}

/** Returns a pool of Windows nodes. */
export function windowsPool(id: string, vmSize: string, more: WireObject): WireObject {
  return {
    id,
    vmSize,
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'microsoftwindowsserver',
        offer: 'windowsserver',
        sku: '2022-datacenter',
        version: 'latest',
      },
      nodeAgentSKUId: 'batch.node.windows amd64',
    },
    ...more,
  };
}

/** Returns `count` consecutive numbers, starting at `first`. */
export function range(count: number, first = 0): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

/** Formats a number with leading zeros. */
export function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
