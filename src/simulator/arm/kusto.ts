/**
 * The part of the Kusto Query Language that programs use to query an account's logs: `where`, `extend`, `project`,
 * `top`, `take`, `order by`, `count` and `summarize` over one table. Anything else is refused as a syntax error.
 */

export type Value = string | number | boolean | Date | null | { readonly [name: string]: unknown };
export type Row = Readonly<Record<string, Value>>;

export interface Column {
  readonly name: string;
  readonly type: string;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** A query that can't be answered, with the code of its error. */
export class KustoError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Answers a query. Throws `KustoError`. */
export function queryTable(query: string, name: string, table: Table | undefined, nowMs: number): Table {
  const [first = '', ...steps] = splitSteps(query);
  if (first !== name || table === undefined)
    throw new KustoError(
      'SEM0100',
      `'${first}' operator: Failed to resolve table or column expression named '${first}'`,
    );
  return steps.reduce((known, step) => apply(step, known, nowMs), table);
}

/** Splits a query at bars outside of literals. */
function splitSteps(query: string): readonly string[] {
  const steps: string[] = [''];
  for (const token of tokenize(query)) {
    if (token.text === '|') steps.push('');
    else steps.push(`${steps.pop() ?? ''} ${token.text}`.trim());
  }
  return steps;
}

interface Token {
  readonly kind: 'literal' | 'number' | 'name' | 'sign';
  readonly text: string;
  readonly value?: string;
}

const tokenPattern =
  /\s+|(?<literal>@'(?:[^']|'')*'|@"(?:[^"]|"")*"|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<number>\d+(?:\.\d+)?(?:[dhms]\b)?)|(?<name>[A-Za-z_$]\w*)|(?<sign>=~|!~|==|!=|<=|>=|[|()=<>,.:\-*[\]])/gy;

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (match === null) throw new KustoError('SYN0002', `Query could not be parsed at '${text.slice(at, at + 10)}'`);
    const { literal, number, name, sign } = match.groups ?? {};
    if (literal !== undefined) tokens.push({ kind: 'literal', text: literal, value: unquote(literal) });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

/** A verbatim literal has only doubled quotes; any other has escapes. */
function unquote(literal: string): string {
  if (literal.startsWith('@')) {
    const quote = literal[1] ?? '';
    return literal.slice(2, -1).replaceAll(quote + quote, quote);
  }
  return literal
    .slice(1, -1)
    .replace(/\\(.)/g, (_, escaped: string) => ({ n: '\n', t: '\t', r: '\r' })[escaped] ?? escaped);
}

type Expression = (row: Row) => Value;

interface Names {
  readonly columns: readonly Column[];
  readonly nowMs: number;
}

function apply(step: string, table: Table, nowMs: number): Table {
  const parser = new Parser(tokenize(step), { columns: table.columns, nowMs });
  const operator = parser.name();
  switch (operator) {
    case 'where': {
      const condition = parser.whole();
      return { ...table, rows: table.rows.filter((row) => condition(row) === true) };
    }
    case 'extend': {
      const added = parser.list(() => parser.assignment());
      const names = new Set(added.map(({ name }) => name));
      const columns = [
        ...table.columns.filter(({ name }) => !names.has(name)),
        ...added.map(({ name, type }) => ({ name, type })),
      ];
      // Each value is computed from the original row.
      const rows = table.rows.map((row) => ({
        ...row,
        ...Object.fromEntries(added.map(({ name, of }) => [name, of(row)])),
      }));
      return { columns, rows };
    }
    case 'project': {
      const kept = parser.list(() => parser.assignment());
      return {
        columns: kept.map(({ name, type }) => ({ name, type })),
        rows: table.rows.map((row) => Object.fromEntries(kept.map(({ name, of }) => [name, of(row)]))),
      };
    }
    case 'take':
    case 'limit':
      return { ...table, rows: table.rows.slice(0, parser.count()) };
    case 'count':
      return { columns: [{ name: 'Count', type: 'long' }], rows: [{ Count: table.rows.length }] };
    case 'top': {
      const count = parser.count();
      parser.word('by');
      return { ...table, rows: parser.order(table.rows).slice(0, count) };
    }
    case 'order':
    case 'sort':
      parser.word('by');
      return { ...table, rows: parser.order(table.rows) };
    case 'summarize':
      return summarize(parser, table);
  }
  throw new KustoError('SYN0002', `The operator '${operator}' is not known here`);
}

interface Assignment extends Column {
  readonly of: Expression;
}

