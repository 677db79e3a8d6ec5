import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** Names of this computer that no other computer can have. */
const loopbackNames: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

interface HostHeader {
  readonly name: string;
  readonly port: number | undefined;
}

/**
 * The hosts that may appear in `Host`. A request from a web page has an `Origin`, unless the page's own host name was
 * rebound to this computer after it was loaded; `Host` then contains that name.
 */
export class ServedHosts {
  readonly #external: URL | undefined;
  readonly #names: readonly string[];

  /** `names` are accepted with any port, because ports may be mapped. */
  constructor(externalUrl: string | undefined, names: readonly string[] = []) {
    this.#external = externalUrl === undefined ? undefined : new URL(externalUrl);
    this.#names = names.map((name) => name.toLowerCase());
  }

  /** Returns why any request with these headers is refused; undefined if it isn't. */
  findFault({ headers: { origin, host = '' }, socket }: IncomingMessage): string | undefined {
    if (origin !== undefined) return 'A request of a web page, which has an Origin header, is refused';
    const given = readHost(host);
    const localPort = socket.localPort ?? 0;
    const ownNames = [...loopbackNames, toHostName(socket.localAddress ?? '')];
    const isOwn = ownNames.includes(given.name) && (given.port ?? ('encrypted' in socket ? 443 : 80)) === localPort;
    if (isOwn || this.#names.includes(given.name) || this.#isExternal(given)) return undefined;
    const external = this.#external === undefined ? [] : [this.#external.host];
    const served = [...new Set([...ownNames.map((name) => `${name}:${localPort}`), ...external, ...this.#names])];
    return `The Host header is "${host}", and this simulator serves ${served.join(', ')}. Add others by --external-url or --allowed-hosts`;
  }

  #isExternal({ name, port }: HostHeader): boolean {
    if (this.#external === undefined) return false;
    const { hostname, protocol, port: wanted } = this.#external;
    const defaultPort = defaultPorts[protocol];
    return name === hostname && (port ?? defaultPort) === (wanted === '' ? defaultPort : Number(wanted));
  }
}

function readHost(host: string): HostHeader {
  const [, name = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(host.toLowerCase()) ?? [];
  return { name, port: port === undefined ? undefined : Number(port) };
}

/** Returns an address in the form that URLs use. */
function toHostName(address: string): string {
  const plain = address.replace(/^::ffff:/, '');
  return isIPv6(plain) ? `[${plain}]` : plain;
}
