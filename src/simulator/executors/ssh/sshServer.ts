import { createServer, type Server as NetServer, type Socket } from 'node:net';
import type { AuthenticationType, Connection } from 'ssh2';
import Server from 'ssh2/lib/server.js';
import type { Clock } from '../../clock.ts';
import type { SshUser } from '../executor.ts';
import { serveSession } from './session.ts';
import type { SessionHost } from './sessionHost.ts';
import { UserTable } from './userTable.ts';

const address = '127.0.0.1';
/** As OpenSSH's `MaxAuthTries`. */
const maxAuthenticationAttempts = 6;
/** Connections at one time to one node; more are cut. */
const maxConnections = 64;
const methods: AuthenticationType[] = ['publickey', 'password'];

/** The SSH server of one node, on loopback. */
export interface SshServer {
  readonly address: string;
  readonly port: number;
  /** Makes exactly these users known, and ends the connections of all others. */
  setUsers(users: readonly SshUser[]): void;
  close(): Promise<void>;
}

/** What a server is made of. */
export interface SshServerOptions {
  readonly host: SessionHost;
  readonly clock: Clock;
  /** Makes the host key, in OpenSSH's format, when the first client comes. */
  readonly makeHostKey: () => string;
}

/** Starts the SSH server of a node on a free port. */
export async function startSshServer({ host, clock, makeHostKey }: SshServerOptions): Promise<SshServer> {
  const users = new UserTable(clock);
  const connections = new Map<Connection, string | undefined>();
  const sockets = new Set<Socket>();
  let protocol: Server | undefined;

  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    protocol ??= new Server({ hostKeys: [makeHostKey()], ident: 'OpenSSH_8.9p1' }, (connection) =>
      serveConnection(connection, { users, host, connections }),
    );
    protocol.injectSocket(socket);
  });
  listener.maxConnections = maxConnections;
  await listen(listener);
  const bound = listener.address();
  if (bound === null || typeof bound === 'string') throw new Error('The SSH server has no port');

  return {
    address,
    port: bound.port,
    setUsers(next) {
      users.replace(next);
      for (const [connection, name] of connections) {
        if (name !== undefined && !users.find(name)) connection.end();
      }
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
}

function listen(listener: NetServer): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(0, address, () => resolve());
  });
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
