import { createServer, type Server } from 'node:http';

/**
 * Starts a loopback server with answers that a storage account doesn't give on request: pages, redirects, errors, a
 * hang, hostile names.
 */
export async function startWeb(): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const listed = searchParams.get('comp') === 'list' ? blobList(path, searchParams.get('marker')) : undefined;
    request.resume();
    const status = /^\/status\/(\d+)$/.exec(path)?.[1];
    if (listed !== undefined) response.end(listed);
    else if (status !== undefined) response.writeHead(Number(status)).end();
    else if (path === '/forbidden') response.writeHead(409, { 'x-ms-error-code': 'PublicAccessNotPermitted' }).end();
    else if (path === '/away') response.writeHead(302, { location: 'http://169.254.169.254/metadata' }).end();
    else if (path === '/moved') response.writeHead(302, { location: '/plain' }).end();
    else if (path.startsWith('/broken')) response.writeHead(500).end('broken');
    else if (path.startsWith('/conflict'))
      response.writeHead(409, { 'x-ms-error-code': 'BlobImmutableDueToPolicy' }).end();
    else if (path === '/reset') response.destroy();
    else if (path !== '/hang') response.end('from the web');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return { server, url: `http://127.0.0.1:${bound.port}` };
}

/** Returns a list of blobs in storage's format: a single page, or one of two. */
function blobList(path: string, marker: string | null): string {
  const page = (name: string, next: string): string =>
    `<?xml version="1.0"?><EnumerationResults><Blobs><Blob><Name>${name}</Name></Blob></Blobs>${next}</EnumerationResults>`;
  if (path === '/hostile') return page('../../escaped.txt', '<NextMarker />');
  return marker === null ? page('a&lt;1&#62;.txt', '<NextMarker>2&amp;3</NextMarker>') : page('b.txt', '<NextMarker/>');
}
