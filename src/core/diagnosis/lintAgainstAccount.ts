import { redactText } from '../text/redact.ts';
import { doAtOnce } from '../work.ts';
import { AccountChecks, type AccountFacts, type AskedOfAccount, hasTasksAlone } from './lint/accountChecks.ts';
import type { DefinitionFinding } from './lint/finding.ts';
import { parseDefinition } from './lint/parseDefinition.ts';
import { listDefinitions } from './lint/relatedDefinitions.ts';
import { type LintOptions, readOptions, ShownFindings } from './lint/shownFindings.ts';

/**
 * Lists the facts of an account that are needed to check the definitions in a text; undefined if the text has no
 * definitions.
 */
export function listAskedOfAccount(text: string): AskedOfAccount | undefined {
  const parsed = doAtOnce(parseDefinition(text));
  const definitions = parsed === undefined ? [] : listDefinitions(parsed.root);
  return definitions.length === 0 ? undefined : new AccountChecks(undefined).list(definitions);
}

/** Checks whether a text has tasks without a job. */
export function isOfUnknownJob(text: string): boolean {
  const parsed = doAtOnce(parseDefinition(text));
  return parsed !== undefined && hasTasksAlone(listDefinitions(parsed.root));
}

/**
 * Checks the definitions of a text against an account. Returns the findings, including checks that were not possible,
 * in the order of the text. Never throws.
 */
export function lintAgainstAccount(
  text: string,
  facts: AccountFacts,
  options: LintOptions = {},
): readonly DefinitionFinding[] {
  const parsed = doAtOnce(parseDefinition(text));
  if (parsed === undefined) return [];
  const found = new ShownFindings(parsed.disabledLines, readOptions(options).levels);
  for (const finding of new AccountChecks(facts).check(listDefinitions(parsed.root))) found.add(finding);
  return found.list().map((finding) => ({ ...finding, message: redactText(finding.message) }));
}
