import { parseImage } from './bodies/supportedImages.ts';
import type { PlannedOutcome } from './executors/outcomePlan.ts';
import type { RunScript } from './executors/runScript.ts';
import { findExposureFault, findTokenFault, wellKnownKey } from './http/exposure.ts';
import { loopbackHost } from './http/listening.ts';
import { type RoleName, roleNames } from './http/roles.ts';
import { findNearNames } from './nearNames.ts';
import { isDate, timeMs } from './state/time.ts';

/** Parsed command line of the simulator. */
export interface CommandLine {
  readonly port: number;
  readonly host: string;
  /** External URL of the account, for clients elsewhere. */
  readonly externalUrl: string | undefined;
  readonly allowedHosts: readonly string[];
  /** TCP port of Resource Manager and the token endpoint. */
  readonly armPort: number;
  /** Permissions for other computers: to be served without TLS, and to run programs in their tasks. */
  readonly allowPlainHttp: boolean;
  readonly allowRemoteCommands: boolean;
  /** Name of a scenario, or path of a JSON file with one. */
  readonly scenario: string | undefined;
  readonly executor: 'process' | 'scripted';
  readonly speed: number;
  /** URL of the blob service that acts as the account's auto-storage, with its SAS. A secret. */
  readonly autoStorage: string | undefined;
  readonly maxOutputBytes: number | undefined;
  /** Hosts, besides this computer, that resource files may come from. */
  readonly resourceHosts: readonly string[];
  readonly accountName: string | undefined;
  /** Base64. */
  readonly accountKey: string | undefined;
  /** Token that control requests may carry instead of a signature. A secret. */
  readonly controlToken: string | undefined;
  /** Outcomes of the first tasks, which replace the effects of their command lines. */
  readonly outcomes: readonly PlannedOutcome[];
  /** Seed that makes IDs the same in each run. */
  readonly seed: string | undefined;
  /** Start time of the clock, in milliseconds since the epoch. */
  readonly startMs: number | undefined;
  /** Set if the clock moves only on request. */
  readonly isHeld: boolean;
  /** Folder in which the account is saved between runs. */
  readonly stateFolder: string | undefined;
  /** Images and VM sizes in addition to the known ones. */
  readonly images: readonly string[];
  readonly vmSizes: readonly string[];
  /** Milliseconds between the arrivals of a pool's new nodes. */
  readonly nodeArrivalMs: number;
  readonly defaultJobAction: 'none' | 'terminate';
  /** File with faults in JSON. */
  readonly faultFile: string | undefined;
  /** Roles of clients that use tokens, by client ID; a client that isn't listed may do everything. */
  readonly roles: Readonly<Record<string, RoleName>>;
  /** File with the content of the first output line, which exists while the simulator listens. */
  readonly readyFile: string | undefined;
  readonly isTls: boolean;
  /** Set to serve clients that request other API versions. */
  readonly isLenient: boolean;
  readonly isLogging: boolean;
  /** Set to print only errors on stderr. */
  readonly isQuiet: boolean;
}

/** An invalid command line; the message is for the user. */
export class UsageError extends Error {}

