import type * as vscode from 'vscode';
import type { App } from '../../app.ts';
import { toKnownFacts } from '../../definitions/accountFacts.ts';
import type { Job } from '../../../core/model/job.ts';
import { readDefinitionOptions } from '../../../extension/settings.ts';

/**
 * Lists, as sentences, the known problems that the definitions in a document would have with an account. Sends no
 * requests. `job` is the job that the tasks are for.
 */
export async function listKnownTrouble(
  services: App,
  document: vscode.TextDocument,
  accountId: string,
  job?: Job,
): Promise<readonly string[]> {
  const { lintAgainstAccount, listAskedOfAccount } = services.bundles.diagnosis();
  const text = document.getText();
  const asked = listAskedOfAccount(text);
  if (asked === undefined) return [];
  const facts = toKnownFacts(await services.accounts.getStore(accountId), asked, job, services.clock.now());
  const findings = lintAgainstAccount(text, facts, readDefinitionOptions(document.uri));
  return [...new Set(findings.map(({ message }) => message))];
}
