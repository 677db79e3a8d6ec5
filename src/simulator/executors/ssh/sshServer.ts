import { createServer, type Socket } from 'node:net';
import type { AuthenticationType, CipherAlgorithm, Connection } from 'ssh2';
import Server from 'ssh2/lib/server.js';
import type { Clock } from '../../clock.ts';
import type { SshAccess, SshEndpoint, SshUser } from '../executor.ts';
import type { LoopbackPorts } from './loopbackPorts.ts';
import { serveSession } from './session.ts';
import type { SessionHost } from './sessionHost.ts';
import { UserTable } from './userTable.ts';

/** As OpenSSH's `MaxAuthTries`. */
const maxAuthenticationAttempts = 6;
/** Connections at one time to one node; more are cut. */
const maxConnections = 64;
const methods: AuthenticationType[] = ['publickey', 'password'];
/** Only those that Node has: the native parts of ssh2 for others are not bundled. */
const ciphers: CipherAlgorithm[] = [
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
  'aes128-ctr',
  'aes192-ctr',
  'aes256-ctr',
];

/** The SSH server of one node, on loopback. */
export interface SshServer extends SshAccess {
  /** Makes exactly these users known, and ends the connections of all others. */
  setUsers(users: readonly SshUser[]): void;
  close(): Promise<void>;
}

/** What a server is made of. */
export interface SshServerOptions {
  readonly host: SessionHost;
  readonly clock: Clock;
  readonly ports: LoopbackPorts;
  /** Makes the host key, in OpenSSH's format, when the first client comes. */
  readonly makeHostKey: () => string;
}

/** The SSH server of a node. It listens from when it is opened: most nodes of a large pool are never asked for theirs. */
export function createSshServer({ host, clock, ports, makeHostKey }: SshServerOptions): SshServer {
  const users = new UserTable(clock);
  const connections = new Map<Connection, string | undefined>();
  const sockets = new Set<Socket>();
  let protocol: Server | undefined;
  let endpoint: SshEndpoint | undefined;
  let opening: Promise<SshEndpoint> | undefined;
  let isClosed = false;

  // As sshd does it: its answers are small, and else each waits for the client's word on the one before.
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    protocol ??= new Server(
      { hostKeys: [makeHostKey()], ident: 'OpenSSH_8.9p1', algorithms: { cipher: ciphers } },
      (connection) => serveConnection(connection, { users, host, connections }),
    );
    protocol.injectSocket(socket);
  });
  listener.maxConnections = maxConnections;

  return {
    get endpoint() {
      return endpoint;
    },
    async open(wanted) {
      if (isClosed) throw new Error('The machine is gone');
      opening ??= ports.listen(listener, wanted);
      endpoint = await opening;
      return endpoint;
    },
    setUsers(next) {
      users.replace(next);
      for (const [connection, name] of connections) {
        if (name !== undefined && !users.find(name)) connection.end();
      }
    },
    async close() {
      isClosed = true;
      await opening?.catch(() => undefined);
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
}

interface ConnectionContext {
  readonly users: UserTable;
  readonly host: SessionHost;
  readonly connections: Map<Connection, string | undefined>;
}

function serveConnection(connection: Connection, { users, host, connections }: ConnectionContext): void {
  let attempts = 0;
  connections.set(connection, undefined);
  connection.on('close', () => connections.delete(connection));
  // A client that breaks off is no fault of ours; `close` follows.
  connection.on('error', () => connection.end());
  connection.on('authentication', (context) => {
    if (context.method !== 'none') attempts++;
    if (attempts > maxAuthenticationAttempts) {
      connection.end();
    } else if (users.admits(context)) {
      connections.set(connection, context.username);
      context.accept();
    } else {
      context.reject(methods);
    }
  });
  connection.on('ready', () => {
    connection.on('session', (accept) => serveSession(accept(), connections.get(connection) ?? '', host));
  });
}
