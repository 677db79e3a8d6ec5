#!/usr/bin/env node
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiVersions } from './apiVersion.ts';
import { asksForHelp, asksForVersion, type CommandLine, help, parseCommandLine, UsageError } from './commandLine.ts';
import { describeError } from './describeError.ts';
import { createProcessExecutor } from './executors/process/processExecutor.ts';
import { autoStorageAt } from './executors/process/resourceFiles.ts';
import { supervisorWord } from './executors/process/supervisor/supervise.ts';
import { exportScenario } from './export/exportCommand.ts';
import { readFaultFile } from './faultFile.ts';
import type { Fault } from './http/fault.ts';
import { randomIds, seededIds } from './ids.ts';
import { describeRequest, LenienceNotes, type ServedRequest } from './logRecords.ts';
import { readScenario } from './scenarioFile/readScenario.ts';
import { scenarioNames } from './scenarios/catalogue.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { startSimulator } from './simulator.ts';
import type { SimulatorOptions } from './simulatorOptions.ts';
import { TrustFiles } from './tls/trustFiles.ts';

// Exports of the package azure-batch-simulator. This file is also the program that it installs.
export { HeldClock, RealClock, SteppedClock } from './clock.ts';
export { type SimulatorAddress, SimulatorControl, SimulatorRefusal } from './control/simulatorControl.ts';
export { createProcessExecutor } from './executors/process/processExecutor.ts';
export type { ExportedAccount, ExportedJob, ExportedPool } from './export/exportedAccount.ts';
export { type ExportedScenario, type ExportOptions, toScenarioFile } from './export/toScenarioFile.ts';
export { wellKnownKey } from './http/exposure.ts';
export { ServiceError } from './http/serviceError.ts';
export { readScenario } from './scenarioFile/readScenario.ts';
export type { Scenario } from './scenarios/scenario.ts';
export { startSimulator } from './simulator.ts';
export type { Simulator, SimulatorOptions } from './simulatorOptions.ts';

/**
 * Starts the simulator according to the command line, prints its addresses, and on a signal stops it and its child
 * processes.
 */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  // With this argument, the process is the supervisor of another simulator's programs.
  if (args[0] === supervisorWord) return;
  if (args[0] === 'export') return exportScenario(args.slice(1), process.env);
  if (asksForHelp(args) || asksForVersion(args)) {
    process.stdout.write(asksForHelp(args) ? help : `${readProductVersion()}, Batch REST ${apiVersions.join(', ')}\n`);
    return;
  }
  const asked = parseCommandLine(args, process.env);
  // The parent may stop reading after the first line; the simulator continues.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const scenario = await findWorld(asked.scenario);
  const faults = asked.faultFile === undefined ? [] : await readFaultFile(asked.faultFile);
  const trust = asked.isTls ? await TrustFiles.make() : undefined;
  const options = { ...toOptions(asked, scenario, faults), environment: trust?.environment ?? {} };
  const simulator = await startSimulator(options).catch(async (error: unknown) => {
    await trust?.remove();
    throw describeTakenPort(error, asked);
  });
  const { url, accountName, accountKey } = simulator;
  const line = `${JSON.stringify({ url, accountName, accountKey })}\n`;
  const putAway = async (): Promise<void> => {
    await trust?.remove();
    if (asked.readyFile !== undefined) await removeReadyFile(asked.readyFile, line);
    await simulator.close();
  };
  // Ctrl+C comes from the terminal and again from the parent process: the second must not interrupt what the first
  // began.
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ending ??= putAway();
    return ending;
  };
  // The channel to the parent process, if there is one, breaks when the parent ends.
  for (const event of ['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect'] as const) {
    process.on(event, () => {
      void end().then(() => process.exit(0));
    });
  }
  try {
    await trust?.write(simulator.ca);
    if (asked.readyFile !== undefined) await writeReadyFile(asked.readyFile, line);
  } catch (error) {
    await end();
    throw error;
  }
  process.stdout.write(line);
  if (!asked.isQuiet) {
    const world = describeWorld(asked);
    process.stderr.write(`Serving ${world} at ${url} as REST ${apiVersions.join(' and ')} (docs/simulator.md).\n`);
  }
  if (trust !== undefined) {
    const { armUrl, tokenUrl } = simulator;
    process.stderr.write(
      `Certificate to trust: ${trust.certificate}\nResource Manager: ${armUrl}\nTokens: ${tokenUrl}\n`,
    );
  }
}