const flags = {
  '--port': { value: 'P', meaning: 'TCP port; 0, the default, lets the system choose' },
  '--host': {
    value: 'ADDRESS',
    meaning: 'address to listen on instead of 127.0.0.1; 0.0.0.0 for all. It then requires a --key of your own',
  },
  '--external-url': { value: 'URL', meaning: 'URL that clients use for it, such as http://batch:8080' },
  '--allowed-hosts': { value: 'NAME,…', meaning: 'additional host names that clients may use for it' },
  '--arm-port': { value: 'P', meaning: 'TCP port for Resource Manager and the token endpoint, with TLS' },
  '--scenario': {
    value: 'NAME|FILE',
    meaning: 'start with a broken world, or with the one in a JSON file (docs/simulator.md)',
  },
  '--executor': { value: 'process|scripted', meaning: 'actually run command lines, or play what a scenario says' },
  '--speed': { value: 'N', meaning: 'time passes N times as fast, at most a million times' },
  '--state': {
    value: 'DIR',
    meaning: 'save the account and its files in this folder, and load them at the next start',
  },
  '--start-time': { value: 'TIME', meaning: 'start the clock at this time (2026-11-20T09:00:00Z) instead of now' },
  '--seed': { value: 'TEXT', meaning: 'use the same IDs in each run with the same seed' },
  '--control-token': {
    value: 'TOKEN',
    meaning: 'bearer token that requests to /$simulator can carry instead of a signature: at least 16 characters',
  },
  '--fail-next': {
    value: 'N[:CODE]',
    meaning: 'make the next N tasks fail with this exit code (1 by default), or with a code such as BlobNotFound',
  },
  '--max-output': {
    value: 'SIZE',
    meaning:
      'how much a program can write to its outputs before it is terminated, with --executor process: 500M, 10G; 1G by default',
  },
  '--auto-storage': { value: 'URL', meaning: 'a blob service with an account SAS, for --executor process' },
  '--resource-hosts': {
    value: 'NAME,…',
    meaning:
      'hosts, besides this computer and auto-storage, that resource files may come from, with --executor process: *.blob.core.windows.net, or * for all',
  },
  '--account': { value: 'NAME', meaning: 'account name instead of "simulated"' },
  '--key': {
    value: 'KEY',
    meaning: 'account key in Base64, or well-known (docs/simulator.md), instead of a random one',
  },
  '--image': {
    value: 'PUBLISHER/OFFER/SKU[=AGENT],…',
    meaning: 'pool images in addition to those that it knows, with their node agents',
  },
  '--vm-size': { value: 'NAME,…', meaning: 'VM sizes in addition to those that it knows' },
  '--node-arrival': { value: 'TIME', meaning: 'start the nodes of a pool one by one, at this interval: 500ms, 30s' },
  '--default-job-action': {
    value: 'terminate|none',
    meaning: 'what a failure that no exit conditions cover does to a job that follows exit conditions',
  },
  '--fault': { value: 'FILE', meaning: 'start with the faults in a JSON file (docs/simulator.md)' },
  '--roles': {
    value: 'CLIENT=ROLE,…',
    meaning: 'what clients with tokens may do, by client ID (docs/simulator.md); others may do everything',
  },
  '--ready-file': {
    value: 'FILE',
    meaning: 'also write the first line to this file, for its owner only, while the simulator is listening',
  },
} as const;
type Flag = keyof typeof flags;
/** Options whose values are lists, to which each occurrence adds. */
const repeatable: readonly Flag[] = ['--allowed-hosts', '--resource-hosts', '--image', '--vm-size'];
const flagNames = Object.keys(flags) as readonly Flag[];

const switches = {
  '--tls':
    'serve with TLS, using a certificate that is created at startup and whose path is printed on stderr; clients then send tokens',
  '--hold': 'hold the clock until it is moved (docs/simulator.md, Control)',
  '--allow-plain-http': 'serve other computers without TLS',
  '--allow-remote-commands': 'run programs for other computers, with --executor process',
  '--lenient':
    'serve clients that use other API versions as the nearest supported one, and accept images, sizes and Windows pools that it would otherwise reject',
  '--log': 'log each request on stderr: method, path, status, milliseconds, request ID',
  '--quiet': 'print nothing else on stderr except errors',
  '--version': 'print its version and the API versions that it supports, and exit',
  '--help': 'print this help, and exit',
} as const;
type Switch = keyof typeof switches;
const switchNames = Object.keys(switches) as readonly Switch[];

const usage = [
  'azure-batch-simulator',
  ...flagNames.map((flag) => `[${flag} ${flags[flag].value}]`),
  ...switchNames.map((name) => `[${name}]`),
].join(' ');

const meaningColumn = 30;

function explain(option: string, meaning: string): string {
  const isLong = option.length >= meaningColumn;
  return `  ${isLong ? `${option}\n${' '.repeat(meaningColumn + 2)}` : option.padEnd(meaningColumn)}${meaning}`;
}

