import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import type {
  AuthContext,
  AuthenticationType,
  CipherAlgorithm,
  Connection,
  PublicKeyAuthContext,
  ServerChannel,
  Session,
} from 'ssh2';
import keyParser from 'ssh2/lib/protocol/keyParser.js';
import Server from 'ssh2/lib/server.js';
import type { Clock } from '../../clock.ts';
import type { SshAccess, SshEndpoint, SshUser } from '../executor.ts';
import type { LoopbackPorts } from './loopbackPorts.ts';
import type { SessionHost, TerminalSize } from './sessionHost.ts';
import { serveSftp } from './sftp.ts';

/** Same limit as OpenSSH's `MaxAuthTries`. */
const maxAuthenticationAttempts = 6;
/** Maximum number of concurrent connections to one node; further connections are closed. */
const maxConnections = 64;
const methods: AuthenticationType[] = ['publickey', 'password'];
/** Only ciphers that Node supports: ssh2's native parts for others are not bundled. */
const ciphers: CipherAlgorithm[] = [
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
  'aes128-ctr',
  'aes192-ctr',
  'aes256-ctr',
];

/** The SSH server of one node, on loopback. */
export interface SshServer extends SshAccess {
  /** Replaces the known users, and ends the connections of all others. */
  setUsers(users: readonly SshUser[]): void;
  close(): Promise<void>;
}

/** Options of a server. */
export interface SshServerOptions {
  readonly host: SessionHost;
  readonly clock: Clock;
  readonly ports: LoopbackPorts;
  /** Creates the host key, in OpenSSH's format, for the first client. */
  readonly makeHostKey: () => string;
}

/**
 * Creates the SSH server of a node. It listens only once it is opened, because most nodes of a large pool are never
 * reached over SSH.
 */
export function createSshServer({ host, clock, ports, makeHostKey }: SshServerOptions): SshServer {
  const users = new UserTable(clock);
  const connections = new Map<Connection, string | undefined>();
  const sockets = new Set<Socket>();
  let protocol: Server | undefined;
  let endpoint: SshEndpoint | undefined;
  let opening: Promise<SshEndpoint> | undefined;
  let isClosed = false;

  // As in sshd: responses are small, and would otherwise each wait for the client to acknowledge the previous one.
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
  // A client that disconnects is not an error here; `close` follows.
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
    connection.on('tcpip', (accept, reject, { destIP, destPort }) => {
      const opened = loopbackNames.has(destIP) ? host.connect?.(destPort) : undefined;
      if (opened === undefined) return reject();
      opened.then((socket) => {
        // Either side may disconnect; then both are closed.
        const channel = accept();
        pipeline(channel, socket, channel, () => undefined);
      }, reject);
    });
  });
}

/** Allowed destinations of a forwarded port: the node itself. */
const loopbackNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);

/** Exit code of a session that failed inside the server. */
const internalFailure = 255;

/** Handles the requests of one SSH session: a terminal, then a command, a shell, or SFTP. */
function serveSession(session: Session, user: string, host: SessionHost): void {
  let terminal: TerminalSize | undefined;
  session.on('pty', (accept, _reject, info) => {
    terminal = { columns: info.cols, rows: info.rows };
    accept?.();
  });
  // The client's environment is ignored, as in sshd by default; it is not an error.
  session.on('env', (accept) => accept?.());
  session.on('window-change', (accept) => accept?.());
  session.on('exec', (accept, _reject, info) => {
    void serveChannel(accept(), host, { user, command: info.command, ...(terminal && { terminal }) });
  });
  session.on('shell', (accept) => void serveChannel(accept(), host, { user, ...(terminal && { terminal }) }));
  session.on('sftp', (accept) => serveSftp(accept(), host.files));
}

interface ChannelRequest {
  readonly user: string;
  readonly command?: string;
  readonly terminal?: TerminalSize;
}

async function serveChannel(channel: ServerChannel, host: SessionHost, request: ChannelRequest): Promise<void> {
  const gone = new AbortController();
  channel.once('close', () => gone.abort());
  // Writing to a client that has disconnected is reported here; `close` follows.
  channel.on('error', () => gone.abort());
  channel.stderr.on('error', () => gone.abort());
  const end = await host
    .serve({ ...request, input: channel, output: channel, errorOutput: channel.stderr, signal: gone.signal })
    .catch(() => ({ exitCode: internalFailure }));
  if (gone.signal.aborted) return;
  if ('exitCode' in end) channel.exit(end.exitCode);
  else channel.exit(end.signalName, false, '');
  channel.end();
}

/** The users of a node; decides whether a client is one of them. */
class UserTable {
  readonly #clock: Clock;
  #users: ReadonlyMap<string, SshUser> = new Map();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  replace(users: readonly SshUser[]): void {
    this.#users = new Map(users.map((user) => [user.name, user]));
  }

  /** Returns the user with this name whose account has not expired. */
  find(name: string): SshUser | undefined {
    const user = this.#users.get(name);
    return user && user.expiryTimeMs > this.#clock.now() ? user : undefined;
  }

  /** Returns true if the credentials of an authentication request belong to a user. */
  admits(context: AuthContext): boolean {
    const user = this.find(context.username);
    if (!user) return false;
    if (context.method === 'password') return user.password !== undefined && isEqual(context.password, user.password);
    return context.method === 'publickey' && user.sshPublicKey !== undefined && provesKey(context, user.sshPublicKey);
  }
}

/**
 * Without a signature the client only asks whether the key would be accepted; ssh2 sends the right response on
 * `accept`.
 */
function provesKey(context: PublicKeyAuthContext, sshPublicKey: string): boolean {
  const known = keyParser.parseKey(sshPublicKey);
  if (known instanceof Error || Array.isArray(known)) return false;
  if (!isEqual(context.key.data, known.getPublicSSH())) return false;
  if (!context.signature) return true;
  return context.blob !== undefined && known.verify(context.blob, context.signature, context.hashAlgo) === true;
}

/** Compares digests, so that neither the length nor a common prefix can be measured. */
function isEqual(one: string | Buffer, other: string | Buffer): boolean {
  const digest = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(one), digest(other));
}
