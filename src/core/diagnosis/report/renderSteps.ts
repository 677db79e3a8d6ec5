import { escapeMarkdown, toCodeSpan } from '../../text/markdown.ts';
import { redactText } from '../../text/redact.ts';
import type { Fix } from '../explanation/explanation.ts';
import type { OfferedAction } from './reportFacts.ts';
import { describePath, renderText } from './reportParts.ts';

/** A line of "What to do" as the document has it, and what of it an editor makes work. */
export interface StepLine {
  readonly text: string;
  readonly marks: readonly StepMark[];
}

/** Where in its line a step names an action, by its place in the list, or a property of what is explained. */
interface StepMark {
  readonly from: number;
  readonly to: number;
  readonly target:
    | { readonly kind: 'action'; readonly index: number }
    | { readonly kind: 'property'; readonly path: readonly (string | number)[] };
}

/** Which of the actions carry out a step, by their places in the list. */
export function findActions({ remedies = [] }: Fix, actions: readonly OfferedAction[]): readonly number[] {
  return actions.flatMap(({ remedy }, index) => (remedies.includes(remedy) ? [index] : []));
}

/** The actions that carry out none of the steps, by their places in the list. */
export function findOtherActions(fixes: readonly Fix[], actions: readonly OfferedAction[]): readonly number[] {
  const ofSteps = new Set(fixes.flatMap((fix) => findActions(fix, actions)));
  return [...actions.keys()].filter((index) => !ofSteps.has(index));
}

/** The steps, each with its property, its actions or why there are none; at last the actions that belong to no step. */
export function renderSteps(fixes: readonly Fix[], actions: readonly OfferedAction[]): readonly StepLine[] {
  const steps = fixes.map((fix, index) => {
    const line = new Line(`${index + 1}. ${renderText(fix.text)}`);
    const path = describePath(fix.property ?? []);
    if (fix.property !== undefined && path !== '')
      line.add('(', toCodeSpan(redactText(path)), ')', { kind: 'property', path: fix.property });
    if (fix.refusal !== undefined) line.say(renderText(fix.refusal));
    for (const at of findActions(fix, actions)) line.addAction(at, actions);
    return line;
  });
  const others = findOtherActions(fixes, actions);
  const last = new Line('');
  for (const at of others) last.addAction(at, actions);
  return others.length === 0 ? steps : [...steps, last];
}

class Line implements StepLine {
  readonly marks: StepMark[] = [];
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  say(words: string): void {
    this.text += this.text === '' ? words : ` ${words}`;
  }

  /** In brackets, so that it is no text; what it leads to is found by its place alone. */
  add(open: string, words: string, close: string, target: StepMark['target']): void {
    this.say(open);
    const from = this.text.length;
    this.text += `${words}${close}`;
    this.marks.push({ from, to: from + words.length, target });
  }

  addAction(index: number, actions: readonly OfferedAction[]): void {
    this.add('[', escapeMarkdown(actions[index]?.title ?? ''), ']', { kind: 'action', index });
  }
}
