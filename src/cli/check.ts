import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import * as l10n from '@vscode/l10n';
import { type CheckedFinding, checkText, toLineAndColumn } from '../app/definitions/checkText.ts';
import type { DefinitionKind } from '../core/diagnosis/lint/finding.ts';
import type { Beside } from '../core/diagnosis/lint/relatedDefinitions.ts';
import { decodeText } from '../core/files/bytes.ts';
import { withLabel } from '../core/text/label.ts';
import { describeFileError } from '../node/fileError.ts';
import { listGiven } from '../node/givenNames.ts';
import { bundles } from '../node/load.ts';
import type { CliCommand } from './commandLine.ts';
import { exitCodes, WrongUse } from './exit.ts';
import { type PlacedFinding, type Region, toSarif } from './sarif.ts';

const kinds = ['pool', 'job', 'jobSchedule', 'task'] as const satisfies DefinitionKind[];

/** Checks definitions based on the same rules as the editor. */
export const check: CliCommand = {
  describe: () =>
    l10n.t('Check pool, job, job schedule, and task definitions before you submit them, and your rules for failures'),
  takes: 'FILE…',
  options: {
    kind: {
      type: 'string',
      choices: kinds,
      describe: () => l10n.t("What the files define, if the files themselves don't show it"),
    },
    sarif: { type: 'boolean', describe: () => l10n.t('Write SARIF 2.1.0, for code scanning') },
  },
  examples: ['pool.json job.json', 'batch', 'azure-batch.rules.json', 'job.json --sarif > check.sarif'],
  async run(given, output) {
    const kind = kinds.find((one) => one === given.text('kind'));
    if (given.is('json') && given.is('sarif'))
      throw new WrongUse(l10n.t('Specify either {one} or {other}.', { one: '--json', other: '--sarif' }));
    if (given.names.length === 0)
      throw new WrongUse(l10n.t('Which file? Specify one or more, or - for standard input.'));
    if (given.names.filter((name) => name === '-').length > 1)
      throw new WrongUse(l10n.t('{0} is specified twice.', '-'));
    const files = (await Promise.all(given.names.map(listNamed))).flat();
    const texts = await Promise.all(files.map(async (named) => ({ ...named, ...(await read(named.file)) })));
    const all: PlacedFinding[] = [];
    const unread: { readonly file: string; readonly why: string }[] = [];
    const beside = bundles.diagnosis().readBeside(texts.flatMap(({ text }) => text ?? []));
    for (const { file, isNamed, text, why = '' } of texts) {
      const checked = text === undefined ? [] : checkFile(file, text, kind, beside);
      // A folder may also have other files.
      const findings = isNamed ? checked : checked.filter(({ code }) => code !== 'kind');
      const large = findings.find(({ code }) => code === 'too-large');
      if (text === undefined) unread.push({ file, why });
      else if (large !== undefined) unread.push({ file, why: withLabel(file, large.message) });
      else for (const each of findings.map((finding) => place(file, text, finding))) all.push(each);
    }
    for (const { why } of unread) output.note(why);
    if (unread.length === texts.length) return exitCodes.notDone;
    if (given.is('sarif')) output.printJson(toSarif(all, unread));
    else if (given.is('json')) output.printJson({ findings: all.map(toJson), ...(unread.length > 0 && { unread }) });
    else if (all.length > 0) output.print(all.map(describeFinding).join('\n'));
    else if (unread.length === 0)
      output.print(
        given.names.every(isRulesFile)
          ? l10n.t('Nothing is wrong with these rules.')
          : l10n.t('Nothing is wrong with these definitions.'),
      );
    if (unread.length > 0) return exitCodes.notDone;
    return all.some(({ severity }) => severity === 'error') ? exitCodes.found : exitCodes.done;
  },
};

/** Lists the files that an argument means, and whether it names them or the folder that they are in. */
async function listNamed(name: string): ReturnType<typeof listGiven> {
  if (name === '-') return [{ file: name, isNamed: true }];
  const files = await listGiven(name, (file) => /\.jsonc?$/i.test(file));
  if (files.length > 0) return files;
  throw new WrongUse(l10n.t('{folder} has no JSON file.', { folder: name }));
}

/** Checks a file. Infers the kind from the file's name (`render.pool.json`) if the text doesn't show it. */
function checkFile(
  file: string,
  text: string,
  kind: DefinitionKind | undefined,
  beside: Beside,
): readonly CheckedFinding[] {
  if (isRulesFile(file))
    return bundles
      .diagnosis()
      .readRules(text)
      .findings.map((one) => ({ ...one, code: 'rule' }));
  const findings = checkText(bundles, text, kind, beside);
  const named = /\.(pool|job|task|jobschedule)\.jsonc?$/i.exec(file)?.[1]?.toLowerCase();
  const meant = kinds.find((one) => one.toLowerCase() === named);
  const isUnknown = meant !== undefined && findings.some(({ code }) => code === 'kind');
  return isUnknown ? checkText(bundles, text, meant, beside) : findings;
}

/** Checks whether a file has rules for failures, which are checked with their examples. */
function isRulesFile(file: string): boolean {
  return /\.rules\.jsonc?$/i.test(file);
}

/** Reads a file in any encoding, without its byte order mark, or returns why it could not be read. */
async function read(file: string): Promise<{ readonly text?: string; readonly why?: string }> {
  try {
    return { text: await (file === '-' ? readAll(process.stdin) : decodeText(await readFile(file)).text) };
  } catch (error) {
    return { why: l10n.t('{file} could not be read: {reason}', { file, reason: describeFileError(error) }) };
  }
}

/** Converts the positions of a finding and its fix to lines and columns. */
function place(file: string, text: string, { offset, length, fix, ...finding }: CheckedFinding): PlacedFinding {
  const toRegion = (from: number, to: number | undefined): Region => ({
    start: toLineAndColumn(text, from),
    end: to === undefined ? undefined : toLineAndColumn(text, from + to),
  });
  return {
    ...finding,
    file,
    region: toRegion(offset, length),
    fix: fix && { title: fix.title, text: fix.text, region: toRegion(fix.offset, fix.length) },
  };
}

function describeFinding({ file, region, severity, message, code, fix }: PlacedFinding): string {
  const { line, column } = region.start;
  const found = `${file}:${line}:${column}: ${severity}: ${message} [${code}]`;
  return fix === undefined ? found : `${found}\n  ${l10n.t('Fix: {0}', fix.title)}`;
}

function toJson({ file, region, severity, code, message, fix }: PlacedFinding) {
  return {
    file,
    ...region.start,
    severity,
    code,
    message,
    ...(fix && { fix: { title: fix.title, replaceWith: fix.text } }),
  };
}
