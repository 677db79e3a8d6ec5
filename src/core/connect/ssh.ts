import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../model/batchError.ts';
import type { NodeResource } from '../model/resource.ts';
import type { NodeNames } from '../words/nodeNames.ts';
import { toHostKeyAlias } from './hostKeys.ts';

/** How a user authenticates: with this private key, with a password only, or as the user's `ssh` is configured. */
export type SshProof =
  | { readonly kind: 'key'; readonly identityPath: string }
  | { readonly kind: 'password' }
  | { readonly kind: 'any' };

/** Proxy that the user's own `ssh_config` names for a node's address, in the syntax of `ssh`. */
export interface SshProxy {
  readonly option: 'ProxyJump' | 'ProxyCommand';
  readonly value: string;
}

/** Everything that an SSH connection to a node needs. The service's part (address and port) is untrusted. */
export interface SshConnection {
  readonly user: string;
  readonly address: string;
  readonly port: number;
  readonly node: NodeResource;
  readonly nodeNames?: NodeNames;
  readonly proof: SshProof;
  /** True if the address is the node's own address in its virtual network. */
  readonly isPrivate?: boolean;
  /** File with the pinned host keys of nodes. */
  readonly knownHostsPath: string;
}

const ipv4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const ipv6 = /^[0-9A-Fa-f:]{2,39}$/;
const dnsName =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
const plainUser = /^[A-Za-z_][A-Za-z0-9_-]{0,31}$/;

/** Checks whether a string is only an IP address or a host name, without options, line breaks, or shell syntax. */
export function isHostAddress(text: string): boolean {
  return ipv4.test(text) || (text.includes(':') && ipv6.test(text)) || dnsName.test(text);
}

/** Checks whether a number is a valid port. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

/** `process.platform` of the computer that runs `ssh`; only Windows differs. */
export type NodeJsPlatform = 'win32' | (string & {});

/** A port of a node, forwarded from a port on this computer's loopback address. */
export interface ForwardedPort {
  readonly local: number;
  readonly remote: number;
}

/** Optional features of an interactive session. */
export interface SshSession {
  /** Command that the node's shell reads instead of the user's input, quoted for that shell. */
  readonly command?: string;
  readonly forwarded?: ForwardedPort;
}

/**
 * Returns the arguments of `ssh` for an interactive session on a node. Messages of `ssh` itself go to the file at
 * `logPath`. The program is started with this list, never through a shell. Throws `BatchError` (`InvalidInput`) for an
 * invalid address, port, user, or path.
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

/** Returns arguments that forward a port. They precede the option that disables forwarding: the first one applies. */
function toForwardArguments({ local, remote }: ForwardedPort): string[] {
  if (!isPort(local) || !isPort(remote)) throw new RangeError(`not ports: ${local}, ${remote}`);
  const loopback = '127.0.0.1';
  const options = toOptions({ ClearAllForwardings: 'no', ExitOnForwardFailure: 'yes', GatewayPorts: 'no' });
  return [...options, '-L', `${loopback}:${local}:${loopback}:${remote}`];
}

const probeSeconds = 15;

/**
 * Returns the arguments of `ssh` for a probe of a node, which connects, checks or pins its host key, and stops before
 * sending any credentials. Asks nothing. Throws `BatchError` (`InvalidInput`) for an invalid address, port, user, or
 * path.
 */
export function toSshProbeArguments(connection: SshConnection, os: NodeJsPlatform): string[] {
  const look = {
    BatchMode: 'yes',
    RequestTTY: 'no',
    PreferredAuthentications: 'none',
    ConnectTimeout: String(probeSeconds),
  };
  // A node that requires no authentication would open a shell.
  return [...toOptions(look), ...toDestination(connection, os), 'exit'];
}

const commandConnectSeconds = 15;

