import { isMissing } from '../../core/model/missing.ts';
import type { Resource } from '../../core/model/resource.ts';
import { toOwnId } from '../../core/model/resourceChain.ts';
import type { SavedObject } from '../../core/model/savedObject.ts';
import type { NowOf } from '../../core/remedy/savedReport.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { AttemptJournal } from '../evidence/attemptJournal.ts';
import type { ExplainingBundles } from '../ports.ts';
import { getProperties } from './jsonDocument.ts';

interface SavedServices {
  readonly accounts: Pick<Accounts, 'findStore'>;
  readonly bundles: ExplainingBundles;
  readonly kept: Pick<AttemptJournal<Resource, SavedObject>, 'list'>;
  toActionName(commandId: string): string;
}

/** What was saved of a node, a pool, a job or a job schedule, compared with now where its account is open and answers. */
export async function renderSavedDocument(services: SavedServices, resource: Resource): Promise<string> {
  const { bundles, kept, toActionName } = services;
  const saved = await kept.list(resource);
  const now = saved.length === 0 ? undefined : await findNow(services, resource);
  return bundles.diagnosis().renderSaved(toOwnId(resource), saved, toActionName, { now });
}

async function findNow({ accounts }: SavedServices, resource: Resource): Promise<NowOf> {
  const store = accounts.findStore(resource.accountId);
  if (store === undefined) return undefined;
  try {
    return await getProperties(store.service, resource);
  } catch (error) {
    return isMissing(error) ? 'gone' : undefined;
  }
}