/** Output of `--help`. */
export const help = [
  usage,
  '',
  'A Batch service on loopback. Its first line of output is {"url","accountName","accountKey"}; it exits on SIGTERM and SIGINT.',
  `Each option can also be an environment variable (${toVariable('--ready-file')}=FILE, ${toVariable('--tls')}=true).`,
  'An option on the command line overrides its variable.',
  'azure-batch-simulator export writes a scenario from a live account; for usage, run azure-batch-simulator export --help.',
  '',
  ...flagNames.map((flag) => explain(`${flag} ${flags[flag].value}`, flags[flag].meaning)),
  ...switchNames.map((name) => explain(name, switches[name])),
  '',
].join('\n');

/** Returns true if the arguments ask for help. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

/** Returns true if the arguments ask for the versions. */
export function asksForVersion(args: readonly string[]): boolean {
  return args.includes('--version');
}

/** Maximum speed, eleven days per second: a faster clock soon exceeds the last year that a date can hold. */
const maxSpeed = 1_000_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the name of the environment variable that sets the option. */
function toVariable(option: Flag | Switch): string {
  return `AZURE_BATCH_SIMULATOR_${option.slice(2).toUpperCase().replaceAll('-', '_')}`;
}

/**
 * Parses the arguments, `--flag value` or `--flag=value`, and environment variables for options that are not given.
 * Throws `UsageError`.
 */
export function parseCommandLine(args: readonly string[], environment: Environment = {}): CommandLine {
  const given = withVariables(readFlags(args.filter((arg) => !switchNames.some((name) => name === arg))), environment);
  const isOn = (name: Switch): boolean => args.includes(name) || isOnIn(environment, name);
  const executor = executorIn(given);
  const [isTls, isQuiet] = [isOn('--tls'), isOn('--quiet')];
  const isHeld = isOn('--hold');
  if (isHeld && given.has('--speed'))
    throw new UsageError('The option --speed cannot be used with a held clock (--hold).');
  if (isTls && isQuiet) throw new UsageError('The option --quiet would hide the path of the certificate for --tls.');
  const asked: CommandLine = {
    port: portIn(given, '--port'),
    host: given.get('--host') ?? loopbackHost,
    externalUrl: given.get('--external-url'),
    allowedHosts: listIn(given, '--allowed-hosts'),
    armPort: portIn(given, '--arm-port'),
    allowPlainHttp: isOn('--allow-plain-http'),
    allowRemoteCommands: isOn('--allow-remote-commands'),
    scenario: given.get('--scenario'),
    executor,
    speed: numberIn(given, '--speed', 1, (speed) => speed > 0 && speed <= maxSpeed),
    autoStorage: autoStorageIn(given, executor),
    maxOutputBytes: sizeIn(given, '--max-output'),
    resourceHosts: listIn(given, '--resource-hosts'),
    accountName: given.get('--account'),
    accountKey: keyIn(given),
    controlToken: tokenIn(given),
    outcomes: outcomesIn(given),
    stateFolder: given.get('--state'),
    seed: given.get('--seed'),
    startMs: startIn(given),
    isHeld,
    images: imagesIn(given),
    vmSizes: listIn(given, '--vm-size'),
    nodeArrivalMs: durationIn(given, '--node-arrival'),
    defaultJobAction: jobActionIn(given),
    faultFile: given.get('--fault'),
    roles: rolesIn(given),
    readyFile: given.get('--ready-file'),
    isTls,
    isLenient: isOn('--lenient'),
    isLogging: isOn('--log'),
    isQuiet,
  };
  const fault = findExposureFault({ ...asked, runsPrograms: executor === 'process' });
  if (fault !== undefined) throw new UsageError(fault);
  return asked;
}

/** Adds options from environment variables, except addresses (`tcp://…`), which linked containers set. */
function withVariables(given: ReadonlyMap<Flag, string>, environment: Environment): ReadonlyMap<Flag, string> {
  const all = new Map(given);
  for (const flag of flagNames) {
    const value = environment[toVariable(flag)] ?? '';
    if (!all.has(flag) && value !== '' && !value.startsWith('tcp://')) all.set(flag, value);
  }
  return all;
}

