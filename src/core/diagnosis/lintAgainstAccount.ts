import { redactText } from '../text/redact.ts';
import { doAtOnce } from '../work.ts';
import {
  AccountChecks,
  type AccountFacts,
  type AskedOfAccount,
  hasTasksAlone,
  listDefinitions,
} from './lint/accountChecks.ts';
import type { DefinitionFinding } from './lint/finding.ts';
import { parseDefinition } from './lint/parseDefinition.ts';
import { type LintOptions, readOptions, ShownFindings } from './lint/shownFindings.ts';

/** What has to be known of an account to check the definitions of a text against it; undefined where it defines nothing. */
export function listAskedOfAccount(text: string): AskedOfAccount | undefined {
  const parsed = doAtOnce(parseDefinition(text));
  const definitions = parsed === undefined ? [] : listDefinitions(parsed.root);
  return definitions.length === 0 ? undefined : new AccountChecks(undefined).list(definitions);
}

/** Whether a text has tasks of which it does not say to which job they go. */
export function isOfUnknownJob(text: string): boolean {
  const parsed = doAtOnce(parseDefinition(text));
  return parsed !== undefined && hasTasksAlone(listDefinitions(parsed.root));
}

/**
 * What of the definitions of a text does not go with an account, in the order of the text, and what could not be found
 * out. Never throws.
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
