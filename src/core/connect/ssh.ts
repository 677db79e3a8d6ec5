import * as l10n from '@vscode/l10n';
import { BatchError } from '../model/batchError.ts';
import type { NodeResource } from '../model/resource.ts';
import type { NodeNames } from '../query/nodeNames.ts';
import { toHostKeyAlias } from './hostKeys.ts';

/** How a user proves who it is: with this private key, with a password alone, or with what the user's own `ssh` has. */
export type SshProof =
  | { readonly kind: 'key'; readonly identityPath: string }
  | { readonly kind: 'password' }
  | { readonly kind: 'any' };

/** The way to a node that the user's own `ssh_config` names for its address; in the words of `ssh`. */
export interface SshProxy {
  readonly option: 'ProxyJump' | 'ProxyCommand';
  readonly value: string;
}

/** All that an SSH connection to a node needs. The service's part (address and port) is not trusted. */
export interface SshConnection {
  readonly user: string;
  readonly address: string;
  readonly port: number;
  readonly node: NodeResource;
  /** How people know the nodes of its pool, as far as that is known. */
  readonly nodeNames?: NodeNames;
  readonly proof: SshProof;
  /** Whether the address is that of the node in its virtual network. */
  readonly isPrivate?: boolean;
  /** File in which host keys of nodes are pinned. */
  readonly knownHostsPath: string;
}

const ipv4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const ipv6 = /^[0-9A-Fa-f:]{2,39}$/;
const dnsName =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
const plainUser = /^[A-Za-z_][A-Za-z0-9_-]{0,31}$/;

/** Whether a text is an IP address or a host name and nothing more: no option, no line break, nothing for a shell. */
export function isHostAddress(text: string): boolean {
  return ipv4.test(text) || (text.includes(':') && ipv6.test(text)) || dnsName.test(text);
}

/** Whether a number can be the port of a connection. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

/** `process.platform` of the machine on which `ssh` runs; only Windows differs. */
export type NodeJsPlatform = 'win32' | (string & {});

/** A port of a node that a port of this computer leads to, on its loopback address alone. */
export interface ForwardedPort {
  readonly local: number;
  readonly remote: number;
}

/** What an interactive session is besides a login shell. */
export interface SshSession {
  /** What the shell of the node reads in place of the user, quoted for it. */
  readonly command?: string;
  readonly forwarded?: ForwardedPort;
}

/**
 * The argument list of `ssh` for an interactive session on a node; what `ssh` itself has to say goes to the file at
 * `logPath`. The program is started with this list, never through a shell.
 * Throws `BatchError` (`InvalidInput`) when address, port, user or a path is not what it should be.
 */
export function toSshArguments(
  connection: SshConnection,
  os: NodeJsPlatform,
  logPath: string,
  { command, forwarded }: SshSession = {},
): string[] {
  return [
    ...['-E', logPath],
    ...toOptions({ RequestTTY: 'yes', BatchMode: 'no' }),
    ...(forwarded === undefined ? [] : toForwardArguments(forwarded)),
    ...toDestination(connection, os),
    ...(command === undefined ? [] : [command]),
  ];
}

/** The first value of an option counts, so that these come before what forbids all forwarding. */
function toForwardArguments({ local, remote }: ForwardedPort): string[] {
  if (!isPort(local) || !isPort(remote)) throw new RangeError(`not ports: ${local}, ${remote}`);
  const loopback = '127.0.0.1';
  const options = toOptions({ ClearAllForwardings: 'no', ExitOnForwardFailure: 'yes', GatewayPorts: 'no' });
  return [...options, '-L', `${loopback}:${local}:${loopback}:${remote}`];
}

const probeSeconds = 15;

/**
 * The argument list of `ssh` for a look at a node: connects, checks or pins its host key, and gives up before anything
 * that proves the user is sent. Asks nothing.
 * Throws `BatchError` (`InvalidInput`) when address, port, user or a path is not what it should be.
 */
export function toSshProbeArguments(connection: SshConnection, os: NodeJsPlatform): string[] {
  const look = {
    BatchMode: 'yes',
    RequestTTY: 'no',
    PreferredAuthentications: 'none',
    ConnectTimeout: String(probeSeconds),
  };
  // A node that wants no proof would give a shell.
  return [...toOptions(look), ...toDestination(connection, os), 'exit'];
}

const commandConnectSeconds = 15;

/**
 * The argument list of `ssh` that runs one command on a node and asks nothing. Messages of `ssh` itself go to the file
 * at `logPath`, apart from the output of the command. The command is the user's own text: only the shell of the node
 * reads it. Throws `BatchError` (`InvalidInput`) when address, port, user or a path is not what it should be.
 */
export function toSshCommandArguments(
  connection: SshConnection,
  os: NodeJsPlatform,
  logPath: string,
  command: string,
): string[] {
  const unattended = { BatchMode: 'yes', RequestTTY: 'no', ConnectTimeout: String(commandConnectSeconds) };
  return ['-E', logPath, ...toOptions(unattended), ...toDestination(connection, os), command];
}