/**
 * Returns the arguments of `ssh` that run one command on a node without prompts. Messages of `ssh` itself go to the
 * file at `logPath`, separate from the output of the command. The command is the user's own text, and only the node's
 * shell parses it. Throws `BatchError` (`InvalidInput`) for an invalid address, port, user, or path.
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
 * Returns the arguments of `ssh` that only print the configuration that a session on a node would have if the user's
 * own forwardings were allowed. Includes the options of the session, because `Match` blocks depend on them. Throws
 * `BatchError` (`InvalidInput`) for an invalid address, port, user, or path.
 */
export function toSshLookupArguments(connection: SshConnection, os: NodeJsPlatform): string[] {
  return ['-G', ...toOptions({ ClearAllForwardings: 'no' }), ...toDestination(connection, os)];
}

/** Reads the proxy to a node from the output of `toSshLookupArguments`; undefined for a direct connection. */
export function readSshProxy(printed: string): SshProxy | undefined {
  const [, name, value = ''] = /^(proxyjump|proxycommand) (.+?)\r?$/m.exec(printed) ?? [];
  if (name === undefined || value.toLowerCase() === 'none') return undefined;
  return { option: name === 'proxyjump' ? 'ProxyJump' : 'ProxyCommand', value };
}

/**
 * Lists the forwardings that the user's own `ssh_config` sets for a node, in its own syntax, based on the output of
 * `toSshLookupArguments`.
 */
export function readForwarded(printed: string): readonly string[] {
  return [...printed.matchAll(/^(?:local|remote|dynamic)forward .+$/gm)].map(([line]) => line.trimEnd());
}

/**
 * Returns the destination and the options for it. `ssh` uses the first value of each option, and reads the command line
 * before the user's `ssh_config`. The host, its verification, and the forwardings are therefore set here; everything
 * else (a `ProxyJump`, an agent, ciphers) remains up to the user.
 */
