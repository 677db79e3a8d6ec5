import { type ParseArgsConfig, parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { findLargest } from '../core/extremes.ts';
import { describeError } from '../core/text/describeError.ts';
import { listPlain } from '../core/text/lists.ts';
import { suggest } from '../core/text/suggest.ts';
import { wrapWords } from '../core/text/wrap.ts';
import type { ExitCode } from './exit.ts';
import { WrongUse } from './exit.ts';
import { colorChoices, type Output } from './output.ts';
import { findManual, programName } from './texts.ts';

interface Option {
  readonly type: 'string' | 'boolean';
  /** Placeholder for the option's value in the help, by default its choices. */
  readonly value?: string;
  /** The only values that the option can have. */
  readonly choices?: readonly string[];
  /** True if the value is a file that the command writes, which must not pass for the result of a later run. */
  readonly isWritten?: true;
  describe(): string;
}

export type Options = Readonly<Record<string, Option>>;

/** The parsed arguments: values of options by name, and the other arguments. */
export interface Given {
  readonly names: readonly string[];
  /** Returns the value of an option; undefined if the option was not given. */
  text(option: string): string | undefined;
  is(option: string): boolean;
}

export interface CliCommand {
  describe(): string;
  /** Placeholder in the help for arguments other than options; absent if the command takes none. */
  readonly takes?: string;
  /** The only values that the other arguments can have. */
  readonly choices?: readonly string[];
  readonly options: Options;
  /** Advice for options that only other programs have, by their names. */
  readonly instead?: Readonly<Record<string, () => string>>;
  /** Arguments to try, without the names of the program and the command. */
  readonly examples?: readonly string[];
  run(given: Given, output: Output): Promise<ExitCode>;
}

/** Options of every command. */
export const commonOptions: Options = {
  json: { type: 'boolean', describe: () => l10n.t('Write JSON, for programs') },
  color: {
    type: 'string',
    choices: colorChoices,
    describe: () => l10n.t('Use colors (default: on a terminal, unless {0} is set)', 'NO_COLOR'),
  },
  help: { type: 'boolean', describe: () => l10n.t('Show this help') },
};

/** Lists the files that a command writes, even if `readArguments` refuses its arguments. */
export function listWritten({ options }: Pick<CliCommand, 'options'>, args: readonly string[]): readonly string[] {
  const written = Object.keys(options).filter((name) => options[name]?.isWritten === true);
  return written.flatMap((name) => {
    const joined = args.find((arg) => arg.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
    const at = args.indexOf(`--${name}`);
    const next = at < 0 ? undefined : args[at + 1];
    return [joined, next].filter((file): file is string => file !== undefined && file !== '' && !file.startsWith('-'));
  });
}

/** Reads the arguments of a command. Throws `WrongUse`. */
export function readArguments(
  { options, takes, choices, instead = {} }: Omit<CliCommand, 'describe' | 'run'>,
  args: string[],
): Given {
  const config: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    Object.entries({ ...options, ...commonOptions }).map(([name, { type }]) => [name, { type, multiple: true }]),
  );
  const { values: parsed, positionals } = parseArguments(args, config, instead);
  const [unexpected] = takes === undefined ? positionals : [];
  if (unexpected !== undefined)
    throw new WrongUse(
      unexpected.trim() === '' || options['job'] === undefined || Object.hasOwn(parsed, 'job')
        ? l10n.t('“{0}” is not expected here.', unexpected)
        : l10n.t('“{0}” is not expected here. If it is a job, name it with --job {0}.', unexpected),
    );
  const empty = positionals.findIndex((name) => name.trim() === '');
  if (empty >= 0) {
    const taken = takes?.match(/[A-Z]+/g) ?? [];
    throw new WrongUse(l10n.t('{0} is empty.', taken[empty] ?? taken.at(-1) ?? ''));
  }
  const unknown = choices && positionals.find((name) => !choices.includes(name));
  if (unknown !== undefined) throw refuseValue(takes ?? '', unknown, choices);
  const all: Readonly<Record<string, unknown>> = parsed;
  for (const [name, given] of Object.entries(all)) {
    if (!Array.isArray(given)) continue;
    if (given.length > 1) throw new WrongUse(l10n.t('{0} is specified twice.', `--${name}`));
    if (typeof given[0] === 'string' && given[0].trim() === '')
      throw new WrongUse(l10n.t('{0} needs a value.', `--${name}`));
    const values = { ...options, ...commonOptions }[name]?.choices;
    if (values !== undefined && !values.includes(String(given[0])))
      throw refuseValue(`--${name}`, String(given[0]), values);
  }
  const find = (name: string): unknown => [all[name]].flat()[0];
  return {
    names: positionals,
    text: (name) => {
      const value = find(name);
      return typeof value === 'string' ? value : undefined;
    },
    is: (name) => find(name) === true,
  };
}

function parseArguments(
  args: string[],
  options: NonNullable<ParseArgsConfig['options']>,
  instead: NonNullable<CliCommand['instead']>,
) {
  try {
    return parseArgs({
      // A negative number after an option is its value, such as the exit code of a program on Windows.
      args: args.flatMap((arg, index) => joinNegative(arg, args[index - 1], args[index + 1])),
      options: { ...options, help: { type: 'boolean', short: 'h', multiple: true } },
      allowPositionals: true,
    });
  } catch (error) {
    const option = /'(?:-\w, )?(-[^' <]+)/.exec(describeError(error))?.[1] ?? args.join(' ');
    const name = option.replace(/^--/, '');
    const type = options[name]?.type;
    if (type === undefined) {
      const refused = l10n.t('There is no option {0}.', option);
      const known = Object.keys(options).map((each) => `--${each}`);
      const advice = Object.hasOwn(instead, name) ? instead[name] : undefined;
      throw new WrongUse(advice === undefined ? withMeant(refused, option, known) : `${refused} ${advice()}`);
    }
    throw new WrongUse(
      type === 'string' ? l10n.t('{0} needs a value.', option) : l10n.t("{0} doesn't take a value.", option),
    );
  }
}

