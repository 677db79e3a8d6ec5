import * as l10n from '@vscode/l10n';
import { isObject } from '../../model/shape.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import { doAtOnce } from '../../work.ts';
import { findDefinitionNodes } from './definitionNodes.ts';
import { find } from './definitionTree.ts';
import { parseDefinition } from './parseDefinition.ts';
import { readDefinition } from './readDefinition.ts';

/*
 * Expands a task factory like the Azure Batch CLI extensions (their documentation: "Task factories", and their observed
 * behavior): tasks are numbered from 0, the last range of a sweep varies fastest, and the merge task comes last.
 */

/** The tasks of a factory, limited to those that are shown. */
export interface MadeTasks {
  /** Offset of the factory in its text, in UTF-16 units. */
  readonly offset: number;
  /** ID of the factory's job, as written. */
  readonly jobId: string | undefined;
  /** Number of tasks that the factory creates; undefined if it is only known at submission. */
  readonly count: number | undefined;
  readonly first: readonly object[];
  readonly last: readonly object[];
  readonly notes: readonly string[];
  /** The reason why the extensions reject the factory, as a sentence. */
  readonly refusal?: string;
}

type Json = Readonly<Record<string, unknown>>;

const shownEach = 5;

/** Lists the tasks that a text's factories create, in order. The cost doesn't depend on their number. Never throws. */
export function listMadeTasks(text: string): readonly MadeTasks[] {
  if (!text.includes('taskFactory')) return [];
  const root = doAtOnce(parseDefinition(text))?.root;
  const whole = readDefinition(text);
  if (root === undefined) return [];
  const values = readValues(whole);
  return findDefinitionNodes(root).nodes.flatMap((node) => {
    const at = find(node, 'taskFactory');
    if (at?.type !== 'object') return [];
    const job: unknown = readDefinition(text.slice(node.offset, node.offset + node.length));
    if (!isObject(job)) return [];
    const factory = putIn(job['taskFactory'], values);
    const id = putIn(job['id'], values);
    const jobId = typeof id === 'string' ? id : undefined;
    if (!isObject(factory)) return [];
    try {
      return [{ offset: at.offset, jobId, ...makeTasks(factory) }];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [{ offset: at.offset, jobId, count: undefined, first: [], last: [], notes: [], refusal: error.message }];
    }
  });
}

/** Renders the tasks as JSON with comments, to be read and checked. */
export function renderMadeTasks({ count, first, last, notes, refusal }: MadeTasks): string {
  const said =
    refusal === undefined
      ? [...describeCount(count), ...notes]
      : [l10n.t('The Azure Batch CLI extensions reject this factory.'), refusal];
  const left = (count ?? 0) - first.length - last.length;
  const gap = left > 0 && last.length > 0 ? [`  // ${describeLeft(left)}`] : [];
  const write = (tasks: readonly object[]): readonly string[] =>
    tasks.map((task) => `  ${JSON.stringify(task, undefined, 2).replaceAll('\n', '\n  ')}`);
  const [before, after] = [write(first), write(last)];
  const items = [...before, ...after].map((item, index, all) => {
    const comma = index === all.length - 1 ? '' : ',';
    return [...(index === before.length ? gap : []), `${item}${comma}`].join('\n');
  });
  return [...said.map((line) => `// ${line}`), '[', ...items, ']', ''].join('\n');
}

function describeCount(count: number | undefined): readonly string[] {
  if (count === undefined) return [];
  return [
    plural(count, {
      one: l10n.t('The factory creates {count} task.', asCount(count)),
      other: l10n.t('The factory creates {count} tasks.', asCount(count)),
    }),
  ];
}

function describeLeft(count: number): string {
  return plural(count, {
    one: l10n.t("{count} more task like these isn't shown.", asCount(count)),
    other: l10n.t("{count} more tasks like these aren't shown.", asCount(count)),
  });
}

class Refusal extends Error {}

function makeTasks(factory: Json): Omit<MadeTasks, 'offset' | 'jobId'> {
  switch (String(factory['type']).toLowerCase()) {
    case 'taskcollection': {
      const tasks = listObjects(factory['tasks']);
      if (tasks.length === 0) throw new Refusal(l10n.t('A task collection needs at least one task in "tasks".'));
      return takeEnds(tasks);
    }
    case 'parametricsweep':
      return sweep(factory);
    case 'taskperfile':
      return {
        count: undefined,
        first: [{ id: '0', ...readRepeated(factory) }],
        last: toMerged(factory, undefined),
        notes: [
          l10n.t(
            'The factory creates one task like the first for each file in its source. The files are determined when the job is submitted.',
          ),
        ],
      };
    default:
      throw new Refusal(l10n.t('"type" must be taskCollection, parametricSweep or taskPerFile.'));
  }
}

