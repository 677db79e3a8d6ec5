import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import type { PortRange, SshEndpoint } from '../executor.ts';

const address = '127.0.0.1';
const lastPort = 65_535;
/** Number of neighboring ports that are tried before asking the system for one. */
const mostTries = 20;

/**
 * Assigns ports on loopback, each the next free port after the previous one. With thousands of ports in use, the system
 * takes a millisecond or more to find one by itself.
 */
export class LoopbackPorts {
  #latest = lastPort;

  /** Resolves to the server's address: on one of the wanted ports if any is free. Rejects if there is no free port. */
  async listen(server: Server, wanted?: PortRange): Promise<SshEndpoint> {
    if (wanted !== undefined) {
      for (let port = wanted.first; port <= wanted.last; port += 1) {
        if (await listens(server, port)) return { address, port };
      }
    }
    for (let tries = 0; tries < mostTries && this.#latest < lastPort; tries += 1) {
      this.#latest += 1;
      const port = this.#latest;
      if (await listens(server, port)) return { address, port };
    }
    server.listen(0, address);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    this.#latest = port;
    return { address, port };
  }
}

/** Resolves to false for a port that is in use, or that the system reserves. */
async function listens(server: Server, port: number): Promise<boolean> {
  server.listen(port, address);
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
      return false;
    throw error;
  }
}
