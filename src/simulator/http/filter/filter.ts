import { endKey, nothingRequired, type Required } from '../../state/sortedTable.ts';
import { invalidQueryValue } from '../serviceError.ts';

/** The type of a filter property, which defines its comparisons. */
export type FilterKind =
  | { readonly type: 'id' }
  | { readonly type: 'text' }
  | { readonly type: 'prefix' }
  | { readonly type: 'date' }
  | { readonly type: 'number' }
  | { readonly type: 'flag' }
  | { readonly type: 'enum'; readonly values: readonly string[] };

/** The filter properties of a list; names are case-sensitive. */
export type FilterProperties = Readonly<Record<string, FilterKind>>;

/** Reads the value of a property of a record by its name in the filter (`executionInfo/exitCode`). */
export type PropertyReader<T> = (record: T, name: string) => unknown;

type Predicate<T> = (record: T) => boolean;

/** A compiled filter. */
export interface CompiledFilter<T> {
  readonly matches: Predicate<T>;
  /** Conditions that every match meets: values that `eq` and `and` require, and the range of its ID. */
  readonly required: Required;
}

const operators = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
type Operator = (typeof operators)[number];

/** Maximum nesting of parentheses; no real filter comes near it. */
const deepestNesting = 64;

/**
 * Compiles a `$filter` into a predicate. Batch documentation: efficient list queries. Values are compared without
 * regard to case. Throws `InvalidQueryParameterValue` for syntax that it does not support or properties that the list
 * does not allow.
 */
export function compileFilter<T>(
  filter: string,
  properties: FilterProperties,
  read: PropertyReader<T>,
): CompiledFilter<T> {
  const tokens = tokenize(filter);
  if (tokens === undefined || tokens.length === 0) {
    throw invalidQueryValue('$filter', filter, 'The expression cannot be parsed');
  }
  const parser = new Parser(filter, tokens, properties, read);
  return parser.parse();
}

class Parser<T> {
  readonly #filter: string;
  readonly #tokens: readonly Token[];
  readonly #properties: FilterProperties;
  readonly #read: PropertyReader<T>;
  #at = 0;
  #depth = 0;

  constructor(filter: string, tokens: readonly Token[], properties: FilterProperties, read: PropertyReader<T>) {
    this.#filter = filter;
    this.#tokens = tokens;
    this.#properties = properties;
    this.#read = read;
  }

  parse(): CompiledFilter<T> {
    const compiled = this.#or();
    if (this.#at < this.#tokens.length) throw this.#refuse('The expression does not end where it should');
    return compiled;
  }

  #or(): CompiledFilter<T> {
    const first = this.#and();
    const others: CompiledFilter<T>[] = [];
    while (this.#takeWord('or')) others.push(this.#and());
    const terms = [first, ...others];
    const matches: Predicate<T> = (record) => terms.some((term) => term.matches(record));
    return others.length === 0 ? first : { matches, required: requireAny(terms.map((term) => term.required)) };
  }

  #and(): CompiledFilter<T> {
    const first = this.#term();
    const others: CompiledFilter<T>[] = [];
    while (this.#takeWord('and')) others.push(this.#term());
    if (others.length === 0) return first;
    const terms = [first, ...others];
    const matches: Predicate<T> = (record) => terms.every((term) => term.matches(record));
    return { matches, required: requireAll(terms.map((term) => term.required)) };
  }

  #term(): CompiledFilter<T> {
    if (this.#take('(')) {
      this.#depth += 1;
      if (this.#depth > deepestNesting) throw this.#refuse('The expression is nested too deeply');
      const inner = this.#or();
      this.#expect(')');
      this.#depth -= 1;
      return inner;
    }
    const name = this.#expect('name').text;
    return name.toLowerCase() === 'startswith' ? this.#startsWith() : this.#comparison(name);
  }

  #startsWith(): CompiledFilter<T> {
    this.#expect('(');
    const name = this.#expect('name').text;
    const kind = this.#getKind(name);
    this.#expect(',');
    const prefix = this.#expect('text').text.toLowerCase();
    this.#expect(')');
    if (kind.type !== 'id' && kind.type !== 'prefix') throw this.#refuse(`startswith is not supported on ${name}`);
    const read = this.#read;
    const matches: Predicate<T> = (record) =>
      String(read(record, name) ?? '')
        .toLowerCase()
        .startsWith(prefix);
    const range = { ...nothingRequired, from: prefix, to: prefix + endKey };
    return { matches, required: name === 'id' ? range : nothingRequired };
  }

