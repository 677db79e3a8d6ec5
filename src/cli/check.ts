import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import * as l10n from '@vscode/l10n';
import type { DefinitionFinding, DefinitionKind } from '../core/diagnosis/lint/finding.ts';
import { unreadableCodes } from '../core/query/definitionText.ts';
import { describeError } from '../core/text/describeError.ts';
import { withLabel } from '../core/text/label.ts';
import { bundles } from '../node/load.ts';
import type { CliCommand, Given } from './commandLine.ts';
import { exitCodes, WrongUse } from './exit.ts';

const kinds = ['pool', 'job', 'jobSchedule', 'task'] as const satisfies DefinitionKind[];

/** A text that is no JSON, or no definition, is found here, and has a code of its own. */
type Finding = Pick<DefinitionFinding, 'severity' | 'message' | 'offset' | 'fix'> & {
  readonly code: DefinitionFinding['code'] | 'syntax' | 'kind';
};

/** Checks definitions by the rules that the editor marks them by. */
export const check: CliCommand = {
  describe: () => l10n.t('Check definitions of pools, jobs, job schedules, and tasks before you submit them'),
  takes: 'FILE…',
  options: {
    kind: {
      type: 'string',
      value: kinds.join('|'),
      describe: () => l10n.t('What the files define, where they do not show it themselves'),
    },
  },
  async run(given, output) {
    const kind = readKind(given);
    if (given.names.length === 0) throw new WrongUse(l10n.t('Which file? Name one or more, or - for standard input.'));
    if (given.names.filter((name) => name === '-').length > 1) throw new WrongUse(l10n.t('{0} is there twice.', '-'));
    const texts = await Promise.all(given.names.map(async (file) => ({ file, ...(await read(file)) })));
    const all: Placed[] = [];
    const unread: { readonly file: string; readonly why: string }[] = [];
    for (const { file, text, why = '' } of texts) {
      const findings = text === undefined ? [] : findAll(text, kind);
      const large = findings.find(({ code }) => code === 'too-large');
      if (text === undefined) unread.push({ file, why });
      else if (large !== undefined) unread.push({ file, why: withLabel(file, large.message) });
      else all.push(...findings.map((finding) => ({ file, ...finding, ...toPlace(text, finding.offset) })));
    }
    for (const { why } of unread) output.note(why);
    if (unread.length === texts.length) return exitCodes.notDone;
    if (given.is('json')) output.printJson({ findings: all.map(toJson), ...(unread.length > 0 && { unread }) });
    else if (all.length > 0) output.print(all.map(describe).join('\n'));
    else if (unread.length === 0) output.print(l10n.t('Nothing is wrong with these definitions.'));
    if (unread.length > 0) return exitCodes.notDone;
    return all.some(({ severity }) => severity === 'error') ? exitCodes.found : exitCodes.done;
  },
};

function readKind(given: Given): DefinitionKind | undefined {
  const typed = given.text('kind');
  const kind = kinds.find((one) => one === typed);
  if (typed === undefined || kind !== undefined) return kind;
  throw new WrongUse(withLabel('--kind', kinds.join(', ')));
}

/** A file without the byte order mark that editors on Windows may put before it; or why it could not be read. */
async function read(file: string): Promise<{ readonly text?: string; readonly why?: string }> {
  try {
    return { text: await (file === '-' ? readAll(process.stdin) : new TextDecoder().decode(await readFile(file))) };
  } catch (error) {
    return { why: l10n.t('{file} could not be read: {reason}', { file, reason: describeError(error) }) };
  }
}

/** What is wrong with a text, also where it is no definition. */
function findAll(text: string, kind: DefinitionKind | undefined): readonly Finding[] {
  const { findSyntaxError, lintDefinition, readDefinitions } = bundles.diagnosis();
  const findings = lintDefinition(text, kind);
  // What is too large to be checked is too large to be read.
  if (findings.some(({ code }) => code === 'too-large')) return findings;
  // One of these says all that there is to say of a text that can't be read.
  if (findings.some(({ code }) => unreadableCodes.has(code))) return findings;
  const definitions = readDefinitions(text, kind);
  const error = (message: string, offset: number): Finding => ({ code: 'syntax', severity: 'error', message, offset });
  if (definitions === undefined)
    return [error(l10n.t('The definition is not valid JSON.'), findSyntaxError(text) ?? 0)];
  if (findings.length === 0 && definitions.every((definition) => definition.kind === undefined)) {
    const message = l10n.t('This is not the definition of a pool, job, task, or job schedule.');
    return [{ ...error(message, 0), code: 'kind' }];
  }
  return findings;
}

/** Line and column, from 1, as editors count them. */
function toPlace(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

type Placed = Finding & { readonly file: string; readonly line: number; readonly column: number };

function describe({ file, line, column, severity, message, code, fix }: Placed): string {
  const found = `${file}:${line}:${column}: ${severity}: ${message} [${code}]`;
  return fix === undefined ? found : `${found}\n  ${l10n.t('Fix: {0}', fix.title)}`;
}

function toJson({ file, line, column, severity, code, message, fix }: Placed) {
  return {
    file,
    line,
    column,
    severity,
    code,
    message,
    ...(fix && { fix: { title: fix.title, replaceWith: fix.text } }),
  };
}
