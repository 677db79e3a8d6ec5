import { isOwnFile } from '../code/ownCode.ts';
import type { BlockRule, Frame, LineRule, NamedRule, Rule, Rules } from './finding.ts';
import { type Captures, Template } from './template.ts';
import { says } from './words.ts';

/** Reads the surroundings of a line that contains one of a rule's literals. */
export interface RuleReader extends Pick<BlockRule, 'on' | 'read'> {
  readonly rule: NamedRule;
}

/** Returns the readers of all families' rules. `launchers` are programs that start others and report their end. */
export function toReaders(families: readonly Rules[], launchers: readonly Rules[] = []): readonly RuleReader[] {
  return families.flatMap((rules) => {
    const isOfLauncher = launchers.includes(rules);
    return Object.entries(rules).map(([id, rule]) => toReader(rule, { id, isOfLauncher }));
  });
}

/** Converts a rule into a reader, which also knows the texts of the rule. */
function toReader(rule: Rule, name: NamedRule): RuleReader {
  const { on, read } = 'read' in rule ? rule : toBlockRule(rule);
  const { says, fix, isOpen } = rule;
  return { on, read, rule: { ...name, ...(says && { says }), ...(fix && { fix }), ...(isOpen && { isOpen }) } };
}

/** Makes a reader of a rule that matches single lines. */
function toBlockRule(rule: LineRule): BlockRule {
  const { category, weight = 'cause', narrow = 'exact' } = rule;
  const templates = listOf(rule.like).map((wording) => new Template(wording));
  return {
    on: [...templates.map((template) => template.anchor), ...listOf(rule.on)],
    read(log, line) {
      const text = log.text(line);
      const captures = capture(text, rule, templates);
      if (captures === undefined || rule.unless?.test(text) === true) return undefined;
      return { line, category, weight, narrow, subject: captures['what'], frame: toCapturedFrame(captures) };
    },
  };
}

function listOf(words: string | readonly string[] | undefined): readonly string[] {
  if (words === undefined) return [];
  return typeof words === 'string' ? [words] : words;
}

function capture(text: string, rule: LineRule, templates: readonly Template[]): Captures | undefined {
  for (const template of templates) {
    const captures = template.match(text);
    if (captures !== undefined) return captures;
  }
  if (rule.match instanceof RegExp && says(text, rule.match)) return rule.match.exec(text)?.groups ?? {};
  if (rule.match !== undefined) return says(text, rule.match) ? {} : undefined;
  return rule.on === undefined ? undefined : {};
}

function toCapturedFrame({ file, at }: Captures): Frame | undefined {
  const line = Number(at);
  return file !== undefined && line > 0 && isOwnFile(file) ? { file, line } : undefined;
}
