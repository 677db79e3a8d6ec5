import { text as readAll } from 'node:stream/consumers';
import * as l10n from '@vscode/l10n';
import { drawGiven, explainFiles } from '../app/explain/drawGiven.ts';
import type { GivenFile } from '../core/diagnosis/evidence/givenFiles.ts';
import { Links } from '../core/page/links.ts';
import { toExitCode } from '../core/words/exitCode.ts';
import { nameGiven, readGiven } from '../node/givenFiles.ts';
import { bundles } from '../node/load.ts';
import { type Given, type Options, refuseValue } from './commandLine.ts';

const systems = ['linux', 'windows'] as const;

/** Options that name a failure on this computer instead of an item of an account. */
export const givenOptions: Options = {
  log: {
    type: 'string',
    value: 'PATH',
    describe: () =>
      l10n.t('Without an account: a log, a folder of logs, or JSON of an item or an error; - for standard input'),
  },
  stdout: { type: 'string', value: 'FILE', describe: () => l10n.t('The standard output that belongs to the log') },
  'exit-code': { type: 'string', value: 'N', describe: () => l10n.t('The exit code that belongs to the log') },
  command: {
    type: 'string',
    value: 'LINE',
    describe: () => l10n.t('The command line of the task that wrote the log'),
  },
  os: { type: 'string', choices: systems, describe: () => l10n.t('The operating system of the node') },
};

/** Explains a failure from files of this computer. Throws `WrongUse` for options that don't fit. */
export async function explainGiven(given: Given) {
  const [log, stdout] = [given.text('log'), given.text('stdout')];
  const known = {
    exitCode: readGivenExitCode(given),
    commandLine: given.text('command'),
    os: systems.find((one) => one === given.text('os')),
  };
  const files = log === undefined ? [] : await read(log);
  const others = stdout === undefined ? [] : (await read(stdout)).map((file) => ({ ...file, name: 'stdout.txt' }));
  const path = log ?? stdout ?? '-';
  const failure = { ...known, name: path === '-' ? undefined : nameGiven(path), files: [...files, ...others] };
  const explained = explainFiles(bundles, failure);
  const page = await drawGiven(bundles, explained, new Links(), { findSource: async () => undefined });
  return { explanation: explained.explanation, page };
}

/** Reads standard input, a file, or a folder. */
async function read(path: string): Promise<readonly GivenFile[]> {
  return path === '-' ? [{ name: '', text: await readAll(process.stdin) }] : readGiven(path);
}

/** Returns an exit code; undefined if it was not given. Throws `WrongUse`. */
export function readGivenExitCode(given: Given): number | undefined {
  const text = given.text('exit-code');
  if (text === undefined) return undefined;
  const exitCode = toExitCode(text);
  if (exitCode === undefined) throw refuseValue('--exit-code', text, l10n.t('Specify a whole number.'));
  return exitCode;
}