/** Creates the error for a value that an option can't have, with its choices or a sentence that says what it can. */
export function refuseValue(option: string, typed: string, possible: string | readonly string[] = []): WrongUse {
  const refused = l10n.t('“{value}” is not valid for {option}.', { value: typed, option });
  if (typeof possible === 'string') return new WrongUse(`${refused} ${possible}`);
  const choices = l10n.t('Specify one of these: {0}.', listPlain(possible));
  return new WrongUse(withMeant(`${refused} ${choices}`, typed, possible));
}

/** Adds the known name that was most likely meant, if one is similar. */
export function withMeant(message: string, typed: string, known: readonly string[]): string {
  const meant = suggest(typed, known);
  return meant === undefined ? message : `${message} ${l10n.t('Did you mean {0}?', meant)}`;
}

/** Returns the value of an option that counts something; undefined if it was not given. Throws `WrongUse`. */
export function readCount(given: Given, option: string): number | undefined {
  const typed = given.text(option);
  if (typed === undefined) return undefined;
  const count = Number(typed);
  if (Number.isInteger(count) && count > 0) return count;
  throw refuseValue(`--${option}`, typed, l10n.t('Specify a positive whole number.'));
}

/** Returns an option joined with a negative number after it, and nothing for that number. */
function joinNegative(arg: string, before: string | undefined, after: string | undefined): readonly string[] {
  const isPair = (option: string | undefined, value: string | undefined): boolean =>
    /^--[a-z-]+$/.test(option ?? '') && /^-\d+$/.test(value ?? '');
  if (isPair(before, arg)) return [];
  return isPair(arg, after) ? [`${arg}=${after}`] : [arg];
}

function nameManual(): string {
  return l10n.t('Manual: {0}', findManual());
}

const indent = '  ';
/** Number of characters of the longest option that has its description on the same line. */
const longestBeside = 24;
/** Columns of the help where the output is no terminal, as in most documentation. */
const usualColumns = 80;
/** Number of columns above which lines are hard to read. */
const mostColumns = 120;

/** Returns the help of a command. */
export function describeCommand(
  name: string,
  { describe, takes, options, examples = [] }: CliCommand,
  columns = usualColumns,
): string {
  const rows = Object.entries({ ...options, ...commonOptions }).map(
    ([name, option]) => [[`--${name}`, toValue(option)].join(' ').trim(), option.describe()] as const,
  );
  const head = [
    programName,
    name,
    ...(takes === undefined ? [] : [takes]),
    ...Object.keys(options)
      .slice(0, 1)
      .map(() => '[--…]'),
  ];
  const shown = examples.map((example) => `${indent}${programName} ${name} ${example}`.trimEnd());
  const described = wrapWords(`${describe()}.`, columns);
  return [
    head.join(' '),
    '',
    ...described,
    '',
    ...toTable(rows, columns),
    ...(shown.length === 0 ? [] : ['', l10n.t('Examples:'), '', ...shown]),
    '',
    nameManual(),
  ].join('\n');
}

function toValue({ value, ...option }: Option): string {
  return value ?? option.choices?.join('|') ?? '';
}

/** Returns the help of the program. */
export function describeAll(commands: Readonly<Record<string, CliCommand>>, columns = usualColumns): string {
  const rows = Object.entries(commands).map(([name, { describe }]) => [name, describe()] as const);
  const codes = [
    ['0', l10n.t('Done')],
    ['1', l10n.t('Failures, or errors in a definition, were found')],
    ['2', l10n.t('The command line is invalid')],
    ['3', l10n.t('The operation failed')],
    ['4', l10n.t("A prompt wasn't answered, or the answer was no")],
    ['5', l10n.t('{command}: the time is over', { command: 'wait' })],
    ['6', l10n.t('{command}: no task can start until someone acts', { command: 'wait' })],
  ] as const;
  return [
    l10n.t('Explains in a terminal why work on Azure Batch failed.'),
    '',
    ...toTable(rows, columns),
    '',
    l10n.t("To see a command's options and examples, use help and its name. Exit codes:"),
    '',
    ...toTable(codes, columns),
    '',
    nameManual(),
  ].join('\n');
}

/** Returns two columns. A long first one is on a line of its own, and lines are broken to fit into `columns`. */
function toTable(rows: readonly (readonly [string, string])[], columns: number): readonly string[] {
  const beside = findLargest(rows.map(([first]) => (first.length > longestBeside ? 0 : first.length)));
  const left = indent.length + beside + indent.length;
  return rows.flatMap(([first, second]) => {
    const [line = '', ...others] = wrapWords(second, Math.min(columns, mostColumns) - left);
    const rest = others.map((other) => ' '.repeat(left) + other);
    if (first.length <= beside) return [`${indent}${first.padEnd(beside)}${indent}${line}`, ...rest];
    return [`${indent}${first}`, ' '.repeat(left) + line, ...rest];
  });
}
