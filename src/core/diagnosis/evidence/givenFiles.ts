import { isObject } from '../../model/shape.ts';
import { parseJson } from '../../text/parseJson.ts';
import { toExitCode } from '../../words/exitCode.ts';
import type { OperatingSystem } from './operatingSystem.ts';

/** A file about a failure, available without access to the account. */
export interface GivenFile {
  /** Name without its folder; empty for text from the clipboard or standard input. */
  readonly name: string;
  readonly text: string;
}

/** The known end and output of a program. */
export interface GivenFailure {
  /** Subject of the explanation's title, such as the name of a folder. */
  readonly name?: string | undefined;
  /** Files with standard output, and those with standard error or without a known name. */
  readonly stdout: readonly GivenFile[];
  readonly stderr: readonly GivenFile[];
  readonly exitCode?: number | undefined;
  readonly os?: OperatingSystem | undefined;
  readonly commandLine?: string | undefined;
  /** A task, node, pool or job, or the body of an error response, as parsed JSON. */
  readonly item?: Item | undefined;
  /** Number of items that failed, of which `item` is the first. */
  readonly failedItems?: number;
}

type Item = Readonly<Record<string, unknown>>;

/** Names of files that hold a program's standard output: Batch's, schedulers', and Nextflow's. */
const stdoutNames = /^(?:stdout.*|.*\.(?:out|o\d+(?:[.-]\d+)?)|\.command\.out)$/i;
const stderrNames = /^(?:stderr.*|.*\.(?:err|e\d+(?:[.-]\d+)?)|\.command\.err)$/i;
/** Nextflow's file with both outputs, which only counts without the separate ones. */
const bothNames = /^\.command\.log$/;
const exitCodeNames = /^\.?exit_?code(?:\.txt)?$/i;
const scriptNames = /^\.command\.sh$/;
/** Files next to logs that say nothing about a failure. */
const otherNames = /^\.command\.(?:run|begin|trace|stub)$/;

/** Checks whether a file may say why a program failed, so that only those of a folder are read. */
export function isGivenFile(name: string): boolean {
  const isLog = /\.(?:log|json)$|^fileuploaderr\.txt$/i.test(name);
  return [stdoutNames, stderrNames, exitCodeNames, scriptNames].some((names) => names.test(name)) || isLog;
}

/** Checks whether a file has a usual name for standard error. */
export function isErrorLog(name: string): boolean {
  return stderrNames.test(name);
}

/**
 * Reads files as one failure: which is standard output, which standard error, the exit code, or JSON of an item. A log
 * without a known name counts as standard error, where programs report failures.
 */
export function readGivenFiles(files: readonly GivenFile[]): GivenFailure {
  const read = files.map((file) => ({ file, items: listItems(file.text) }));
  const items = read.flatMap((each) => each.items);
  const failed = items.filter(hasFailed);
  const texts = read.flatMap((each) => (each.items.length > 0 || otherNames.test(each.file.name) ? [] : [each.file]));
  const exitCode = toExitCode(texts.find(({ name }) => exitCodeNames.test(name))?.text ?? '');
  const logs = texts.filter(({ name }) => !exitCodeNames.test(name) && !scriptNames.test(name));
  const stdout = logs.filter(({ name }) => stdoutNames.test(name));
  const others = logs.filter(({ name }) => !stdoutNames.test(name));
  const named = others.filter(({ name }) => stderrNames.test(name));
  const isSilent = [...stdout, ...named].every(({ text }) => text.trim() === '');
  // The clearest log is explained, and the first of those that are equally clear.
  const isAlone = isSilent || (stdout.length === 0 && named.length === 0);
  const separate = [...named, ...others.filter((file) => !named.includes(file))].filter(
    ({ name }) => isAlone || !(bothNames.test(name) || /\.json$/i.test(name)),
  );
  return {
    stdout,
    stderr: separate,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(texts.some(({ name }) => scriptNames.test(name)) ? { commandLine: 'bash .command.run' } : {}),
    item: failed[0] ?? items[0],
    failedItems: failed.length,
  };
}

/**
 * Lists the items that a text has as JSON: none for text that isn't JSON, such as a log whose lines are. Names of
 * properties may be in the style of any client. The command line or the headers that were copied with the JSON, and a
 * prompt below it, are left out.
 */
