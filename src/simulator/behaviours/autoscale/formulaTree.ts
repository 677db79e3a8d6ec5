/** A position in a formula; line and column are counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * A formula that cannot be parsed (`syntax`) or evaluated; the message begins with the position, as the service's does.
 */
export class FormulaError extends Error {
  readonly kind: 'syntax' | 'evaluation';

  constructor(kind: 'syntax' | 'evaluation', place: Place, message: string) {
    super(`Line ${place.line}, Col ${place.column}: ${message}`);
    this.kind = kind;
  }
}

interface FormulaToken {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly place: Place;
}

const skipped = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const patterns: readonly (readonly [kind: FormulaToken['kind'], pattern: RegExp])[] = [
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['text', /"[^"\n]*"|'[^'\n]*'/y],
  ['name', /\$?[A-Za-z_]\w*/y],
  ['sign', /<=|>=|==|!=|&&|\|\||[-+*/<>!?:;=.,()[\]]/y],
];

/** Splits an autoscale formula into tokens; the last one is `end`. Throws a syntax error. */
function tokenizeFormula(formula: string): readonly FormulaToken[] {
  const tokens: FormulaToken[] = [];
  let at = skip(formula, 0);
  while (at < formula.length) {
    const place = placeAt(formula, at);
    const found = patterns.map(([kind, pattern]) => [kind, matchAt(pattern, formula, at)] as const);
    const [kind, text] = found.find(([, match]) => match !== undefined) ?? [];
    if (kind === undefined || text === undefined) {
      throw new FormulaError('syntax', place, `Unexpected character: ${formula[at]}`);
    }
    tokens.push({ kind, text, place });
    at = skip(formula, at + text.length);
  }
  tokens.push({ kind: 'end', text: '', place: placeAt(formula, at) });
  return tokens;
}

function skip(formula: string, at: number): number {
  return at + (matchAt(skipped, formula, at)?.length ?? 0);
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function placeAt(formula: string, at: number): Place {
  const before = formula.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly place: Place }
  | { readonly kind: 'text'; readonly value: string; readonly place: Place }
  | { readonly kind: 'name'; readonly name: string; readonly place: Place }
  | { readonly kind: 'unary'; readonly sign: string; readonly of: Expression; readonly place: Place }
  | {
      readonly kind: 'binary';
      readonly sign: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly place: Place;
    }
  | {
      readonly kind: 'choice';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
      readonly place: Place;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly place: Place }
  | {
      readonly kind: 'method';
      readonly of: Expression;
      readonly name: string;
      readonly args: readonly Expression[];
      readonly place: Place;
    }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string; readonly place: Place }
  | { readonly kind: 'item'; readonly of: Expression; readonly index: Expression; readonly place: Place };

/** A statement: an assignment to a name, or a call for its effect (`stop()`). */
export interface Statement {
  /** Absent if nothing is assigned. */
  readonly name?: string;
  readonly value: Expression;
  readonly place: Place;
}

/** Binary operators, from lowest to highest precedence. */
const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/'],
];
const deepestNesting = 200;

/** Parses a formula: statements separated by `;`. Throws a syntax error. */
export function parseFormula(formula: string): readonly Statement[] {
  return new FormulaParser(tokenizeFormula(formula)).statements();
}

