#!/usr/bin/env node
import { rm } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { describeFileError } from '../node/fileError.ts';
import { check } from './check.ts';
import { type CliCommand, describeAll, describeCommand, listWritten, readArguments, withMeant } from './commandLine.ts';
import { makeCompletion } from './completion.ts';
import { download } from './download.ts';
import { describeFailure, type ExitCode, exitCodes, toExitCode, WrongUse } from './exit.ts';
import { explain } from './explain.ts';
import { failures } from './failures.ts';
import { live } from './live.ts';
import { logs } from './logs.ts';
import { mcp } from './mcp.ts';
import { makeOutput } from './output.ts';
import { reproduce } from './reproduce.ts';
import { retry } from './retry.ts';
import { endProcess } from './stop.ts';
import { readVersion, speak } from './texts.ts';
import { wait } from './wait.ts';

/** The entry point of the command line, the second front end: docs/cli.md. */

const commands: Readonly<Record<string, CliCommand>> = {
  failures,
  explain,
  logs,
  download,
  reproduce,
  wait,
  check,
  retry,
  live,
  mcp,
  completion: makeCompletion(() => commands),
};

let output = makeOutput();

/** Names of the commands, and of what is done without one. */
const names = ['help', ...Object.keys(commands)];

async function run([name, ...args]: readonly string[]): Promise<ExitCode> {
  const columns = process.stdout.columns || undefined;
  if (name === 'help' && args[0] !== undefined) return run([args[0], '--help']);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    output.print(describeAll(commands, columns));
    return name === undefined ? exitCodes.wrongUse : exitCodes.done;
  }
  if (name === '--version') {
    output.print(readVersion());
    return exitCodes.done;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new WrongUse(
      withMeant(
        l10n.t('There is no command {name}. Available commands: {names}.', { name, names: names.join(', ') }),
        name,
        [...names, '--help', '--version'],
      ),
    );
  if (!args.includes('--help')) for (const file of listWritten(command, args)) await rm(file, { force: true });
  const given = readArguments(command, [...args]);
  output = makeOutput({ color: given.text('color') });
  if (!given.is('help')) return command.run(given, output);
  output.print(describeCommand(name, command, columns));
  return exitCodes.done;
}

speak(process.env);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of the output has ended, as in `| head`, which is not a failure.
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  output.note(describeFileError(error));
  process.exit(exitCodes.notDone);
});
// The application's timers do not keep a process alive. VS Code's process stays alive because of its window, but a
// terminal's process would end.
const alive = setInterval(() => undefined, 60_000);
/** Resolves to the exit code when everything is done. */
export const ended: Promise<ExitCode> = run(process.argv.slice(2))
  .catch((error: unknown) => {
    output.note(describeFailure(error));
    return toExitCode(error);
  })
  .then((code) => {
    clearInterval(alive);
    endProcess(code);
    return code;
  });
