/** Maximum length of a formula that Batch accepts (Batch documentation: "autoScaleFormula"). */
const maxFormulaLength = 8192;

/** A syntax error that makes the service reject an autoscale formula. */
export interface FormulaSlip {
  /** An unmatched parenthesis, an unknown operator, an operator without an operand, or two statements in one. */
  readonly kind: 'parenthesis' | 'operator' | 'operand' | 'separator';
  readonly sign: string;
}

/** Matches comments, which have no meaning, strings, numbers, names, and signs. */
const token =
  /\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|"[^"]*"?|'[^']*'?|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|\$?[a-z_]\w*|<=|>=|==|!=|&&|\|\||\S/gi;

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']' };
const known = /^(?:<=|>=|==|!=|&&|\|\||[-+*/<>!?:;=.,()[\]{}])$/;
const binary = new Set(['<=', '>=', '==', '!=', '&&', '||', '*', '/', '<', '>', '=', '+', '-', '?', ':']);
/** Checks for an operator that can't begin a value. */
const isNoStart = (sign: string) => (binary.has(sign) && sign !== '-' && sign !== '+') || /^[;)\],]$/.test(sign);

/** Matches words that begin a statement in other languages. A formula contains only assignments. */
const statements = /^(?:if|else|elseif|elif|for|foreach|while|do|switch|return|function|var|let|const)$/;

/** Checks whether a word begins a statement of another language rather than being a variable. */
function isStatement(word: string, before: string | undefined, after: string | undefined): boolean {
  const isFirst = before === undefined || /^[;{})]$/.test(before);
  return isFirst && statements.test(word) && after !== undefined && /^[({$a-z_]/i.test(after);
}

/** Checks whether a value can end with this token: a name, a number, or a closing bracket. */
function isValueEnd(text: string | undefined): boolean {
  return text !== undefined && /^(?:[\w$]+|\d[\d.]*|[)\]])$/.test(text);
}