function summarize(parser: Parser, table: Table): Table {
  const made = parser.list(() => parser.aggregate());
  const by = parser.has('by') ? parser.list(() => parser.assignment()) : [];
  const groups = new Map<string, Row[]>();
  for (const row of table.rows) {
    const key = JSON.stringify(by.map(({ of }) => toJson(of(row))));
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
  }
  return {
    columns: [...by, ...made].map(({ name, type }) => ({ name, type })),
    rows: [...groups.values()].map((rows) => {
      const [first = {}] = rows;
      return Object.fromEntries([
        ...by.map(({ name, of }) => [name, of(first)]),
        ...made.map(({ name, combine }) => [name, combine(rows)]),
      ]);
    }),
  };
}

interface Aggregate extends Column {
  combine(rows: readonly Row[]): Value;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #names: Names;
  #at = 0;

  constructor(tokens: readonly Token[], names: Names) {
    this.#tokens = tokens;
    this.#names = names;
  }

  /** Consumes the next token, which must be a name, and returns it. Throws if it is not. */
  name(): string {
    const token = this.#tokens[this.#at++];
    if (token?.kind !== 'name') throw this.#unexpected(token);
    return token.text;
  }

  word(word: string): void {
    if (!this.has(word)) throw this.#unexpected(this.#tokens[this.#at]);
  }

  has(text: string): boolean {
    const isNext = this.#tokens[this.#at]?.text.toLowerCase() === text;
    if (isNext) this.#at += 1;
    return isNext;
  }

  count(): number {
    const token = this.#tokens[this.#at++];
    if (token?.kind !== 'number') throw this.#unexpected(token);
    return Number(token.text);
  }

  list<T>(read: () => T): readonly T[] {
    const items = [read()];
    while (this.has(',')) items.push(read());
    return items;
  }

