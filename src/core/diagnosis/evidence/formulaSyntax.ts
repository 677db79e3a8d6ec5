/** Longest formula that Batch takes (Batch documentation: "autoScaleFormula"). */
const maxFormulaLength = 8192;

/** What makes an autoscale formula unreadable to the service. */
export interface FormulaSlip {
  /** A parenthesis without its other one, an operator that does not exist, or one that lacks what it works on. */
  readonly kind: 'parenthesis' | 'operator' | 'operand';
  readonly sign: string;
}

/** Comments, which say nothing, texts, numbers, names, and signs. */
const token =
  /\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|"[^"]*"?|'[^']*'?|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|\$?[a-z_]\w*|<=|>=|==|!=|&&|\|\||\S/gi;

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']' };
const known = /^(?:<=|>=|==|!=|&&|\|\||[-+*/<>!?:;=.,()[\]{}])$/;
/** Operators with a value on both sides. */
const binary = new Set(['<=', '>=', '==', '!=', '&&', '||', '*', '/', '<', '>', '=', '+', '-', '?', ':']);
/** Operators that a value can't begin with. */
const isNoStart = (sign: string) => (binary.has(sign) && sign !== '-' && sign !== '+') || /^[;)\],]$/.test(sign);

/** The first slip of a formula; undefined where none shows. */
export function findFormulaSlip(formula: string): FormulaSlip | undefined {
  const tokens = [...formula.slice(0, maxFormulaLength).matchAll(token)]
    .map(([text]) => text)
    .filter((text) => !/^\/[/*]/.test(text));
  const open: string[] = [];
  for (const [index, text] of tokens.entries()) {
    if (/^[^\w$"'.]/.test(text) && !known.test(text)) return { kind: 'operator', sign: text };
    if (closing[text] !== undefined) open.push(text);
    if ((text === ')' || text === ']') && closing[open.pop() ?? ''] !== text)
      return { kind: 'parenthesis', sign: text };
    if (text === ';' && open.length > 0) break;
    if (binary.has(text) && isNoStart(tokens[index + 1] ?? ';')) return { kind: 'operand', sign: text };
  }
  const unclosed = open.pop();
  return unclosed === undefined ? undefined : { kind: 'parenthesis', sign: unclosed };
}

/** The target that a formula sets to a text, where a number belongs. */
export function findTextTarget(formula: string): string | undefined {
  return /(\$Target(?:Dedicated|LowPriority)Nodes)\s{0,99}=\s{0,99}["']/i.exec(formula)?.[1];
}