/** Returns the error of a formula that cannot be parsed; undefined if it can. */
export function findSyntaxError(formula: string): FormulaError | undefined {
  try {
    parseFormula(formula);
    return undefined;
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
}

class FormulaParser {
  readonly #tokens: readonly FormulaToken[];
  readonly #end: FormulaToken;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly FormulaToken[]) {
    this.#tokens = tokens;
    this.#end = tokens.at(-1) ?? { kind: 'end', text: '', place: { line: 1, column: 1 } };
  }

  statements(): readonly Statement[] {
    const statements: Statement[] = [];
    while (!this.#isAtEnd()) {
      if (this.#take(';')) continue;
      statements.push(this.#statement());
      if (!this.#isAtEnd()) this.#expect(';');
    }
    return statements;
  }

  #statement(): Statement {
    const { text: name, place } = this.#expectName();
    if (this.#isAtEnd()) throw new FormulaError('syntax', place, `Undefined symbol: ${name}`);
    if (this.#take('(')) return { value: { kind: 'call', name, args: this.#arguments(), place }, place };
    this.#expect('=');
    return { name, value: this.#expression(), place };
  }

  #isAtEnd(): boolean {
    return this.#next.kind === 'end';
  }

  get #next(): FormulaToken {
    return this.#tokens[this.#at] ?? this.#end;
  }

  #expression(): Expression {
    this.#depth += 1;
    if (this.#depth > deepestNesting) {
      throw new FormulaError('syntax', this.#next.place, 'The formula is nested too deeply');
    }
    const test = this.#binary(0);
    const { place } = this.#next;
    let result = test;
    if (this.#take('?')) {
      const yes = this.#expression();
      this.#expect(':');
      result = { kind: 'choice', test, yes, no: this.#expression(), place };
    }
    this.#depth -= 1;
    return result;
  }

  #binary(level: number): Expression {
    const signs = levels[level];
    if (signs === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (let next = this.#next; signs.includes(next.text) && next.kind === 'sign'; next = this.#next) {
      this.#at += 1;
      left = { kind: 'binary', sign: next.text, left, right: this.#binary(level + 1), place: next.place };
    }
    return left;
  }

  #unary(): Expression {
    const signs: FormulaToken[] = [];
    for (let next = this.#next; next.kind === 'sign' && /^[-!]$/.test(next.text); next = this.#next) {
      signs.push(next);
      this.#at += 1;
    }
    const operand = this.#postfix(this.#primary());
    return signs.reduceRight<Expression>((of, { text: sign, place }) => ({ kind: 'unary', sign, of, place }), operand);
  }

  #postfix(start: Expression): Expression {
    let result = start;
    for (;;) {
      const { place } = this.#next;
      if (this.#take('.')) {
        const { text: name } = this.#expectName();
        result = this.#take('(')
          ? { kind: 'method', of: result, name, args: this.#arguments(), place }
          : { kind: 'member', of: result, name, place };
      } else if (this.#take('[')) {
        const index = this.#expression();
        this.#expect(']');
        result = { kind: 'item', of: result, index, place };
      } else {
        return result;
      }
    }
  }

  #primary(): Expression {
    const { kind, text, place } = this.#next;
    this.#at += 1;
    switch (kind) {
      case 'number':
        return { kind: 'number', value: Number(text), place };
      case 'text':
        return { kind: 'text', value: text.slice(1, -1), place };
      case 'name':
        return this.#take('(')
          ? { kind: 'call', name: text, args: this.#arguments(), place }
          : { kind, name: text, place };
      default:
        return this.#parenthesized(text, place);
    }
  }

  #parenthesized(text: string, place: Place): Expression {
    if (text !== '(') {
      throw new FormulaError('syntax', place, `Unexpected token: ${text === '' ? 'end of formula' : text}`);
    }
    const inner = this.#expression();
    this.#expect(')');
    return inner;
  }

  #arguments(): readonly Expression[] {
    const args: Expression[] = [];
    if (this.#take(')')) return args;
    do {
      args.push(this.#expression());
    } while (this.#take(','));
    this.#expect(')');
    return args;
  }

  #take(text: string): boolean {
    const isNext = this.#next.kind === 'sign' && this.#next.text === text;
    this.#at += isNext ? 1 : 0;
    return isNext;
  }

  #expect(text: string): void {
    const { place, text: found } = this.#next;
    if (!this.#take(text)) {
      throw new FormulaError('syntax', place, `Expected ${text} but found ${found === '' ? 'end of formula' : found}`);
    }
  }

  #expectName(): FormulaToken {
    const token = this.#next;
    if (token.kind !== 'name') throw new FormulaError('syntax', token.place, `Expected a name but found ${token.text}`);
    this.#at += 1;
    return token;
  }
}