function isOnIn(environment: Environment, name: Switch): boolean {
  const value = environment[toVariable(name)] ?? '';
  if (/^(true|1)$/i.test(value)) return true;
  if (/^(false|0|)$/i.test(value)) return false;
  throw new UsageError(`The variable ${toVariable(name)} must be true or false, not ${value}.`);
}

function portIn(given: ReadonlyMap<Flag, string>, flag: Flag): number {
  return numberIn(given, flag, 0, (port) => Number.isInteger(port) && port >= 0 && port <= 65_535);
}

/** Errors don't repeat the value, because it is a secret. */
function keyIn(given: ReadonlyMap<Flag, string>): string | undefined {
  const key = given.get('--key');
  if (key === 'well-known') return wellKnownKey;
  if (key !== undefined && !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[A-Za-z0-9+/=]=)?$/.test(key)) {
    throw new UsageError('The option --key must be Base64, padded with = to groups of four characters, or well-known.');
  }
  return key;
}

function readFlags(args: readonly string[]): ReadonlyMap<Flag, string> {
  const given = new Map<Flag, string>();
  const rest = args.flatMap((arg) =>
    /^--[\w-]+=/.test(arg) ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] : [arg],
  );
  for (let at = 0; at < rest.length; at += 2) {
    const flag = flagNames.find((known) => known === rest[at]);
    const value = rest[at + 1];
    if (flag === undefined) {
      const isSwitch = switchNames.some((name) => name === rest[at]);
      throw new UsageError(
        isSwitch ? `The option ${rest[at]} doesn't take a value.` : describeUnknownOption(rest[at] ?? ''),
      );
    }
    if (value === undefined || value === '') throw new UsageError(`The option ${flag} needs a value.`);
    const former = repeatable.includes(flag) ? given.get(flag) : undefined;
    given.set(flag, former === undefined ? value : `${former},${value}`);
  }
  return given;
}

function describeUnknownOption(word: string): string {
  if (!word.startsWith('-')) return `There is no command ${word}; export is the only one.`;
  return `There is no option ${word}.`;
}

function numberIn(
  given: ReadonlyMap<Flag, string>,
  flag: Flag,
  fallback: number,
  isGood: (value: number) => boolean,
): number {
  const text = given.get(flag);
  const value = text === undefined ? fallback : Number(text);
  if (text?.trim() === '' || !isGood(value)) throw new UsageError(`The option ${flag} cannot be ${text}.`);
  return value;
}

/** Parses `500ms` or `1.5s` to milliseconds; 0 if not given. */
function durationIn(given: ReadonlyMap<Flag, string>, flag: Flag): number {
  const text = given.get(flag);
  if (text === undefined) return 0;
  const [, count, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text) ?? [];
  if (count === undefined) throw new UsageError(`The option ${flag} must be a time such as 500ms or 30s, not ${text}.`);
  return Number(count) * (unit === 's' ? 1000 : 1);
}

/** Parses `500M` or `10G` to bytes. */
function sizeIn(given: ReadonlyMap<Flag, string>, flag: Flag): number | undefined {
  const text = given.get(flag);
  if (text === undefined) return undefined;
  const [, count, unit] = /^([1-9]\d{0,5})([MG])$/.exec(text) ?? [];
  if (count === undefined) throw new UsageError(`The option ${flag} must be a size such as 500M or 10G, not ${text}.`);
  return Number(count) * 1024 ** (unit === 'G' ? 3 : 2);
}

function jobActionIn(given: ReadonlyMap<Flag, string>): 'none' | 'terminate' {
  const text = given.get('--default-job-action') ?? 'terminate';
  if (text === 'none' || text === 'terminate') return text;
  throw new UsageError(`The option --default-job-action must be terminate or none, not ${text}.`);
}

function listIn(given: ReadonlyMap<Flag, string>, flag: Flag): readonly string[] {
  return given.get(flag)?.split(',') ?? [];
}