  whole(): Expression {
    const expression = this.#or();
    if (this.#at < this.#tokens.length) throw this.#unexpected(this.#tokens[this.#at]);
    return expression;
  }

  /** Parses `name = expression`, or an expression that is a column. */
  assignment(): Assignment {
    const [first, second] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]];
    if (first?.kind === 'name' && second?.text === '=') {
      this.#at += 2;
      const type = this.#typeOfNext();
      return { name: first.text, type, of: this.#or() };
    }
    const name = first?.text ?? '';
    return { name, type: this.#typeOfNext(), of: this.#or() };
  }

  aggregate(): Aggregate {
    const [first, second] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]];
    const isNamed = first?.kind === 'name' && second?.text === '=';
    if (isNamed) this.#at += 2;
    const combinator = this.name();
    this.word('(');
    if (combinator === 'count') {
      this.word(')');
      return { name: isNamed ? first.text : 'count_', type: 'long', combine: (rows) => rows.length };
    }
    const type = this.#typeOfNext();
    const of = this.#or();
    this.word(')');
    if (combinator !== 'max' && combinator !== 'min')
      throw new KustoError('SEM0260', `Unknown function: '${combinator}'.`);
    const sign = combinator === 'max' ? 1 : -1;
    const combine = (rows: readonly Row[]): Value =>
      rows.map(of).reduce((best, value) => (compare(value, best) * sign > 0 ? value : best), null);
    return { name: isNamed ? first.text : `${combinator}_`, type, combine };
  }

  order(rows: readonly Row[]): readonly Row[] {
    const of = this.#or();
    const isAscending = this.has('asc');
    this.has('desc');
    return [...rows].sort((one, other) => compare(of(one), of(other)) * (isAscending ? 1 : -1));
  }

  /** Returns the type of the next token: only a column, or a function with its own type, is recognized. */
  #typeOfNext(): string {
    const token = this.#tokens[this.#at];
    const column = this.#names.columns.find(({ name }) => name === token?.text);
    if (column !== undefined) return column.type;
    if (token?.text !== 'column_ifexists') return 'string';
    const name = this.#tokens[this.#at + 2]?.value;
    const known = this.#names.columns.find((one) => one.name === name);
    const instead = this.#tokens[this.#at + 4]?.text ?? '';
    return known?.type ?? (['real', 'datetime', 'dynamic'].includes(instead) ? instead : 'string');
  }

  #or(): Expression {
    let left = this.#and();
    while (this.has('or')) {
      const [one, other] = [left, this.#and()];
      left = (row) => one(row) === true || other(row) === true;
    }
    return left;
  }

  #and(): Expression {
    let left = this.#comparison();
    while (this.has('and')) {
      const [one, other] = [left, this.#comparison()];
      left = (row) => one(row) === true && other(row) === true;
    }
    return left;
  }

  #comparison(): Expression {
    const left = this.#term();
    const sign = this.#tokens[this.#at]?.text ?? '';
    if (!['==', '!=', '=~', '!~', '<', '<=', '>', '>=', 'has', 'contains'].includes(sign)) return left;
    this.#at += 1;
    const right = this.#term();
    return (row) => holds(sign, left(row), right(row));
  }

  #term(): Expression {
    const token = this.#tokens[this.#at++];
    if (token?.text === '(') {
      const inner = this.#or();
      this.word(')');
      return inner;
    }
    if (token?.kind === 'literal') return () => token.value ?? '';
    if (token?.kind === 'number') return () => Number.parseFloat(token.text);
    if (token?.kind !== 'name') throw this.#unexpected(token);
    return this.has('(') ? this.#call(token.text) : this.#path(this.#column(token.text));
  }

  #path(of: Expression): Expression {
    if (!this.has('.')) return of;
    const name = this.name();
    return this.#path((row) => {
      const value = of(row);
      const inner = typeof value === 'object' && value !== null && !(value instanceof Date) ? value[name] : null;
      return (inner ?? null) as Value;
    });
  }

  #column(name: string): Expression {
    if (name === 'true' || name === 'false') return () => name === 'true';
    if (!this.#names.columns.some((one) => one.name === name))
      throw new KustoError('SEM0100', `Failed to resolve scalar expression named '${name}'`);
    return (row) => row[name] ?? null;
  }

  #call(name: string): Expression {
    if (name === 'datetime') return this.#time();
    if (name === 'column_ifexists') {
      const [column, , instead] = [this.#tokens[this.#at++], this.word(','), this.#or()];
      this.word(')');
      const isThere = this.#names.columns.some((one) => one.name === column?.value);
      return isThere ? (row) => row[column?.value ?? ''] ?? null : instead;
    }
    if (['real', 'dynamic', 'long', 'int'].includes(name)) {
      this.word('null');
      this.word(')');
      return () => null;
    }
    if (name === 'now' || name === 'ago') return this.#clock(name);
    const argument = this.#or();
    if (name === 'coalesce') return this.#coalesce(argument);
    this.word(')');
    if (name === 'tostring') return (row) => toKustoText(argument(row));
    if (name === 'isempty') return (row) => toKustoText(argument(row)) === '';
    if (name === 'isnotempty') return (row) => toKustoText(argument(row)) !== '';
    if (name === 'tolower') return (row) => toKustoText(argument(row)).toLowerCase();
    throw new KustoError('SEM0260', `Unknown function: '${name}'.`);
  }

  /** Parses `coalesce`: the first value that isn't null; for texts, the first that isn't empty. */
  #coalesce(first: Expression): Expression {
    const all = [first];
    while (this.has(',')) all.push(this.#or());
    this.word(')');
    return (row) =>
      all.map((one) => one(row)).find((value) => value !== null && value !== '') ?? all.at(-1)?.(row) ?? null;
  }

  #time(): Expression {
    let text = '';
    while (!this.has(')')) {
      const token = this.#tokens[this.#at++];
      if (token === undefined) throw this.#unexpected(token);
      text += token.value ?? token.text;
    }
    if (text === 'null') return () => null;
    const time = new Date(text);
    if (Number.isNaN(time.getTime())) throw new KustoError('SYN0002', `Not a time: ${text}`);
    return () => time;
  }

  #clock(name: 'now' | 'ago'): Expression {
    const text = name === 'ago' ? (this.#tokens[this.#at++]?.text ?? '') : '0d';
    this.word(')');
    const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };
    const time = new Date(this.#names.nowMs - Number.parseFloat(text) * (units[text.slice(-1)] ?? 0));
    return () => time;
  }

  #unexpected(token: Token | undefined): KustoError {
    return new KustoError('SYN0002', `Query could not be parsed at '${token?.text ?? 'the end'}'`);
  }
}

function holds(sign: string, left: Value, right: Value): boolean {
  switch (sign) {
    case '==':
      return compare(left, right) === 0;
    case '!=':
      return compare(left, right) !== 0;
    case '=~':
      return toKustoText(left).toLowerCase() === toKustoText(right).toLowerCase();
    case '!~':
      return toKustoText(left).toLowerCase() !== toKustoText(right).toLowerCase();
    case 'has':
    case 'contains':
      return toKustoText(left).toLowerCase().includes(toKustoText(right).toLowerCase());
  }
  if (left === null || right === null) return false;
  const order = compare(left, right);
  return sign === '<' ? order < 0 : sign === '<=' ? order <= 0 : sign === '>' ? order > 0 : order >= 0;
}

/** Null sorts before any value. */
function compare(left: Value, right: Value): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  const [one, other] = [toJson(left), toJson(right)];
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return one === other ? 0 : String(one) < String(other) ? -1 : 1;
}

function toKustoText(value: Value): string {
  if (value === null) return '';
  return typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : String(toJson(value));
}

/** Converts a value to its form in a response. */
export function toJson(value: Value): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