/**
 * The argument list of `ssh` that makes it print, and do nothing else, the configuration that a session on a node would
 * have if the user's own forwarding were allowed. Its options are those of the session, since `Match` blocks depend on them.
 * Throws `BatchError` (`InvalidInput`) when address, port, user or a path is not what it should be.
 */
export function toSshLookupArguments(connection: SshConnection, os: NodeJsPlatform): string[] {
  return ['-G', ...toOptions({ ClearAllForwardings: 'no' }), ...toDestination(connection, os)];
}

/** The way to a node in what `ssh` printed for `toSshLookupArguments`; undefined where it goes there directly. */
export function readSshProxy(printed: string): SshProxy | undefined {
  const [, name, value = ''] = /^(proxyjump|proxycommand) (.+?)\r?$/m.exec(printed) ?? [];
  if (name === undefined || value.toLowerCase() === 'none') return undefined;
  return { option: name === 'proxyjump' ? 'ProxyJump' : 'ProxyCommand', value };
}

/** What the user's own `ssh_config` forwards for a node, in what `ssh` printed for `toSshLookupArguments`; each as it says it. */
export function readForwarded(printed: string): readonly string[] {
  return [...printed.matchAll(/^(?:local|remote|dynamic)forward .+$/gm)].map(([line]) => line.trimEnd());
}

/**
 * Where to, and how. `ssh` takes the first value that it meets of every option, and reads the command line before the
 * user's `ssh_config`. So the host, how it is checked, and what is forwarded to the node are set here; the rest (a
 * `ProxyJump`, an agent, ciphers) stays the user's.
 */
function toDestination(connection: SshConnection, os: NodeJsPlatform): string[] {
  checkDestination(connection);
  const { address, port, user, proof } = connection;
  return [
    ...toOptions({
      // For options below that an old `ssh` does not know; the user's own value would have to name them.
      IgnoreUnknown: '*',
      HostName: address,
      CanonicalizeHostname: 'no',
      ...toHostKeyOptions(connection, os),
      ...nothingLent,
      ...aConnectionOfItsOwn,
      ...anOrdinarySession,
      LogLevel: 'INFO',
      ...toProofOptions(proof, os),
    }),
    '-a',
    '-x',
    '-p',
    String(port),
    '-l',
    user,
    '--',
    address,
  ];
}

/** The facts besides the connection that an entry in the user's `ssh_config` depends on. */
export interface SshEntryOptions {
  /** The user's way to the address: the entry has another name, for which the user's own file doesn't set one. */
  readonly proxy?: SshProxy | undefined;
  /** Options from `readEntryLookup`. */
  readonly overridden?: readonly string[] | undefined;
}

/**
 * The lines of an entry for a node in the user's `ssh_config`, for programs that start `ssh` themselves. They lend the node
 * as little as the command line does, except that nothing in an entry can prevent forwarded ports: such programs need
 * their own, so `ClearAllForwardings` is no option, and `readEntryLookup` finds the user's.
 * Throws `BatchError` (`InvalidInput`) when address, port, user or a path is not what it should be.
 */
export function toConfigLines(
  connection: SshConnection,
  os: NodeJsPlatform,
  options: SshEntryOptions = {},
): readonly string[] {
  return Object.entries(toEntryOptions(connection, os, options)).map(([name, value]) => `${name} ${value}`);
}

/**
 * The argument list of `ssh` that makes it print, and do nothing else, the configuration that the entry `host` of a node
 * would have in the file at `configPath`, or in the file that `ssh` reads anyway. On the command line, options come before
 * all files, as the entry does in its file; so the entry needn't be there yet.
 * Throws `BatchError` (`InvalidInput`) when address, port, user or a path is not what it should be.
 */
export function toEntryLookupArguments(
  connection: SshConnection,
  os: NodeJsPlatform,
  host: string,
  { configPath, ...options }: SshEntryOptions & { readonly configPath?: string | undefined },
): string[] {
  const file = configPath === undefined ? [] : ['-F', configPath];
  // Otherwise `ssh` refuses to print a configuration that sends it into the background.
  const session = { IgnoreUnknown: '*', ...anOrdinarySession };
  return ['-G', ...file, ...toOptions({ ...session, ...toEntryOptions(connection, os, options) }), '--', host];
}

/** The effect of the user's configuration on an entry. */
export interface EntryLookup {
  /** Forwardings that no entry can prevent. */
  readonly forwarded: readonly string[];
  /** Options from `notInEveryVersion` that it sets to something else, and that the entry has to set. */
  readonly overridden: readonly string[];
}

/** Reads what `ssh` printed for `toEntryLookupArguments`. */
export function readEntryLookup(printed: string): EntryLookup {
  const isSet = (name: string): boolean => {
    const value = new RegExp(`^${name} (.+?)\\r?$`, 'im').exec(printed)?.[1];
    return value !== undefined && !/^(?:no|false|none)$/i.test(value);
  };
  return { forwarded: readForwarded(printed), overridden: notInEveryVersion.filter(isSet) };
}