function takeEnds(tasks: readonly object[]): Omit<MadeTasks, 'offset' | 'jobId'> {
  const isWhole = tasks.length <= 2 * shownEach;
  const [first, last] = isWhole ? [tasks, []] : [tasks.slice(0, shownEach), tasks.slice(-shownEach)];
  return { count: tasks.length, first, last, notes: [] };
}

function sweep(factory: Json): Omit<MadeTasks, 'offset' | 'jobId'> {
  const repeated = readRepeated(factory);
  const sets = listObjects(factory['parameterSets']);
  if (sets.length === 0) throw new Refusal(l10n.t('A parametric sweep needs at least one range in "parameterSets".'));
  if (sets.some((set) => ['start', 'end', 'step'].some((name) => isExpression(set[name]))))
    return {
      count: undefined,
      first: [{ id: '0', ...repeated }],
      last: [],
      notes: [
        l10n.t(
          "The ranges need values for parameters that have no default, so the tasks aren't known without these values.",
        ),
      ],
    };
  const ranges = sets.map(readRange);
  const made = ranges.reduce((count, { length }) => count * length, 1);
  const merged = toMerged(factory, made);
  const make = (index: number): object => ({ id: String(index), ...fillIn(repeated, toNumbers(ranges, index)) });
  const isWhole = made <= 2 * shownEach;
  const indices = Array.from({ length: isWhole ? made : shownEach }, (_, index) => index);
  return {
    count: made + merged.length,
    first: indices.map(make),
    last: [...(isWhole ? [] : indices.map((index) => make(made - shownEach + index))), ...merged],
    notes: [],
  };
}

/** Returns the merge task with the ID and dependencies that the extensions give it; empty without a merge task. */
function toMerged(factory: Json, made: number | undefined): readonly object[] {
  const task = factory['mergeTask'];
  if (!isObject(task)) return [];
  const dependsOn = made === undefined ? {} : { dependsOn: { taskIdRanges: [{ start: 0, end: made - 1 }] } };
  return [{ ...task, id: 'merge', ...dependsOn }];
}

function readRepeated(factory: Json): Json {
  const task = factory['repeatTask'];
  if (!isObject(task) || typeof task['commandLine'] !== 'string')
    throw new Refusal(l10n.t('The factory needs a "repeatTask" with a "commandLine".'));
  return task;
}

interface NumberRange {
  readonly start: number;
  readonly step: number;
  readonly length: number;
}

function readRange(set: Json): NumberRange {
  const [start, end, step = 1] = [set['start'], set['end'], set['step'] ?? 1].map(readWhole);
  if (start === undefined || end === undefined)
    throw new Refusal(l10n.t('The "start", "end", and "step" of a range must be whole numbers.'));
  if (step === 0) throw new Refusal(l10n.t('The "step" of a range can\'t be 0.'));
  if (start !== end && start > end !== step < 0)
    throw new Refusal(
      l10n.t('The "step" of a range must be negative when "start" is greater than "end", and only then.'),
    );
  return { start, step, length: Math.floor((end - start) / step) + 1 };
}

function readWhole(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isSafeInteger(number) ? Number(number) : undefined;
}

/** Returns the numbers of one combination; the last range varies fastest. */
function toNumbers(ranges: readonly NumberRange[], index: number): readonly number[] {
  const numbers: number[] = [];
  let rest = index;
  for (const { start, step, length } of ranges.toReversed()) {
    numbers.unshift(start + step * (rest % length));
    rest = Math.floor(rest / length);
  }
  return numbers;
}

/** Paths of the parts of a task into which numbers are inserted. A path continues into each item of a list. */
const filledIn: readonly (readonly string[])[] = [
  ['commandLine'],
  ['displayName'],
  ['resourceFiles', 'filePath'],
  ['resourceFiles', 'httpUrl'],
  ...['fileGroup', 'prefix', 'containerUrl', 'url'].map((name) => ['resourceFiles', 'source', name]),
  ['environmentSettings', 'name'],
  ['environmentSettings', 'value'],
  ['outputFiles', 'filePattern'],
  ...['path', 'containerUrl'].map((name) => ['outputFiles', 'destination', 'container', name]),
  ...['path', 'fileGroup'].map((name) => ['outputFiles', 'destination', 'autoStorage', name]),
];

