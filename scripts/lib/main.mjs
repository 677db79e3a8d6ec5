import { parseArgs } from 'node:util';
import { Failure } from './failure.mjs';
import { endWithNpm } from './npm.mjs';

/**
 * Command line of a script.
 * @typedef {object} CommandLine
 * @property {string} usage Output of `--help`; it starts with the command as typed.
 * @property {import('node:util').ParseArgsConfig['options']} [options] Options for `parseArgs`; `--help` is added.
 * @property {boolean} [names] True if the script takes arguments other than flags.
 */

/**
 * Parses the flags and names on a command line. Throws a `Failure` that shows the usage for an unknown flag, a repeated
 * flag, and an unexpected name.
 * @param {CommandLine} commandLine
 * @param {readonly string[]} args
 * @returns {{values: Record<string, string | boolean | undefined>, names: readonly string[]}}
 */
export function readCommandLine({ usage, options = {}, names = false }, args) {
  const refuse = (why) => new Failure(usage.split(/ \[|\n/, 1)[0], why, `use it like this.\n\n${usage}`);
  let read;
  try {
    read = parseArgs({
      args: [...args],
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: names,
      tokens: true,
    });
  } catch (error) {
    throw refuse(error.message.replace(/\. (?:To specify|This command)[\s\S]*/, ''));
  }
  const said = read.tokens.filter(({ kind }) => kind === 'option').map(({ name }) => name);
  const twice = said.find((name, index) => said.indexOf(name) !== index);
  if (twice) throw refuse(`--${twice} is specified twice`);
  return { values: read.values, names: read.positionals };
}

/** Parses the number in a flag of `npm run script`. Throws a `Failure` if it is not greater than 0. */
export function readNumber(script, name, text) {
  const number = Number(text);
  if (!(number > 0)) throw new Failure(`npm run ${script}`, `--${name} must be a number greater than 0, not '${text}'`);
  return number;
}

/**
 * Runs `main` with the parsed command line, or shows the usage; ends the process as `endWith` does.
 * @param {CommandLine} commandLine
 * @param {(said: ReturnType<typeof readCommandLine>) => unknown} main
 */
export function runMain(commandLine, main) {
  return endWith(() => {
    const said = readCommandLine(commandLine, process.argv.slice(2));
    if (said.values.help) console.log(commandLine.usage);
    else return main(said);
  });
}

/**
 * Ends the process with the result of `main`: 1 and a readable message if it throws, otherwise the returned code (or
 * 0).
 */
export async function endWith(main) {
  endWithNpm();
  process.stdout.on('error', () => process.exit(1)); // The reader has closed the pipe, as `| head` does.
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof Failure ? `\n✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