/** Finds the first mistake in a formula; undefined if there is no visible one. */
export function findFormulaSlip(formula: string): FormulaSlip | undefined {
  const tokens = [...formula.slice(0, maxFormulaLength).matchAll(token)]
    .map(([text]) => text)
    .filter((text) => !/^\/[/*]/.test(text));
  const open: string[] = [];
  for (const [index, text] of tokens.entries()) {
    if (/^[^\w$"'.]/.test(text) && !known.test(text)) return { kind: 'operator', sign: text };
    // Detect a placeholder that a program should have replaced: `{pool.Nodes}`. Lists of values have no members.
    const isMember = tokens[index + 2] === '.' && /^[a-z_]/i.test(tokens[index + 1] ?? '');
    if (text === '{' && isMember && !/^[{$#]$/.test(tokens[index - 1] ?? '')) return { kind: 'operator', sign: text };
    if (isStatement(text, tokens[index - 1], tokens[index + 1])) return { kind: 'operator', sign: text };
    // Only an operator is allowed between two values.
    if (/^[a-z]+$/i.test(text) && isValueEnd(tokens[index - 1]) && /^[\w$("'.]/.test(tokens[index + 1] ?? ''))
      return { kind: 'operator', sign: text };
    if (isValueEnd(tokens[index - 1]) && /^\$?[a-z_]/i.test(text) && tokens[index + 1] === '=')
      return { kind: 'separator', sign: text };
    if (closing[text] !== undefined) open.push(text);
    if ((text === ')' || text === ']') && closing[open.pop() ?? ''] !== text)
      return { kind: 'parenthesis', sign: text };
    if (text === ';' && open.length > 0) break;
    if (binary.has(text) && isNoStart(tokens[index + 1] ?? ';')) return { kind: 'operand', sign: text };
  }
  const unclosed = open.pop();
  return unclosed === undefined ? undefined : { kind: 'parenthesis', sign: unclosed };
}

/** A target that a formula sets to something other than a number. */
export interface WrongTarget {
  readonly target: string;
  readonly type: 'text' | 'time' | 'samples';
}

const target = /^\$(?:Target(?:Dedicated|LowPriority)Nodes|NodeDeallocationOption)$/i;

/**
 * Finds the first target that a formula sets to something other than a number, directly or through a variable last set
 * to such a value.
 */
export function findWrongTarget(formula: string): WrongTarget | undefined {
  const types = new Map<string, WrongTarget['type'] | undefined>();
  let statement: string[] = [];
  for (const [text] of [...formula.slice(0, maxFormulaLength).matchAll(token), [';']]) {
    if (text === undefined || /^\/[/*]/.test(text)) continue;
    if (text !== ';') {
      statement.push(text);
      continue;
    }
    const [name = '', equals, ...value] = statement;
    statement = [];
    if (equals !== '=') continue;
    const type = findType(value, types);
    if (target.test(name) && type !== undefined) return { target: name, type };
    types.set(name.toLowerCase(), type);
  }
  return undefined;
}

/** An operator or function applied to a value of the wrong type. */
export interface WrongOperand {
  readonly kind: 'text' | 'interval';
  readonly sign: string;
}

const arithmetic = new Set(['+', '-', '*', '/']);
/** Matches functions that take numbers, unlike `time`, which takes a string. */
const ofNumbers = /^(?:avg|ceil|floor|len|lg|ln|log|max|min|norm|percentile|round|std|sum|val)$/i;
const isText = (token: string | undefined) => /^["']/.test(token ?? '');
const isNumber = (token: string | undefined) => /^\.?\d/.test(token ?? '');
const isInterval = (token: string | undefined) => /^TimeInterval_/i.test(token ?? '');
const isFactor = (token: string | undefined) => token === '*' || token === '/' || token === '.';

/** Finds the first operator or function wrongly applied to a string, or to an interval combined with a number. */
export function findWrongOperand(formula: string): WrongOperand | undefined {
  const tokens = [...formula.slice(0, maxFormulaLength).matchAll(token)]
    .map(([text]) => text)
    .filter((text) => !/^\/[/*]/.test(text));
  for (const [index, text] of tokens.entries()) {
    const [before = '', beforeThat, after = ''] = [tokens[index - 1], tokens[index - 2], tokens[index + 1]];
    if (isText(text)) {
      const operator = [before, after].find((sign) => arithmetic.has(sign));
      if (operator !== undefined) return { kind: 'text', sign: operator };
      const isOnly = before === '(' && (after === ')' || after === ',');
      if (isOnly && ofNumbers.test(beforeThat ?? '')) return { kind: 'text', sign: beforeThat ?? '' };
    }
    const isSum = text === '+' || text === '-';
    // A factor belongs to a product, whose type may differ.
    const isAlone = !isFactor(beforeThat) && !isFactor(tokens[index + 2]);
    const isMixed = (isNumber(before) && isInterval(after)) || (isInterval(before) && isNumber(after));
    if (isSum && isAlone && isMixed) return { kind: 'interval', sign: text };
  }
  return undefined;
}

/** Returns the type of a single value; undefined for numbers and for computed values. */
function findType(
  value: readonly string[],
  types: ReadonlyMap<string, WrongTarget['type'] | undefined>,
): WrongTarget['type'] | undefined {
  const [first = '', second, third = ''] = value;
  const branches = splitChoice(value);
  if (branches !== undefined) {
    const found = branches.map((branch) => findType(branch, types));
    return found.find((type) => type !== undefined);
  }
  if (value.length === 1) {
    if (/^["']/.test(first)) return 'text';
    return /^TimeInterval_/i.test(first) ? 'time' : types.get(first.toLowerCase());
  }
  if (!isWholeCall(value, second === '.' ? 3 : 1)) return undefined;
  // The last sample on its own is documented as a single value.
  if (second === '.') return /^GetSample$/i.test(third) && value[4] !== '1' ? 'samples' : undefined;
  return /^time$/i.test(first) ? 'time' : undefined;
}

/**
 * Splits `c ? a : b`, without parentheses around it, into its possible values; undefined for a value that is not a
 * choice.
 */
function splitChoice(value: readonly string[]): readonly (readonly string[])[] | undefined {
  let [depth, asked, from] = [0, 0, -1];
  for (const [index, text] of value.entries()) {
    if (text === '(' || text === '{' || text === '[') depth += 1;
    else if (text === ')' || text === '}' || text === ']') depth -= 1;
    if (depth > 0) continue;
    if (text === '?') {
      if (asked === 0) from = index;
      asked += 1;
    }
    if (text === ':' && --asked === 0) return [value.slice(from + 1, index), value.slice(index + 1)];
  }
  return undefined;
}

/** Checks whether the parenthesis at `from` closes at the very end. */
function isWholeCall(value: readonly string[], from: number): boolean {
  let depth = 0;
  for (const [index, text] of value.entries()) {
    if (index < from) continue;
    if (text === '(') depth += 1;
    else if (text === ')') depth -= 1;
    if (depth === 0) return index === value.length - 1 && index > from;
  }
  return false;
}
