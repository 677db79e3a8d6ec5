import * as l10n from '@vscode/l10n';
import type { Exit } from '../catalogue/exit.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Fix } from '../explanation/explanation.ts';

/** Words for something that stays as it is until a user changes it. */
const lasting =
  /\b(?:expired|invalid|missing|corrupt\w*|denied|forbidden|no such|not found|does not (?:exist|support)|unknown (?:host|service)|localhost|127\.0\.0\.1)\b/i;

/** Words for a name or an answer that may come the next time. */
const momentary = /\btemporar|EAI_AGAIN|\btry again\b|\btimed? ?out\b|\bconnect|\btimeout\b/i;

/**
 * Kinds of failure that are often gone in the next run: always, unless the words say otherwise, or only if they say so.
 */
const passing: ReadonlyMap<FailureCategory, RegExp | undefined> = new Map<FailureCategory, RegExp | undefined>([
  ['throttled', undefined],
  ['service', undefined],
  ['lock-contention', undefined],
  ['network', undefined],
  ['license', undefined],
  ['network-dns', momentary],
  ['timeout', momentary],
]);

/** Checks whether a failure may pass by itself, by its category and the words of its log, or by the exit code alone. */
export function mayPass(category: FailureCategory, said: string | undefined, exit: Exit | undefined): boolean {
  if (said === undefined)
    return exit?.passes === true || (passing.has(category) && passing.get(category) === undefined);
  const words = passing.get(category);
  return passing.has(category) && (words === undefined ? !lasting.test(said) : words.test(said));
}

/**
 * Advises to let Batch run the program again by itself, which it does only after an exit code other than 0, and only
 * when `allowed` (`maxTaskRetryCount`, -1 for no limit) permits it (Batch documentation: "Task: maxTaskRetryCount").
 */
export function adviseRetries(
  exitCode: number | undefined,
  allowed: number | undefined,
  property: NonNullable<Fix['property']>,
): readonly Fix[] {
  if (exitCode === undefined || exitCode === 0 || (allowed ?? 0) !== 0) return [];
  const text = l10n.t(
    'Failures of this kind are often temporary: set `maxTaskRetryCount` so that Batch runs the program again automatically.',
  );
  const ofSeveral = l10n.t(
    "Failures of this kind are often temporary: set `maxTaskRetryCount` where it's 0 so that Batch runs the program again automatically.",
  );
  return [{ text, ofSeveral, property }];
}
