import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import type { PortRange, SshEndpoint } from '../executor.ts';

const address = '127.0.0.1';
const lastPort = 65_535;
/** Neighbours that are tried before the system is asked. */
const mostTries = 20;

/**
 * Ports on loopback, each the next that is free after the one before. Where thousands are taken, the system takes a
 * millisecond or more to find one by itself.
 */
export class LoopbackPorts {
  #latest = lastPort;

  /**
   * Resolves with where the server listens: on one of the wanted ports if any is free. Rejects when there is no free
   * port.
   */
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

/** False for a port that is in use, or that the system reserves. */
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
