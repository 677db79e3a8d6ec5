import { once } from 'node:events';
import { createServer } from 'node:net';

/** Lowest port on which users other than administrators can listen. */
const firstOpenPort = 1024;

/** Finds a port of this computer's loopback address on which nothing listens: `wanted` if it is free. */
export async function findFreePort(wanted: number): Promise<number> {
  const same = wanted >= firstOpenPort ? await tryPort(wanted) : undefined;
  return same ?? (await tryPort(0)) ?? wanted;
}

/** Opens and closes a port, and returns it; 0 requests any free port. Returns undefined if the port is taken. */
async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : undefined;
}
