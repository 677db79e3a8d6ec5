import { createScanner, findNodeAtLocation, type Node } from 'jsonc-parser';
import type { WrittenRule } from './proposeRule.ts';
import { parseRules } from './readRules.ts';

/** A file's text with a rule that was added: `content` took the place of `replaced`, which is mostly empty. */
export interface AddedRule {
  readonly text: string;
  readonly content: string;
  readonly replaced: string;
}

/** Adds a rule to the text of a file, before the others, in the file's style. Everything else stays as it is. */
export function addRule(text: string, rule: WrittenRule): AddedRule {
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const unit = /^(?:\t| {2,8})(?=\S)/m.exec(text)?.[0] ?? '  ';
  const write = (value: unknown, indent: string): string =>
    JSON.stringify(value, undefined, unit).replaceAll('\n', eol + indent);
  const { root, list } = parseRules(text);
  const inside = list?.type === 'array' ? list : list === undefined && root?.type === 'object' ? root : undefined;
  if (inside === undefined) {
    const { offset, length } = list ?? root ?? { offset: text.length, length: 0 };
    const content = list === undefined ? write({ rules: [rule] }, '') + eol : write([rule], indentAt(text, offset));
    return replace(text, offset, length, content);
  }
  const [first] = inside.children ?? [];
  const offset = inside.offset + 1 + (/^[ \t]*\/\/.*/.exec(text.slice(inside.offset + 1))?.[0].length ?? 0);
  const outer = indentAt(text, inside.offset);
  const isFirstInLine = first !== undefined && /\n[ \t]*$/.test(text.slice(offset, first.offset));
  const indent = isFirstInLine ? indentAt(text, first.offset) : outer + unit;
  const written = inside === list ? write(rule, indent) : `"rules": ${write([rule], indent)}`;
  const isLineEnd = /^[ \t]*\r?\n/.test(text.slice(offset));
  const after = isLineEnd ? '' : eol + (first === undefined ? outer : indent);
  return replace(text, offset, 0, eol + indent + written + (first === undefined ? '' : ',') + after);
}

function replace(text: string, offset: number, length: number, content: string): AddedRule {
  const replaced = text.slice(offset, offset + length);
  return { text: text.slice(0, offset) + content + text.slice(offset + length), content, replaced };
}

/** Returns the white space that the line at `offset` starts with. */
function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
}

/**
 * Removes an added rule from the text of a file, even if something else there has changed. Takes away just what was
 * added if that is still there; otherwise, the rule that is most likely the added one. Returns the text itself if there
 * is none.
 */
export function removeRule(text: string, rule: WrittenRule, added?: AddedRule): string {
  const { list, errors } = parseRules(text);
  const at = added === undefined ? -1 : text.indexOf(added.content);
  if (added !== undefined && at !== -1) {
    const rest = replace(text, at, added.content.length, added.replaced).text;
    // A rule that was added after this one needs no comma then.
    if (parseRules(rest).errors.length <= errors.length) return rest;
  }
  const rules = list?.children ?? [];
  const index = rules.findIndex((one) => isRule(one, rule));
  const node = rules[index];
  if (node === undefined) return text;
  const end = node.offset + node.length;
  const next = findComma(text, end);
  const before = rules[index - 1];
  const last = next === undefined && before !== undefined ? findComma(text, before.offset + before.length) : undefined;
  const head = without(text.slice(0, node.offset), last);
  const rest = without(text.slice(end), next === undefined ? undefined : next - end);
  // A line with only the rule goes; a comment before or after it stays.
  return /^[ \t]*\r?\n/.test(rest) ? withoutLastLine(head) + rest : head + rest.replace(/^[ \t]+/, '');
}

/** Returns a text without the spaces at its end and the line break before them. */
function withoutLastLine(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end -= 1;
  if (text[end - 1] === '\n') end -= text[end - 2] === '\r' ? 2 : 1;
  return text.slice(0, end);
}

function without(text: string, at: number | undefined): string {
  return at === undefined ? text : text.slice(0, at) + text.slice(at + 1);
}

function isRule(node: Node, { match, examples }: WrittenRule): boolean {
  const words: unknown = findNodeAtLocation(node, ['match'])?.value;
  const example: unknown = findNodeAtLocation(node, ['examples', 0])?.value;
  return words === match || (examples[0] !== undefined && example === examples[0]);
}

/** Returns where the comma after a rule is; comments may precede it. */
function findComma(text: string, from: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  scanner.scan();
  const at = scanner.getTokenOffset();
  return text.charAt(at) === ',' ? at : undefined;
}

/** Checks whether the text of a file has no rule and nothing else. */
export function hasNoRules(text: string): boolean {
  return ['', '{}', '[]', '{"rules":[]}'].includes(text.replace(/\s/g, ''));
}