function listItems(text: string): readonly Item[] {
  const printed = readPrintedError(text);
  if (printed !== undefined) return [printed];
  const start = text.search(/^[[{]/m);
  if (start < 0 || !/^\s*$|^.{0,300}\b(?:az|curl|HTTP\/[\d.]{1,3})\s/.test(text.slice(0, start))) return [];
  const parsed = parseJson(text.slice(start, Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1));
  const listed = isObject(parsed) && Array.isArray(parsed['value']) ? parsed['value'] : parsed;
  const items: readonly unknown[] = Array.isArray(listed) ? listed : [listed];
  return items.filter(isObject).map(toCamelCase).map(fromResourceManager).filter(isItem);
}

/**
 * Reads an error as the Azure CLI prints it, maybe below its command line and above a prompt: little but the error,
 * unlike in a log. The code and the message come first, and then each in a line of its own.
 */
function readPrintedError(text: string): Item | undefined {
  const lines = text
    .slice(0, longestPrinted)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const start = lines.slice(0, mostBefore + 1).findIndex((line) => printedError.test(line));
  const [, inBrackets, plain, message] = printedError.exec(lines[start] ?? '') ?? [];
  const code = inBrackets ?? plain;
  const others = lines.slice(start + 1);
  const isPart = (line: string): boolean => line === `Code: ${code}` || /^(?:Message: |RequestId:|Time:)/.test(line);
  const values = others.flatMap((line) => {
    const [, key, value] = printedValue.exec(line) ?? [];
    return key === undefined ? [] : [{ key, value }];
  });
  // Exceptions of programs begin in the same way, but have no values of the service.
  if (plain !== undefined && !values.some(({ key }) => key === 'PropertyName')) return undefined;
  const rest = others.filter((line) => !isPart(line) && !printedValue.test(line));
  const isNothingElse = rest.length === 0 || (rest.length === 1 && rest[0] === others.at(-1) && isPrompt(rest[0]));
  return code !== undefined && others.length > rest.length && isNothingElse
    ? { code, message, ...(values.length > 0 && { values }) }
    : undefined;
}

const longestPrinted = 20_000;
/** Number of lines, such as the command line and output of steps before it, that may precede a printed error. */
const mostBefore = 3;
const printedError = /^(?:ERROR: )?(?:\(([A-Z]\w{2,100})\)|([A-Z]\w{2,100}):) (.{1,2000})/;
const printedValue = /^(Reason|Property(?:Name|Value|Path)): (.{1,2000})/;

function isPrompt(line = ''): boolean {
  return /[$#>%]$/.test(line);
}

/** Checks for an item or an error response. Other JSON is the output of a program that logs in JSON. */
function isItem(item: Item): boolean {
  const { id, error, code, message } = item;
  if (isObject(error) && typeof error['code'] === 'string') return true;
  if (typeof code === 'string' && message !== undefined) return Object.keys(item).every((name) => errorNames.has(name));
  return typeof id === 'string' && itemNames.some((name) => name in item);
}

/** Properties of an error response of Batch, storage, and Resource Manager. */
const errorNames: ReadonlySet<string> = new Set([
  'code',
  'message',
  'values',
  'details',
  'target',
  'status',
  'innererror',
  'additionalInfo',
  'odata.metadata',
]);
/** Properties that show what an item is. */
const itemNames = [
  'commandLine',
  'executionInfo',
  'poolInfo',
  'vmSize',
  'nodeAgentInfo',
  'startTaskInfo',
  'allocationState',
] as const;

/**
 * Checks whether a text is JSON, whole or cut off, but no log: programs that log in JSON write an object on each line,
 * with a message or a level.
 */
export function isOtherJson({ name, text }: GivenFile): boolean {
  const start = text.trimStart();
  const whole = parseJson(start);
  if (whole !== undefined) return isObject(whole) && !logNames.some((one) => one in whole);
  const [first] = start.split('\n', 1);
  const isCutOff = /^\{\s*"/.test(start) || (/\.json$/i.test(name) && start.startsWith('{'));
  return isCutOff && parseJson(first) === undefined;
}

const logNames = ['message', 'msg', 'level', 'severity', 'log'] as const;

function hasFailed({ executionInfo, state, resizeErrors }: Item): boolean {
  const hasError = isObject(executionInfo) && executionInfo['failureInfo'] !== undefined;
  return hasError || /^(?:unusable|startTaskFailed)$/i.test(String(state)) || resizeErrors !== undefined;
}

/** Converts a pool as Resource Manager and the portal return it, which has its own names for a resize. */
function fromResourceManager(item: Item): Item {
  const { name, properties } = item;
  if (!isObject(properties) || typeof name !== 'string') return item;
  const { resizeOperationStatus: resize, scaleSettings: scale } = properties;
  const fixed = isObject(scale) && isObject(scale['fixedScale']) ? scale['fixedScale'] : {};
  const resizeErrors = isObject(resize) ? resize['errors'] : undefined;
  return { ...properties, ...fixed, id: name.split('/').at(-1), ...(resizeErrors !== undefined && { resizeErrors }) };
}

/** Converts the names of properties from Python's style (`exit_code`) and that of .NET (`ExitCode`) to the service's. */
function toCamelCase<T>(value: T): T {
  if (Array.isArray(value)) return value.map(toCamelCase) as T;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    if (inner === null) return [];
    const camel = name
      .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
      .replace(/^virtualMachineSize$/i, 'vmSize')
      .replace(/computeNode/i, 'Node')
      .replace(/Information$/, 'Info')
      .replace(/^[A-Z]/, (first) => first.toLowerCase());
    return [[camel, toCamelCase(inner)] as const];
  });
  return Object.fromEntries(entries) as T;
}
