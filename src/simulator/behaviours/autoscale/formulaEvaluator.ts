import { deallocationOptions } from '../../state/deallocationOption.ts';
import { type FunctionContext, formulaFunctions } from './formulaFunctions.ts';
import { callSampleMethod, SampleShortage } from './formulaSamples.ts';
import { type Expression, FormulaError, type Place, type Statement } from './formulaTree.ts';
import { double, type FormulaValue, toPlain, vector, writeValue } from './formulaValues.ts';

/** Values that a formula can refer to. */
export interface Surroundings extends FunctionContext {
  /** The service's own variables by name. */
  readonly variables: ReadonlyMap<string, FormulaValue>;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Batch documentation: named intervals. */
const intervals: Readonly<Record<string, number>> = {
  TimeInterval_Zero: 0,
  TimeInterval_100ns: 0.0001,
  TimeInterval_Microsecond: 0.001,
  TimeInterval_Millisecond: 1,
  TimeInterval_Second: secondMs,
  TimeInterval_Minute: minuteMs,
  TimeInterval_Hour: hourMs,
  TimeInterval_Day: dayMs,
  TimeInterval_Week: 7 * dayMs,
  TimeInterval_Year: 365 * dayMs,
};

/** Words that formulas contain without quotes. */
const words: readonly string[] = deallocationOptions;

/** Batch documentation: pool properties that a formula may set, with their types. */
const targets: ReadonlyMap<string, 'double' | 'string'> = new Map([
  ['$TargetDedicatedNodes', 'double'],
  ['$TargetDedicated', 'double'],
  ['$TargetLowPriorityNodes', 'double'],
  ['$TargetLowPriority', 'double'],
  ['$NodeDeallocationOption', 'string'],
]);

/** Batch documentation: members of a timestamp. */
const members: Readonly<Record<string, (time: Date) => number>> = {
  year: (time) => time.getUTCFullYear(),
  month: (time) => time.getUTCMonth() + 1,
  day: (time) => time.getUTCDate(),
  weekday: (time) => time.getUTCDay(),
  hour: (time) => time.getUTCHours(),
  minute: (time) => time.getUTCMinutes(),
  second: (time) => time.getUTCSeconds(),
};

/** Ends the evaluation at the formula's own request. */
class Stop extends Error {}

/** Evaluates a formula; returns its assignments in order. Throws an evaluation error. */
export function evaluateFormula(
  statements: readonly Statement[],
  surroundings: Surroundings,
): ReadonlyMap<string, FormulaValue> {
  const assigned = new Map<string, FormulaValue>();
  const evaluator = new Evaluator(surroundings, assigned);
  try {
    for (const { name, value, place } of statements) {
      const result = toPlain(evaluator.evaluate(value));
      if (name === undefined) continue;
      checkAssignment(name, result, place);
      assigned.set(name, result);
    }
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  return assigned;
}

function checkAssignment(name: string, value: FormulaValue, place: Place): void {
  const type = targets.get(name);
  const isOption =
    value.type === 'string' && deallocationOptions.some((option) => option === value.value.toLowerCase());
  if (type !== undefined && (value.type !== type || (type === 'string' && !isOption))) {
    throw new FormulaError('evaluation', place, `Invalid value for ${name}: ${writeValue(value)}`);
  }
}

class Evaluator {
  readonly #surroundings: Surroundings;
  readonly #assigned: ReadonlyMap<string, FormulaValue>;

  constructor(surroundings: Surroundings, assigned: ReadonlyMap<string, FormulaValue>) {
    this.#surroundings = surroundings;
    this.#assigned = assigned;
  }

  /** Evaluates from the innermost operand outward, because a formula may be thousands of operators long. */
  evaluate(expression: Expression): FormulaValue {
    const outer: Operation[] = [];
    let inner = expression;
    while (isOperation(inner)) {
      outer.push(inner);
      inner = inner.kind === 'binary' ? inner.left : inner.of;
    }
    return outer.reduceRight((value, operation) => this.#apply(operation, value), this.#evaluateOne(inner));
  }

  #evaluateOne(expression: Exclude<Expression, Operation>): FormulaValue {
    switch (expression.kind) {
      case 'number':
        return double(expression.value);
      case 'text':
        return { type: 'string', value: expression.value };
      case 'name':
        return this.#name(expression.name, expression.place);
      case 'choice':
        return this.evaluate(
          isTrue(this.#plain(expression.test), expression.test.place) ? expression.yes : expression.no,
        );
      case 'call':
        return this.#call(expression.name, expression.args, expression.place);
    }
  }

  #apply(operation: Operation, operand: FormulaValue): FormulaValue {
    switch (operation.kind) {
      case 'unary':
        return this.#unary(operation.sign, toPlain(operand), operation.place);
      case 'binary':
        return this.#binary(operation, toPlain(operand));
      case 'method':
        return this.#method(operation, operand);
      case 'member':
        return this.#member(operation, operand);
      case 'item': {
        const args = [toPlain(operand), this.#plain(operation.index)];
        return orFail(formulaFunctions['val']?.(args, this.#surroundings), operation.place, 'Index out of range');
      }
    }
  }

  /** Returns the value of an expression that must be a plain value. */
  #plain(expression: Expression): FormulaValue {
    return toPlain(this.evaluate(expression));
  }

  #name(name: string, place: Place): FormulaValue {
    const known = this.#assigned.get(name) ?? this.#surroundings.variables.get(name);
    if (known !== undefined) return known;
    const interval = Object.hasOwn(intervals, name) ? intervals[name] : undefined;
    if (interval !== undefined) return { type: 'timeinterval', ms: interval };
    if (words.includes(name.toLowerCase())) return { type: 'string', value: name.toLowerCase() };
    throw new FormulaError('evaluation', place, `Undefined symbol: ${name}`);
  }

  #unary(sign: string, value: FormulaValue, place: Place): FormulaValue {
    if (value.type === 'double') return double(sign === '-' ? -value.value : Number(value.value === 0));
    if (value.type === 'doubleVec' && sign === '-') return vector(value.value.map((one) => -one));
    if (value.type === 'timeinterval' && sign === '-') return { type: 'timeinterval', ms: -value.ms };
    throw new FormulaError('evaluation', place, `Invalid operand for operator ${sign}: ${value.type}`);
  }

  #binary(expression: Extract<Expression, { kind: 'binary' }>, left: FormulaValue): FormulaValue {
    const { sign, place } = expression;
    if (sign === '&&' || sign === '||') {
      const isDecided = isTrue(left, expression.left.place) === (sign === '||');
      return double(Number(isDecided ? sign === '||' : isTrue(this.#plain(expression.right), expression.right.place)));
    }
    const right = this.#plain(expression.right);
    const result = operate(sign, left, right);
    return orFail(result, place, `Invalid operands for operator ${sign}: ${left.type}, ${right.type}`);
  }

  #call(name: string, args: readonly Expression[], place: Place): FormulaValue {
    if (name === 'stop' && args.length === 0) throw new Stop();
    const found = Object.hasOwn(formulaFunctions, name) ? formulaFunctions[name] : undefined;
    if (found === undefined) throw new FormulaError('evaluation', place, `Undefined function: ${name}`);
    const values = args.map((arg) => this.#plain(arg));
    return orFail(found(values, this.#surroundings), place, `Invalid arguments for function ${name}`);
  }

  #member({ name, place }: Extract<Expression, { kind: 'member' }>, target: FormulaValue): FormulaValue {
    const read = Object.hasOwn(members, name) ? members[name] : undefined;
    const value = target.type === 'timestamp' && read !== undefined ? double(read(new Date(target.ms))) : undefined;
    return orFail(value, place, `A ${target.type} has no member ${name}`);
  }

  #method({ name, args, place }: Extract<Expression, { kind: 'method' }>, target: FormulaValue): FormulaValue {
    const values = args.map((arg) => this.#plain(arg));
    if (target.type !== 'samples') {
      throw new FormulaError('evaluation', place, `A ${target.type} has no method ${name}`);
    }
    try {
      return orFail(callSampleMethod(target, name, values), place, `Invalid method or arguments: ${name}`);
    } catch (error) {
      throw error instanceof SampleShortage ? new FormulaError('evaluation', place, error.message) : error;
    }
  }
}

type Operation = Extract<Expression, { kind: 'unary' | 'binary' | 'method' | 'member' | 'item' }>;

function isOperation(expression: Expression): expression is Operation {
  return 'of' in expression || 'left' in expression;
}

function isTrue(value: FormulaValue, place: Place): boolean {
  if (value.type !== 'double') throw new FormulaError('evaluation', place, `A condition cannot be a ${value.type}`);
  return value.value !== 0;
}

function orFail(value: FormulaValue | undefined, place: Place, message: string): FormulaValue {
  if (value === undefined) throw new FormulaError('evaluation', place, message);
  return value;
}

/**
 * Batch documentation: operations. Vectors and numbers are combined element by element; times and intervals in the
 * usual way.
 */
function operate(sign: string, left: FormulaValue, right: FormulaValue): FormulaValue | undefined {
  if (left.type === 'double' && right.type === 'double') return numeric(sign, left.value, right.value);
  if (left.type === 'string' && right.type === 'string') return compared(sign, left.value, right.value);
  if ('ms' in left || 'ms' in right) return temporal(sign, left, right);
  return elementwise(sign, left, right);
}

function elementwise(sign: string, left: FormulaValue, right: FormulaValue): FormulaValue | undefined {
  const calculate = (one: number, other: number): number => {
    const result = numeric(sign, one, other);
    return result?.type === 'double' ? result.value : Number.NaN;
  };
  if (left.type === 'doubleVec' && right.type === 'double') {
    return vector(left.value.map((one) => calculate(one, right.value)));
  }
  if (left.type === 'double' && right.type === 'doubleVec') {
    return vector(right.value.map((other) => calculate(left.value, other)));
  }
  const areVectors =
    left.type === 'doubleVec' && right.type === 'doubleVec' && left.value.length === right.value.length;
  return areVectors ? vector(left.value.map((one, index) => calculate(one, right.value[index] ?? 0))) : undefined;
}

function numeric(sign: string, left: number, right: number): FormulaValue | undefined {
  switch (sign) {
    case '+':
      return double(left + right);
    case '-':
      return double(left - right);
    case '*':
      return double(left * right);
    case '/':
      return right === 0 ? undefined : double(left / right);
    default:
      return compared(sign, left, right);
  }
}

function compared<T extends string | number>(sign: string, left: T, right: T): FormulaValue | undefined {
  switch (sign) {
    case '==':
      return double(Number(left === right));
    case '!=':
      return double(Number(left !== right));
    case '<':
      return double(Number(left < right));
    case '<=':
      return double(Number(left <= right));
    case '>':
      return double(Number(left > right));
    case '>=':
      return double(Number(left >= right));
    default:
      return undefined;
  }
}

function temporal(sign: string, left: FormulaValue, right: FormulaValue): FormulaValue | undefined {
  if (left.type === 'timeinterval' && right.type === 'double' && (sign === '*' || sign === '/')) {
    return { type: 'timeinterval', ms: sign === '*' ? left.ms * right.value : left.ms / right.value };
  }
  if (left.type === 'double' && right.type === 'timeinterval' && sign === '*') {
    return { type: 'timeinterval', ms: left.value * right.ms };
  }
  if (!('ms' in left) || !('ms' in right)) return undefined;
  if (left.type === right.type && sign !== '+' && sign !== '-') {
    return sign === '/' && left.type === 'timeinterval'
      ? double(left.ms / right.ms)
      : compared(sign, left.ms, right.ms);
  }
  const isSum = sign === '+' && !(left.type === 'timestamp' && right.type === 'timestamp');
  if (!isSum && sign !== '-') return undefined;
  const ms = isSum ? left.ms + right.ms : left.ms - right.ms;
  return {
    type: left.type === right.type || (!isSum && right.type === 'timestamp') ? 'timeinterval' : 'timestamp',
    ms,
  };
}
