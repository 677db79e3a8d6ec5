import { type ParseArgsConfig, parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { findLargest } from '../core/extremes.ts';
import { describeError } from '../core/text/describeError.ts';
import type { ExitCode } from './exit.ts';
import { WrongUse } from './exit.ts';
import type { Output } from './output.ts';

interface Option {
  readonly type: 'string' | 'boolean';
  /** Placeholder for the option's value in the help. */
  readonly value?: string;
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
  readonly options: Options;
  run(given: Given, output: Output): Promise<ExitCode>;
}

const common: Options = {
  json: { type: 'boolean', describe: () => l10n.t('Write JSON, for programs') },
  help: { type: 'boolean', describe: () => l10n.t('Show this help') },
};

/** Reads the arguments of a command. Throws `WrongUse`. */
export function readArguments({ options, takes }: Pick<CliCommand, 'options' | 'takes'>, args: string[]): Given {
  const config: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    Object.entries({ ...options, ...common }).map(([name, { type }]) => [name, { type, multiple: true }]),
  );
  const { values, positionals } = parse(args, config);
  const unexpected = positionals.find((name) => takes === undefined || name.trim() === '');
  if (unexpected !== undefined) throw new WrongUse(l10n.t('“{0}” is not expected here.', unexpected));
  const all: Readonly<Record<string, unknown>> = values;
  for (const [name, given] of Object.entries(all)) {
    if (!Array.isArray(given)) continue;
    if (given.length > 1) throw new WrongUse(l10n.t('{0} is specified twice.', `--${name}`));
    if (typeof given[0] === 'string' && given[0].trim() === '')
      throw new WrongUse(l10n.t('{0} needs a value.', `--${name}`));
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

function parse(args: string[], options: NonNullable<ParseArgsConfig['options']>) {
  try {
    return parseArgs({
      args,
      options: { ...options, help: { type: 'boolean', short: 'h', multiple: true } },
      allowPositionals: true,
    });
  } catch (error) {
    const option = /'(?:-\w, )?(-[^' <]+)/.exec(describeError(error))?.[1] ?? args.join(' ');
    const type = options[option.replace(/^--/, '')]?.type;
    if (type === undefined) throw new WrongUse(l10n.t('There is no option {0}.', option));
    throw new WrongUse(
      type === 'string' ? l10n.t('{0} needs a value.', option) : l10n.t("{0} doesn't take a value.", option),
    );
  }
}

const indent = '  ';

/** Returns the help of a command. */
export function describeCommand(name: string, { describe, takes, options }: CliCommand): string {
  const rows = Object.entries({ ...options, ...common }).map(
    ([option, { value, describe: what }]) => [`--${option}${value === undefined ? '' : ` ${value}`}`, what()] as const,
  );
  const head = [
    name,
    ...(takes === undefined ? [] : [takes]),
    ...Object.keys(options)
      .slice(0, 1)
      .map(() => '[--…]'),
  ];
  return [head.join(' '), '', `${describe()}.`, '', ...toTable(rows)].join('\n');
}

/** Returns the help of the program. */
export function describeAll(commands: Readonly<Record<string, CliCommand>>): string {
  const rows = Object.entries(commands).map(([name, { describe }]) => [name, describe()] as const);
  const codes = [
    ['0', l10n.t('Done')],
    ['1', l10n.t('Failures, or errors in a definition, were found')],
    ['2', l10n.t('The command line is invalid')],
    ['3', l10n.t('The operation failed')],
    ['4', l10n.t("A prompt wasn't answered")],
  ] as const;
  return [
    l10n.t('Explains in a terminal why work on Azure Batch failed.'),
    '',
    ...toTable(rows),
    '',
    l10n.t("To see a command's options, use --help. Exit codes:"),
    '',
    ...toTable(codes),
  ].join('\n');
}

function toTable(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = findLargest(rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `${indent}${first.padEnd(width)}${indent}${second}`);
}