/**
 * The name of a shipped scenario takes precedence over files; a text that doesn't look like a file is treated as a
 * name, so that the error is about an unknown scenario.
 */
async function findWorld(asked: string | undefined): Promise<string | Scenario | undefined> {
  const isFile = asked !== undefined && !scenarioNames().includes(asked) && /[\\/]|\.json$/i.test(asked);
  return isFile ? readScenario(asked) : asked;
}

function toOptions(
  asked: CommandLine,
  scenario: string | Scenario | undefined,
  faults: readonly Fault[],
): SimulatorOptions {
  const {
    executor,
    seed,
    autoStorage,
    maxOutputBytes,
    resourceHosts,
    faultFile: _file,
    readyFile: _ready,
    ...others
  } = asked;
  const { isLogging: _logs, isQuiet: _quiet, ...options } = others;
  const more = {
    resourceHosts,
    ...(autoStorage === undefined ? {} : { autoStorage: autoStorageAt(autoStorage) }),
    ...(maxOutputBytes === undefined ? {} : { maxOutputBytes }),
  };
  return {
    ...options,
    scenario,
    faults,
    ids: seed === undefined ? randomIds : seededIds(seed),
    executor: executor === 'process' ? (given) => createProcessExecutor({ ...given, ...more }) : undefined,
    onRequest: makeRequestLog(asked),
  };
}

function describeWorld({ scenario, stateFolder }: CommandLine): string {
  if (stateFolder !== undefined) return `the account in ${stateFolder}`;
  return scenario === undefined ? 'an empty account' : `the scenario ${scenario}`;
}

function makeRequestLog({ isLogging, isQuiet }: CommandLine): (request: ServedRequest) => void {
  const notes = new LenienceNotes();
  return (request) => {
    const fresh = isQuiet ? [] : notes.findNew(request);
    for (const line of isLogging ? [...fresh, describeRequest(request)] : fresh) process.stderr.write(`${line}\n`);
  };
}

/** Adds a remedy to the error for a port in use; returns other errors unchanged. */
function describeTakenPort(error: unknown, asked: CommandLine): unknown {
  const { code, port = asked.port } = error as NodeJS.ErrnoException & { readonly port?: number };
  const flag = port === asked.port ? '--port' : '--arm-port';
  if (code === 'EADDRINUSE')
    return new Error(`Port ${port} is already in use. Choose another with ${flag}, or 0 for a free one.`);
  if (code === 'EACCES')
    return new Error(`Port ${port} is reserved for administrators. Choose another with ${flag}, 1024 or higher.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Error(
      `This computer doesn't have the address ${asked.host}. Choose another with --host, or 0.0.0.0 for all.`,
    );
  return error;
}

/** Writes the file so that readers never see a partial one. It contains the key, so only its owner may read it. */
async function writeReadyFile(file: string, line: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  try {
    await writeFile(draft, line, { mode: 0o600, flag: 'wx' });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`The ready file ${path.resolve(file)} cannot be written (${code}).`);
  }
}

/** Removes the ready file, unless another simulator has written it since. */
async function removeReadyFile(file: string, line: string): Promise<void> {
  const content = await readFile(file, 'utf8').catch(() => undefined);
  if (content === line) await rm(file, { force: true });
}

if (isProgram()) {
  main().catch((error: unknown) => {
    const message = describeError(error);
    const command = process.argv[2] === 'export' ? 'azure-batch-simulator export' : 'azure-batch-simulator';
    process.stderr.write(
      error instanceof UsageError ? `${message}\nFor usage, run ${command} --help.\n` : `${message}\n`,
    );
    process.exit(error instanceof UsageError ? 2 : 1);
  });
}

/** Returns true if this file was started, by itself or through a link to it, and not imported. */
function isProgram(): boolean {
  const [, program] = process.argv;
  return program !== undefined && existsSync(program) && realpathSync(program) === fileURLToPath(import.meta.url);
}

/** Returns the version of the product. The manifest is in an ancestor folder of the sources, and of the bundle. */
function readProductVersion(): string {
  const manifest = ['../package.json', '../../package.json']
    .map((name) => new URL(name, import.meta.url))
    .find((url) => existsSync(url));
  if (manifest === undefined) return 'unknown version';
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return version;
}
