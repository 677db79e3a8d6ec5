import { decodeText } from '../../../files/bytes.ts';
import type { LogExplanation } from '../../explanation/explanation.ts';
import { fitTitle } from '../../explanation/fitTitle.ts';
import { watchFor } from '../findAll.ts';
import { fillIn } from './ownRule.ts';
import { type OwnCause, OwnRules } from './ownRules.ts';
import { readRules } from './readRules.ts';

/** A file of rules. */
export interface RulesFile {
  readonly name: string;
  /** The text, or its bytes in any encoding. */
  readonly text: string | Uint8Array;
}

let held = new OwnRules([]);

/**
 * Sets the rules of the user, which apply to all further explanations; those of earlier files apply first. Like the
 * language, they are the same for everything that this program explains.
 */
export function holdRules(files: readonly RulesFile[]): void {
  held = new OwnRules(
    files.flatMap(({ name, text }) => readRules(typeof text === 'string' ? text : decodeText(text).text, name).rules),
  );
  watchFor(held.watched);
}

/** Returns the current rules, which are another object once they have changed. */
export function heldRules(): OwnRules {
  return held;
}

/** Returns what a rule says about a failure. May contain secrets. */
export function sayOwn({ rule, rank, said }: OwnCause) {
  const { id, file, title, step, why = '', link, category, retry } = rule;
  return {
    title: fitTitle(fillIn(title, rule, said)),
    fixes: [{ text: fillIn(step, rule, said), ...(link === undefined ? {} : { help: link }) }],
    own: { id, rank, file, title, why: fillIn(why, rule, said), category, retry },
  } satisfies Partial<LogExplanation>;
}
