import { readRefusal, readText, StorageRefusal, type TransferLimits, transfer } from './httpTransfer.ts';

/** Maximum number of pages requested for one list, in case it never ends. */
const maxPages = 1000;

/** Returns the URL of a blob in a container whose URL may contain a SAS. */
export function toBlobUrl(containerUrl: string, blobName: string): string {
  const url = new URL(containerUrl);
  const base = url.pathname.replace(/\/$/, '');
  url.pathname = `${base}/${blobName.split('/').map(encodeURIComponent).join('/')}`;
  return url.href;
}

/**
 * Lists the names of a container's blobs that begin with `prefix`.
 *
 * @throws StorageRefusal if storage refuses; TransferError if it cannot be reached
 */
export async function listBlobs(
  containerUrl: string,
  prefix: string,
  limits: TransferLimits,
): Promise<readonly string[]> {
  const names: string[] = [];
  let marker = '';
  for (let page = 0; page < maxPages; page++) {
    const url = toListUrl(containerUrl, prefix, marker);
    const xml = await transfer(
      { url, method: 'GET', headers: { 'x-ms-version': '2021-12-02' } },
      limits,
      async (answer) => {
        if (answer.statusCode !== 200) throw await readRefusal(answer);
        return readText(answer);
      },
    );
    for (const [, name = ''] of xml.matchAll(/<Blob><Name>([^<]*)<\/Name>/g)) names.push(decodeEntities(name));
    marker = decodeEntities(/<NextMarker>([^<]*)<\/NextMarker>/.exec(xml)?.[1] ?? '');
    if (marker === '') return names;
  }
  throw new StorageRefusal(0, 'TooManyPages');
}

function toListUrl(containerUrl: string, prefix: string, marker: string): string {
  const url = new URL(containerUrl);
  url.searchParams.set('restype', 'container');
  url.searchParams.set('comp', 'list');
  if (prefix !== '') url.searchParams.set('prefix', prefix);
  if (marker !== '') url.searchParams.set('marker', marker);
  return url.href;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(/&(#x?)?([0-9a-z]+);/gi, (whole, numeric: string | undefined, body: string) =>
    numeric === undefined
      ? (entities[body] ?? whole)
      : String.fromCodePoint(Number.parseInt(body, numeric === '#' ? 10 : 16)),
  );
}
