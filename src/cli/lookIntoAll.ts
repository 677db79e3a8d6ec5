import * as l10n from '@vscode/l10n';
import { toCoverage } from '../app/causes/coverage.ts';
import type { ExplainedAccount } from '../app/causes/explainedAccounts.ts';
import { describeCoverage } from '../app/rows/failures/coverageRows.ts';
import { joinParts } from '../core/text/lists.ts';
import type { AccountStore } from '../service/store/accountStore.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';

const sayingMs = 10_000;

/** All that can be found out of an account. Of many jobs that takes minutes: how far it is is said from time to time. */
export async function lookIntoAll<S extends Pick<AccountStore, 'snapshot'>>(
  { causes, store }: { readonly causes: { lookIntoAll(store: S): Promise<ExplainedAccount> }; readonly store: S },
  output: Pick<Output, 'note'>,
): Promise<ExplainedAccount> {
  const say = (): void => {
    output.note(joinParts(l10n.t('Looking for failures…'), describeCoverage([toCoverage(store.snapshot)])) ?? '');
  };
  const saying = setInterval(say, sayingMs);
  try {
    return await causes.lookIntoAll(store);
  } finally {
    clearInterval(saying);
  }
}

/** Does work that needs all of it: as long as the work goes on, what was found is at hand. */
export async function whileAllIsKnown<T>(session: Session, output: Output, work: () => Promise<T>): Promise<T> {
  const watching = session.causes.watch();
  try {
    await lookIntoAll(session, output);
    return await work();
  } finally {
    watching.dispose();
  }
}