  #comparison(name: string): CompiledFilter<T> {
    const kind = this.#getKind(name);
    const word = this.#expect('name').text.toLowerCase();
    const operator = operators.find((known) => known === word);
    if (operator === undefined || !allows(kind, operator)) {
      throw this.#refuse(`The operator ${word} is not supported on ${name}`);
    }
    const wanted = this.#literal(kind, name);
    const read = this.#read;
    const matches: Predicate<T> = (record) => compare(comparable(read(record, name), kind), operator, wanted);
    return { matches, required: toRequired(name, operator, String(wanted)) };
  }

  #getKind(name: string): FilterKind {
    const kind = Object.hasOwn(this.#properties, name) ? this.#properties[name] : undefined;
    if (kind === undefined) throw this.#refuse(`The property ${name} cannot be filtered by`);
    return kind;
  }

  #literal(kind: FilterKind, name: string): string | number {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    const value = token === undefined ? undefined : readLiteral(token, kind);
    if (value === undefined) throw this.#refuse(`The value is not one that ${name} can be compared with`);
    return value;
  }

  #take(kind: Token['kind']): boolean {
    const isNext = this.#tokens[this.#at]?.kind === kind;
    this.#at += isNext ? 1 : 0;
    return isNext;
  }

  #takeWord(word: string): boolean {
    const token = this.#tokens[this.#at];
    const isNext = token?.kind === 'name' && token.text.toLowerCase() === word;
    this.#at += isNext ? 1 : 0;
    return isNext;
  }

  #expect(kind: Token['kind']): Token {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind) throw this.#refuse(`There should be a ${kind} at token ${this.#at + 1}`);
    this.#at += 1;
    return token;
  }

  #refuse(reason: string): Error {
    return invalidQueryValue('$filter', this.#filter, reason);
  }
}

function toRequired(name: string, operator: Operator, wanted: string): Required {
  const values = operator === 'eq' ? new Map([[name, wanted]]) : nothingRequired.values;
  if (name !== 'id' || operator === 'ne') return { ...nothingRequired, values };
  return { values, from: /^[eg]/.test(operator) ? wanted : '', to: /^[el]/.test(operator) ? wanted : endKey };
}

function requireAll(terms: readonly Required[]): Required {
  return {
    values: new Map(terms.flatMap(({ values }) => [...values])),
    from: maxText(terms.map(({ from }) => from)),
    to: minText(terms.map(({ to }) => to)),
  };
}

function requireAny(terms: readonly Required[]): Required {
  return { ...nothingRequired, from: minText(terms.map(({ from }) => from)), to: maxText(terms.map(({ to }) => to)) };
}

function minText(texts: readonly string[]): string {
  return texts.reduce((one, other) => (other < one ? other : one));
}

function maxText(texts: readonly string[]): string {
  return texts.reduce((one, other) => (other > one ? other : one));
}

function allows(kind: FilterKind, operator: Operator): boolean {
  switch (kind.type) {
    case 'id':
    case 'date':
    case 'number':
      return true;
    case 'text':
    case 'flag':
    case 'enum':
      return operator === 'eq' || operator === 'ne';
    case 'prefix':
      return false;
  }
}

function readLiteral(token: Token, kind: FilterKind): string | number | undefined {
  const text = token.text.toLowerCase();
  switch (kind.type) {
    case 'id':
    case 'text':
      return token.kind === 'text' ? text : undefined;
    case 'enum':
      return token.kind === 'text' && kind.values.includes(text) ? text : undefined;
    case 'date': {
      const ms = token.kind === 'date' ? Date.parse(token.text) : Number.NaN;
      return Number.isNaN(ms) ? undefined : ms;
    }
    case 'number':
      return token.kind === 'number' ? Number(token.text) : undefined;
    case 'flag':
      return token.kind === 'name' && (text === 'true' || text === 'false') ? text : undefined;
    case 'prefix':
      return undefined;
  }
}

function comparable(value: unknown, kind: FilterKind): string | number | undefined {
  if (value === undefined) return undefined;
  switch (kind.type) {
    case 'date':
      return Date.parse(String(value));
    case 'number':
      return Number(value);
    default:
      return String(value).toLowerCase();
  }
}

/** An absent value equals nothing, and differs from everything. */
function compare(value: string | number | undefined, operator: Operator, wanted: string | number): boolean {
  if (value === undefined) return operator === 'ne';
  switch (operator) {
    case 'eq':
      return value === wanted;
    case 'ne':
      return value !== wanted;
    case 'gt':
      return value > wanted;
    case 'ge':
      return value >= wanted;
    case 'lt':
      return value < wanted;
    case 'le':
      return value <= wanted;
  }
}

type Token =
  | { readonly kind: 'name' | 'text' | 'date'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: '(' | ')' | ','; readonly text: string };

/** Patterns of tokens, in the order in which they are tried; a date is a name followed by a text. */
const patterns: readonly (readonly [kind: Token['kind'], pattern: RegExp])[] = [
  ['date', /datetime'([^']*)'/iy],
  ['text', /'((?:[^']|'')*)'/y],
  ['date', /(\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))/iy],
  ['number', /(-?\d+(?:\.\d+)?)/y],
  ['name', /([a-z_][\w/]*)/iy],
  ['(', /(\()/y],
  [')', /(\))/y],
  [',', /(,)/y],
];

/** Splits a filter into tokens; undefined if part of the filter isn't a token. */
function tokenize(filter: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = skipSpace(filter, 0);
  while (at < filter.length) {
    const found = tokenAt(filter, at);
    if (found === undefined) return undefined;
    tokens.push(found.token);
    at = skipSpace(filter, found.end);
  }
  return tokens;
}

function tokenAt(filter: string, at: number): { readonly token: Token; readonly end: number } | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(filter);
    if (match !== null) {
      const text = match[1] ?? '';
      return { token: { kind, text: kind === 'text' ? text.replaceAll("''", "'") : text }, end: pattern.lastIndex };
    }
  }
  return undefined;
}

function skipSpace(text: string, at: number): number {
  let end = at;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  return end;
}