function toEntryOptions(
  connection: SshConnection,
  os: NodeJsPlatform,
  { proxy, overridden = [] }: SshEntryOptions,
): SshOptions {
  checkDestination(connection);
  const { address, port, user, proof } = connection;
  const { ClearAllForwardings: _, ...lent } = nothingLent;
  const isWritten = ([name]: readonly [string, string]): boolean =>
    !notInEveryVersion.includes(name) || overridden.includes(name);
  return Object.fromEntries(
    Object.entries({
      HostName: address,
      Port: String(port),
      User: user,
      CanonicalizeHostname: 'no',
      ...toHostKeyOptions(connection, os),
      ...lent,
      ...aConnectionOfItsOwn,
      ...toProofOptions(proof, os),
      ...(proxy === undefined ? {} : { [proxy.option]: proxy.value }),
    }).filter(isWritten),
  );
}

/** The node's host key is pinned under an alias of our own, since Batch reuses addresses and ports. */
function toHostKeyOptions({ node, knownHostsPath }: SshConnection, os: NodeJsPlatform): SshOptions {
  return {
    HostKeyAlias: toHostKeyAlias(node),
    UserKnownHostsFile: quoteOptionPath(knownHostsPath, os),
    GlobalKnownHostsFile: os === 'win32' ? 'NUL' : '/dev/null',
    // Pins the first key, and takes no other afterwards, of whatever type.
    StrictHostKeyChecking: 'accept-new',
    // Plain aliases, so that the key of a node that was reimaged can be found and forgotten.
    HashKnownHosts: 'no',
    CheckHostIP: 'no',
    NoHostAuthenticationForLocalhost: 'no',
    VerifyHostKeyDNS: 'no',
    UpdateHostKeys: 'no',
    KnownHostsCommand: 'none',
  };
}

/** Nothing of this machine is within reach of the node, and nothing here runs because of the connection. */
const nothingLent: SshOptions = {
  ClearAllForwardings: 'yes',
  ForwardAgent: 'no',
  ForwardX11: 'no',
  ForwardX11Trusted: 'no',
  GSSAPIDelegateCredentials: 'no',
  GSSAPIKeyExchange: 'no',
  HostbasedAuthentication: 'no',
  Tunnel: 'no',
  PermitLocalCommand: 'no',
};

/** A connection that no other `ssh` made or uses, and that runs no command of the user's configuration. */
const aConnectionOfItsOwn: SshOptions = {
  ControlMaster: 'no',
  ControlPath: 'none',
  ControlPersist: 'no',
  RemoteCommand: 'none',
};

/** A session in the foreground that runs a shell, or the command that was asked for, with input from here. */
const anOrdinarySession: SshOptions = { SessionType: 'default', StdinNull: 'no', ForkAfterAuthentication: 'no' };

/**
 * Options that an `ssh` may not know: one without Kerberos or the patch for its key exchange, or before 8.5 (OpenSSH
 * release notes). It refuses a whole file that has one, for all hosts. So an entry has one only if the user's
 * configuration sets it, too, which means that it's known.
 */
const notInEveryVersion = ['GSSAPIDelegateCredentials', 'GSSAPIKeyExchange', 'KnownHostsCommand'];

function toProofOptions(proof: SshProof, os: NodeJsPlatform): SshOptions {
  const password = 'keyboard-interactive,password';
  if (proof.kind === 'key') {
    return {
      // Not `-i`, which takes a path with `%` neither as it is nor escaped.
      IdentityFile: quoteOptionPath(proof.identityPath, os),
      IdentitiesOnly: 'yes',
      PubkeyAuthentication: 'yes',
      PreferredAuthentications: 'publickey',
    };
  }
  return proof.kind === 'password'
    ? { PubkeyAuthentication: 'no', PasswordAuthentication: 'yes', PreferredAuthentications: password }
    : { PreferredAuthentications: `publickey,${password}` };
}

type SshOptions = Readonly<Record<string, string>>;

function toOptions(options: SshOptions): string[] {
  return Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

function checkDestination({ user, address, port }: SshConnection): void {
  if (!plainUser.test(user)) {
    throw new BatchError({ code: 'InvalidInput', message: l10n.t('The user name cannot be used with SSH.') });
  }
  if (!isHostAddress(address) || !isPort(port)) {
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t(
        'The service returned an address for this node that is neither an IP address nor a host name. No connection was started.',
      ),
    });
  }
}

/** `ssh` splits option values at spaces and expands `%` (ssh_config: "TOKENS"); a quoted path with `%%` is taken as it is. */
function quoteOptionPath(path: string, os: NodeJsPlatform): string {
  // `ssh` puts a variable in place of the one, which nothing escapes, and ends the value at the other.
  if (/\$\{|[\r\n]/.test(path)) {
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t(
        'SSH cannot use the path {0}, because it contains a line break or a dollar sign before a brace. Use another path.',
        JSON.stringify(path),
      ),
    });
  }
  const plain = os === 'win32' ? path.replaceAll('\\', '/') : path.replaceAll('\\', '\\\\');
  return `"${plain.replaceAll('"', '\\"').replaceAll('%', '%%')}"`;
}