function fillIn(task: Json, numbers: readonly number[]): Json {
  const fill = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown) => fill(item, path));
    const [name, ...rest] = path;
    if (name === undefined) return typeof value === 'string' ? fillText(value, numbers) : value;
    return isObject(value) && Object.hasOwn(value, name) ? { ...value, [name]: fill(value[name], rest) } : value;
  };
  return filledIn.reduce<Json>((filled, path) => fill(filled, path) as Json, task);
}

/** Private-use characters that temporarily replace doubled braces, which are not placeholders. */
const [openMark, closeMark] = ['\uE800', '\uE801'];

/** Replaces `{0}` (the first number), `{0:4}` (the same with leading zeros), and `{{` and `}}` (literal braces). */
function fillText(text: string, numbers: readonly number[]): string {
  const marked = text
    .replaceAll('{{', openMark)
    .replace(/\}+/g, (run) => (run.length % 2 === 1 ? '}' : '') + closeMark.repeat(Math.floor(run.length / 2)));
  const filled = marked.replace(/\{(\d+)(?::(\d+))?\}/g, (placeholder, index: string, width: string | undefined) => {
    const number = numbers[Number(index)];
    if (number === undefined)
      throw new Refusal(l10n.t('There is no range for {0}: the first one is {1}.', placeholder, '{0}'));
    if (width === undefined) return String(number);
    if (number < 0)
      throw new Refusal(l10n.t("Negative numbers can't be padded with zeros, as {0} requests.", placeholder));
    if (Number(width) < 1 || Number(width) > 9)
      throw new Refusal(l10n.t('{0} requests more than 9 digits, or none.', placeholder));
    return String(number).padStart(Number(width), '0');
  });
  if (/[{}]/.test(filled)) throw new Refusal(l10n.t('Write a literal brace twice: {0} or {1}.', '{{', '}}'));
  return filled.replaceAll(openMark, '{').replaceAll(closeMark, '}');
}

type Values = ReadonlyMap<string, unknown>;

/** Reads the values of a template's own parameters and variables. */
function readValues(template: unknown): Values {
  if (!isObject(template)) return new Map();
  const { parameters, variables } = template;
  return new Map([
    ...Object.entries(isObject(variables) ? variables : {}).map(
      ([name, value]) => [`variables('${name}')`, value] as const,
    ),
    ...Object.entries(isObject(parameters) ? parameters : {}).flatMap(([name, parameter]) =>
      isObject(parameter) && parameter['defaultValue'] !== undefined
        ? [[`parameters('${name}')`, parameter['defaultValue']] as const]
        : [],
    ),
  ]);
}

const expression = /\[((?:parameters|variables)\('[^']{1,200}'\))\]/g;

function isExpression(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('[');
}

/** Inserts values into a text. Values may contain placeholders, too; placeholders without a value stay unchanged. */
function putIn(value: unknown, values: Values, depth = 0): unknown {
  if (typeof value === 'string') return putInText(value, values, depth);
  if (Array.isArray(value)) return value.map((item: unknown) => putIn(item, values, depth));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, putIn(inner, values, depth)]));
}

const maxDepth = 5;

function putInText(text: string, values: Values, depth: number): unknown {
  if (depth > maxDepth || !text.includes('[')) return text;
  const read = (asked: string): unknown => putIn(values.get(asked), values, depth + 1);
  const whole = /^\[((?:parameters|variables)\('[^']{1,200}'\))\]$/.exec(text)?.[1];
  if (whole !== undefined) return values.has(whole) ? read(whole) : text;
  return text.replace(expression, (written, asked: string) => {
    const found = values.has(asked) ? read(asked) : undefined;
    return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
      ? String(found)
      : written;
  });
}

function listObjects(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Returns the label of the link to a factory's tasks. */
export function describeMadeTasks({ count, refusal }: Pick<MadeTasks, 'count' | 'refusal'>): string {
  if (refusal !== undefined) return l10n.t('Show Why the Factory Creates No Tasks');
  return count === undefined
    ? l10n.t('Show How the Factory Creates Tasks')
    : plural(count, {
        one: l10n.t("Show the Factory's {count} Task", { count: formatNumber(count) }),
        other: l10n.t("Show the Factory's {count} Tasks", { count: formatNumber(count) }),
      });
}
