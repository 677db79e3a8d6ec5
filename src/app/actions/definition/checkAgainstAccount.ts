import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import { gatherAccountFacts } from '../../definitions/accountFacts.ts';
import { findDraft } from '../../definitions/draft.ts';
import { pickAccount, pickJobOrNone } from '../targets/pick.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowApp, WindowCommand } from '../verb/window.ts';
import { openDefinition } from './openDefinition.ts';

export const contribution: Contribution = { title: 'Check Definition Against an Account', effect: 'reads' };

/**
 * Marks problems that the definitions in a document would have with an account, and properties that could not be
 * checked. The marks disappear when the text at their place changes, and when the check runs again.
 */
export const run: WindowCommand = async (services, args) => {
  const document = await openDefinition(services, args);
  const { text } = document;
  const { isOfUnknownJob, lintAgainstAccount, listAskedOfAccount } = services.bundles.diagnosis();
  const plain = listAskedOfAccount(text);
  if (plain === undefined)
    throw toInvalidInput(l10n.t('This is not the definition of a pool, job, task, or job schedule.'));
  const draft = findDraft(document, 'task');
  const { accountId } = draft?.resource ?? (await pickAccount(services));
  const jobId = draft?.resource.jobId ?? (isOfUnknownJob(text) ? await pickJobId(services, accountId) : undefined);
  const asked = { ...plain, jobId };
  const account = nameAccount(services.accounts, accountId);
  document.mark([]);
  const title = l10n.t('Checking the definition against {0}', account);
  const facts = await services.ui.progress({ title }, async ({ signal }) =>
    gatherAccountFacts(await services.accounts.getStore(accountId), asked, services.clock.now(), services.bundles, {
      signal,
    }),
  );
  // The text may have changed in the meantime, so its current version is checked.
  const findings = lintAgainstAccount(document.text, facts, document.options);
  document.mark(findings);
  const unknown = findings.filter(({ code }) => code === 'not-checked').length;
  const found = findings.length - unknown;
  const said = plural(found, {
    '=0': l10n.t('The definition is compatible with account {0}.', account),
    one: l10n.t("{count} item in the definition isn't compatible with account {account}.", {
      ...asCount(found),
      account,
    }),
    other: l10n.t("{count} items in the definition aren't compatible with account {account}.", {
      ...asCount(found),
      account,
    }),
  });
  const rest = plural(unknown, {
    '=0': '',
    one: l10n.t("{count} item couldn't be determined; a marker explains why.", asCount(unknown)),
    other: l10n.t("{count} items couldn't be determined; markers explain why.", asCount(unknown)),
  });
  services.ui.notify(found + unknown === 0 ? 'status' : 'information', [said, rest].filter(Boolean).join(' '));
};

/** Asks for the job that tasks are for, which nothing in their file shows. Throws `Cancelled`. */
async function pickJobId(services: WindowApp, accountId: string): Promise<string | undefined> {
  const job = await pickJobOrNone(services, accountId, () => true, {
    label: l10n.t('Without a Job'),
    detail: l10n.t('Checks only the tasks, not a job or its pool'),
  });
  return job === 'none' ? undefined : job.jobId;
}
