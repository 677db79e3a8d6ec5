import { FormulaError, type Place } from './formulaError.ts';

export interface FormulaToken {
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
export function tokenizeFormula(formula: string): readonly FormulaToken[] {
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
