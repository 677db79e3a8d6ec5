import * as l10n from '@vscode/l10n';
import type { Exit } from '../catalogue/exit.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Fix } from '../explanation/explanation.ts';

const lasting =
  /\b(?:expired|invalid|missing|corrupt\w*|denied|forbidden|no such|(?:not|cannot) f(?:ound|ind)|does not (?:exist|support)|not supported|unknown (?:host|service)|errno = (?:37|38|95|524)\b|max_allowed_packet|at line \d+: (?:Lost|MySQL)|localhost|127\.0\.0\.1)\b/i;

const momentary = /\btemporar|EAI_AGAIN|\btry again\b|\btimed? ?out\b|\bconnect|\btimeout\b/i;

const seats =
  /\bin use\b|\bobtain|\bconnect|\bserver\b|\breach|\bavailable\b|\bchecked out\b|\bbusy\b|\btaken\b|-(?:4|15|96)\b/i;

/**
 * Categories of failures that often don't recur in the next run: unless the log indicates otherwise or, with an
 * expression, only if the log matches it.
 */
const passing: ReadonlyMap<FailureCategory, RegExp | undefined> = new Map<FailureCategory, RegExp | undefined>([
  ['throttled', undefined],
  ['service', undefined],
  ['lock-contention', undefined],
  ['network', undefined],
  ['license', seats],
  ['network-dns', momentary],
  ['timeout', momentary],
]);

/** Checks whether a failure may pass by itself, judging by its category and log, or by the exit code alone. */
export function mayPass(category: FailureCategory, said: string | undefined, exit: Exit | undefined): boolean {
  if (said === undefined)
    return exit?.passes === true || (passing.has(category) && passing.get(category) === undefined);
  const words = passing.get(category);
  return passing.has(category) && (words === undefined ? !lasting.test(said) : words.test(said));
}

/**
 * Advises automatic retries by Batch, which happen only after an exit code other than 0, and only if `allowed`
 * (`maxTaskRetryCount`, -1 for no limit) permits them (Batch documentation: "Task: maxTaskRetryCount").
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
