import { double, type FormulaValue, vector } from './formulaValues.ts';

/** Context of a function call. */
export interface FunctionContext {
  readonly nowMs: number;
  /** Returns a number from 0 up to, but not including, 1. */
  random(): number;
}

type FormulaFunction = (args: readonly FormulaValue[], context: FunctionContext) => FormulaValue | undefined;

/** The documented functions by name. A function returns undefined if it doesn't accept its arguments. */
export const formulaFunctions: Readonly<Record<string, FormulaFunction>> = {
  avg: onNumbers((values) => sum(values) / values.length),
  ceil: each(Math.ceil),
  floor: each(Math.floor),
  len: onNumbers((values) => values.length),
  lg: each(Math.log2),
  ln: each(Math.log),
  log: each(Math.log10),
  max: onNumbers(findLargest),
  min: onNumbers(findSmallest),
  norm: onNumbers((values) => Math.sqrt(sum(values.map((value) => value * value)))),
  percentile,
  rand: (args, context) => (args.length === 0 ? double(context.random()) : undefined),
  range: onNumbers((values) => findLargest(values) - findSmallest(values)),
  round: each(roundAway),
  std: onNumbers(deviation),
  sum: onNumbers(sum),
  time,
  val: item,
};

/** Returns all numbers in the arguments, alone or in vectors; undefined if there is anything else, or no number. */
function toNumbers(args: readonly FormulaValue[]): readonly number[] | undefined {
  const numbers: number[] = [];
  for (const arg of args) {
    if (arg.type === 'double') {
      numbers.push(arg.value);
    } else if (arg.type === 'doubleVec') {
      for (const value of arg.value) numbers.push(value);
    } else {
      return undefined;
    }
  }
  return numbers.length === 0 ? undefined : numbers;
}

function onNumbers(calculate: (values: readonly number[]) => number): FormulaFunction {
  return (args) => {
    const numbers = toNumbers(args);
    return numbers === undefined ? undefined : double(calculate(numbers));
  };
}

/** Applies a function to a number, or to each number in vectors. */
function each(calculate: (value: number) => number): FormulaFunction {
  return (args) => {
    const numbers = toNumbers(args)?.map(calculate);
    const [only] = numbers ?? [];
    if (numbers === undefined || only === undefined) return undefined;
    return args.length === 1 && args[0]?.type === 'double' ? double(only) : vector(numbers);
  };
}

/** Rounds halves away from zero. */
function roundAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

function findLargest(values: readonly number[]): number {
  return values.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
}

function findSmallest(values: readonly number[]): number {
  return values.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Computes the sample standard deviation. */
function deviation(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  const squares = sum(values.map((value) => (value - mean) ** 2));
  return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
}

function percentile([of, percent]: readonly FormulaValue[]): FormulaValue | undefined {
  if (of?.type !== 'doubleVec' || percent?.type !== 'double' || of.value.length === 0) return undefined;
  const sorted = [...of.value].sort((left, right) => left - right);
  const rank = (Math.min(100, Math.max(0, percent.value)) / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(rank)] ?? 0;
  const above = sorted[Math.ceil(rank)] ?? 0;
  return double(below + (above - below) * (rank - Math.floor(rank)));
}

function time([text]: readonly FormulaValue[], context: FunctionContext): FormulaValue | undefined {
  if (text === undefined || (text.type === 'string' && text.value === ''))
    return { type: 'timestamp', ms: context.nowMs };
  const ms = text.type === 'string' ? Date.parse(text.value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : { type: 'timestamp', ms };
}

function item([of, index]: readonly FormulaValue[]): FormulaValue | undefined {
  if (of?.type !== 'doubleVec' || index?.type !== 'double') return undefined;
  const value = of.value[Math.trunc(index.value)];
  return value === undefined ? undefined : double(value);
}