function toDestination(connection: SshConnection, os: NodeJsPlatform): string[] {
  checkDestination(connection);
  const { address, port, user, proof } = connection;
  return [
    ...toOptions({
      // Lets an old `ssh` skip options below that it doesn't know and the user's own `IgnoreUnknown` may not list.
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

/** Additional facts on which an entry in the user's `ssh_config` depends. */
export interface SshEntryOptions {
  /**
   * The proxy that the user's own file sets for the address of the node. The entry repeats it, because it has a name of
   * its own, to which that setting doesn't apply.
   */
  readonly proxy?: SshProxy | undefined;
  readonly overridden?: readonly string[] | undefined;
}

/**
 * Returns the lines of an entry for a node in the user's `ssh_config`, for programs that start `ssh` themselves. The
 * entry shares as little with the node as the command line does, except that it can't prevent forwarded ports. Such
 * programs need their own forwardings, so `ClearAllForwardings` can't be used, and `readEntryLookup` finds the user's
 * forwardings. Throws `BatchError` (`InvalidInput`) for an invalid address, port, user, or path.
 */
export function toConfigLines(
  connection: SshConnection,
  os: NodeJsPlatform,
  options: SshEntryOptions = {},
): readonly string[] {
  return Object.entries(toEntryOptions(connection, os, options)).map(([name, value]) => `${name} ${value}`);
}

/**
 * Returns the arguments of `ssh` that only print the configuration that the entry `host` of a node would have in the
 * file at `configPath`, or in the default file. On the command line, options precede all files, as the entry does in
 * its file, so the entry need not exist yet. Throws `BatchError` (`InvalidInput`) for an invalid address, port, user,
 * or path.
 */
export function toEntryLookupArguments(
  connection: SshConnection,
  os: NodeJsPlatform,
  host: string,
  { configPath, ...options }: SshEntryOptions & { readonly configPath?: string | undefined },
): string[] {
  const file = configPath === undefined ? [] : ['-F', configPath];
  // Otherwise, `ssh` refuses to print a configuration that sends it to the background.
  const session = { IgnoreUnknown: '*', ...anOrdinarySession };
  return ['-G', ...file, ...toOptions({ ...session, ...toEntryOptions(connection, os, options) }), '--', host];
}

/** The effect of the user's configuration on an entry. */
export interface EntryLookup {
  /** Forwardings that no entry can prevent. */
  readonly forwarded: readonly string[];
  /**
   * Options from `notInEveryVersion` that the configuration sets to other values, so that the entry has to set them.
   */
  readonly overridden: readonly string[];
}

/** Parses the output of `toEntryLookupArguments`. */
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

/** Pins the node's host key under an alias of this extension, because Batch reuses addresses and ports. */
function toHostKeyOptions({ node, knownHostsPath }: SshConnection, os: NodeJsPlatform): SshOptions {
  return {
    HostKeyAlias: toHostKeyAlias(node),
    UserKnownHostsFile: quoteOptionPath(knownHostsPath, os),
    GlobalKnownHostsFile: os === 'win32' ? 'NUL' : '/dev/null',
    // Pins the first key, and accepts no other key afterward, regardless of its type.
    StrictHostKeyChecking: 'accept-new',
    // Plain aliases, so that the key of a reimaged node can be found and removed.
    HashKnownHosts: 'no',
    CheckHostIP: 'no',
    NoHostAuthenticationForLocalhost: 'no',
    VerifyHostKeyDNS: 'no',
    UpdateHostKeys: 'no',
    KnownHostsCommand: 'none',
  };
}

/** Options that give the node access to nothing on this computer, and run nothing here because of the connection. */
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

/** Options for a connection that no other `ssh` shares, and that runs no command of the user's configuration. */
const aConnectionOfItsOwn: SshOptions = {
  ControlMaster: 'no',
  ControlPath: 'none',
  ControlPersist: 'no',
  RemoteCommand: 'none',
};

/** Options that run a shell or the requested command in the foreground, with input from here. */
const anOrdinarySession: SshOptions = { SessionType: 'default', StdinNull: 'no', ForkAfterAuthentication: 'no' };

/**
 * Options that some versions of `ssh` don't know: those before 8.5 (OpenSSH release notes), without Kerberos, or
 * without the patch for its key exchange. Such a version rejects the whole file, for all hosts. An entry therefore
 * contains such an option only if the user's configuration does, which shows that it is known.
 */
const notInEveryVersion = ['GSSAPIDelegateCredentials', 'GSSAPIKeyExchange', 'KnownHostsCommand'];

function toProofOptions(proof: SshProof, os: NodeJsPlatform): SshOptions {
  const password = 'keyboard-interactive,password';
  if (proof.kind === 'key') {
    return {
      // Not `-i`, which doesn't accept a path with `%`, escaped or not.
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
  if (!plainUser.test(user)) throw toInvalidInput(l10n.t('The user name cannot be used with SSH.'));
  if (!isHostAddress(address) || !isPort(port)) {
    throw toInvalidInput(
      l10n.t(
        'The service returned an address for this node that is neither an IP address nor a host name. No connection was started.',
      ),
    );
  }
}

/**
 * Quotes a path. `ssh` splits option values at spaces and expands `%` (ssh_config: "TOKENS"); a quoted path with `%%`
 * is taken literally.
 */
function quoteOptionPath(path: string, os: NodeJsPlatform): string {
  // `ssh` expands the variable, which can't be escaped, and ends the value at a line break.
  if (/\$\{|[\r\n]/.test(path)) {
    throw toInvalidInput(
      l10n.t(
        'SSH cannot use the path {0}, because it contains a line break or a dollar sign before a brace. Use another path.',
        JSON.stringify(path),
      ),
    );
  }
  const plain = os === 'win32' ? path.replaceAll('\\', '/') : path.replaceAll('\\', '\\\\');
  return `"${plain.replaceAll('"', '\\"').replaceAll('%', '%%')}"`;
}
