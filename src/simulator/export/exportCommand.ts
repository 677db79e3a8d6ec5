import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { UsageError } from '../commandLine.ts';
import { describeError } from '../describeError.ts';
import { parseScenario } from '../scenarioFile/readScenario.ts';
import { type AccountAddress, openByKey } from './openByKey.ts';
import { readAccount } from './readAccount.ts';
import { toScenarioFile } from './toScenarioFile.ts';

const defaultTasks = 200;
const defaultLogBytes = 16 * 1024;

const exportUsage = `azure-batch-simulator export --out FILE [--pool ID,…] [--job ID,…] [--anonymize ids,commands]
  [--tasks N] [--log-bytes N] [--yes]

Writes a scenario from a live account, in which the same things have happened; --scenario FILE starts with it. Sends only GET and HEAD
requests, to the account that AZURE_BATCH_ACCOUNT, AZURE_BATCH_ENDPOINT and AZURE_BATCH_ACCESS_KEY name. Secrets are removed.

  --out FILE                where to write it, for its owner only
  --pool ID,… --job ID,…    only these; a job is complete only with its pool
  --anonymize ids,commands  replace IDs and storage names; keep only the program of each command line
  --tasks N                 at most this many tasks per job, failed ones first; ${defaultTasks} by default
  --log-bytes N             this many bytes of the end of each failed task's logs; ${defaultLogBytes} by default, 0 for none
  --yes                     write it after the preview without asking
`;

const options = {
  out: { type: 'string' },
  pool: { type: 'string', multiple: true },
  job: { type: 'string', multiple: true },
  anonymize: { type: 'string' },
  tasks: { type: 'string' },
  'log-bytes': { type: 'string' },
  yes: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads an account, shows the data to be written, and writes it after confirmation. */
export async function exportScenario(args: readonly string[], environment: Environment): Promise<void> {
  const given = parseExportArguments(args);
  if (given.help === true) {
    process.stdout.write(exportUsage);
    return;
  }
  const { out } = given;
  if (out === undefined) throw new UsageError('The option --out is required. It says where to write the scenario.');
  const cleaning = toCleaning(given.anonymize);
  const account = await readAccount(openByKey(findAddress(environment)), {
    poolIds: toIds(given.pool),
    jobIds: toIds(given.job),
    mostTasks: toCount('--tasks', given.tasks, defaultTasks),
    logBytes: toCount('--log-bytes', given['log-bytes'], defaultLogBytes),
    onProgress: (what) => process.stderr.write(`Reading ${what}\n`),
  });
  const { file, preview } = toScenarioFile(account, { ...cleaning, nowMs: Date.now() });
  const text = `${JSON.stringify(file, undefined, 2)}\n`;
  checkScenario(text, out);
  process.stderr.write(`\n${preview.map((line) => `  ${line}\n`).join('')}\n`);
  if (given.yes !== true && !(await isConfirmed(out, Buffer.byteLength(text)))) {
    process.stderr.write('Nothing was written.\n');
    return;
  }
  await writeFile(out, text, { mode: 0o600 });
  process.stderr.write(`${out} was written. Review it before you share it.\n`);
}

function parseExportArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new UsageError(describeError(error));
  }
}

function toIds(given: readonly string[] = []): readonly string[] {
  return given.flatMap((text) => text.split(',')).filter((id) => id !== '');
}

function toCount(option: string, text: string | undefined, fallback: number): number {
  const count = text === undefined ? fallback : Number(text);
  if (text?.trim() === '' || !Number.isInteger(count) || count < 0)
    throw new UsageError(`The option ${option} cannot be ${text}.`);
  return count;
}

function toCleaning(text: string | undefined) {
  const parts = text?.split(',') ?? [];
  const wrong = parts.find((part) => part !== 'ids' && part !== 'commands');
  if (wrong !== undefined) throw new UsageError(`The option --anonymize must be ids, commands or both, not ${wrong}.`);
  return { anonymizesIds: parts.includes('ids'), anonymizesCommands: parts.includes('commands') };
}

/** The key is not an option, because other users can see a program's command line. */
function findAddress(environment: Environment): AccountAddress {
  const [accountName, url, accountKey] = ['AZURE_BATCH_ACCOUNT', 'AZURE_BATCH_ENDPOINT', 'AZURE_BATCH_ACCESS_KEY'].map(
    (name) => {
      const value = environment[name];
      if (value === undefined || value === '') throw new UsageError(`The variable ${name} is not set.`);
      return value;
    },
  );
  if (!URL.canParse(url ?? '')) throw new UsageError('The variable AZURE_BATCH_ENDPOINT is not a URL.');
  return { accountName: accountName ?? '', url: url ?? '', accountKey: accountKey ?? '' };
}

/** Throws unless the text is a valid scenario. */
function checkScenario(text: string, file: string): void {
  try {
    parseScenario(text, file);
  } catch (error) {
    throw new Error(`The data that was read can't be turned into a scenario: ${describeError(error)}`);
  }
}

async function isConfirmed(out: string, bytes: number): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError('There is no terminal for the confirmation: add --yes to write it.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`Write ${out} (${bytes} bytes)? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