function imagesIn(given: ReadonlyMap<Flag, string>): readonly string[] {
  const images = listIn(given, '--image');
  const wrong = images.find((text) => parseImage(text) === undefined);
  if (wrong === undefined) return images;
  throw new UsageError(`The option --image must be PUBLISHER/OFFER/SKU or PUBLISHER/OFFER/SKU=AGENT, not ${wrong}.`);
}

/** Returns the control token. Throws `UsageError` without repeating the token, which is a secret. */
function tokenIn(given: ReadonlyMap<Flag, string>): string | undefined {
  const token = given.get('--control-token');
  const fault = token === undefined ? undefined : findTokenFault(token);
  if (fault !== undefined) throw new UsageError(fault);
  return token;
}

function outcomesIn(given: ReadonlyMap<Flag, string>): readonly PlannedOutcome[] {
  const text = given.get('--fail-next');
  if (text === undefined) return [];
  const [, count, code = '1'] = /^([1-9]\d{0,8})(?::(-?\d{1,10}|[A-Za-z]+))?$/.exec(text) ?? [];
  if (count === undefined || Number(code) === 0) {
    throw new UsageError(
      `The option --fail-next must be a number of tasks, or a number and a code: 2, 2:137, 1:BlobNotFound.`,
    );
  }
  const outcome = Number.isNaN(Number(code)) ? failBefore(code) : { durationMs: 0, exitCode: Number(code) };
  return [{ times: Number(count), outcome }];
}

/** Returns a run that fails with `code` before its program starts. */
function failBefore(code: string): RunScript {
  const category = /^(DiskFull|Unknown)$/.test(code) ? 'ServerError' : 'UserError';
  return { durationMs: 0, failure: { category, code, message: code } };
}

function startIn(given: ReadonlyMap<Flag, string>): number | undefined {
  const text = given.get('--start-time');
  if (text === undefined) return undefined;
  if (!isDate(text))
    throw new UsageError(`The option --start-time must be a time such as 2026-11-20T09:00:00Z, not ${text}.`);
  return timeMs(text);
}

/** A role is given by its full name, or by its last words if these are unique: `Reader`. */
function rolesIn(given: ReadonlyMap<Flag, string>): Readonly<Record<string, RoleName>> {
  const pairs = given.get('--roles')?.split(',') ?? [];
  return Object.fromEntries(
    pairs.map((pair) => {
      const [client = '', ...rest] = pair.split('=').map((part) => part.trim());
      const role = rest.join('=');
      const fitting = roleNames.filter((name) => name.toLowerCase().endsWith(` ${role.toLowerCase()}`));
      const name = roleNames.find((known) => known.toLowerCase() === role.toLowerCase()) ?? fitting[0];
      if (client === '' || name === undefined || fitting.length > 1)
        throw new UsageError(`The option --roles must be a client ID, =, and one of these roles: ${listRoles(role)}.`);
      return [client, name];
    }),
  );
}

/** Lists all roles, the most similar first. */
function listRoles(typed: string): string {
  return [...new Set([...findNearNames(typed, roleNames), ...roleNames])].join(', ');
}

/** With a scenario, outcomes are played by default; without one, command lines actually run. */
function executorIn(given: ReadonlyMap<Flag, string>): 'process' | 'scripted' {
  const name = given.get('--executor') ?? (given.has('--scenario') ? 'scripted' : 'process');
  if (name !== 'process' && name !== 'scripted') {
    throw new UsageError(`The option --executor must be process or scripted, not ${name}.`);
  }
  return name;
}

/** Errors don't repeat the value, because it contains a signature. */
function autoStorageIn(given: ReadonlyMap<Flag, string>, executor: CommandLine['executor']): string | undefined {
  const url = given.get('--auto-storage');
  if (url === undefined) return undefined;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new UsageError('The option --auto-storage must be the URL of a blob service, with an account SAS.');
  }
  if (executor === 'scripted') {
    throw new UsageError('The option --auto-storage is for programs that actually run: add --executor process.');
  }
  return url;
}
