import type { Job } from '../../../core/model/job.ts';
import type { App } from '../../app.ts';
import { toKnownFacts } from '../../definitions/accountFacts.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';

/**
 * Lists, as sentences, the known problems that the definitions in a document would have with an account. Sends no
 * requests. `job` is the job that the tasks are for.
 */
export async function listKnownTrouble(
  services: App,
  document: DefinitionDocument,
  accountId: string,
  job?: Job,
): Promise<readonly string[]> {
  const { lintAgainstAccount, listAskedOfAccount } = services.bundles.diagnosis();
  const text = document.text;
  const asked = listAskedOfAccount(text);
  if (asked === undefined) return [];
  const facts = toKnownFacts(await services.accounts.getStore(accountId), asked, job, services.clock.now());
  const findings = lintAgainstAccount(text, facts, document.options);
  return [...new Set(findings.map(({ message }) => message))];
}
