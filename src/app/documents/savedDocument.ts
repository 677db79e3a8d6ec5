import * as l10n from '@vscode/l10n';
import { isMissing } from '../../core/model/missing.ts';
import { type Resource, toKind } from '../../core/model/resource.ts';
import type { SavedObject } from '../../core/model/savedObject.ts';
import { Links } from '../../core/page/links.ts';
import type { NowOf } from '../../core/page/savedReport.ts';
import { nameNodes } from '../../core/words/nodeNames.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { toCommandId } from '../commandId.ts';
import type { AttemptJournal } from '../evidence/attemptJournal.ts';
import { findNodeNames } from '../evidence/nodeNames.ts';
import type { DrawnDocument } from '../explain/explained.ts';
import type { ExplainingBundles } from '../ports.ts';
import { drawDocument } from './drawnDocument.ts';
import { getProperties } from './jsonDocument.ts';

interface SavedServices {
  readonly accounts: Pick<Accounts, 'findStore'>;
  readonly bundles: ExplainingBundles;
  readonly journal: Pick<AttemptJournal, 'list'>;
  readonly kept: Pick<AttemptJournal<Resource, SavedObject>, 'list'>;
  toActionName(commandId: string): string;
}

/**
 * Renders the saved evidence of an item: the earlier attempts of a task, or the earlier states of another item.
 * Compares them with the current state if the item's account is open and responds.
 */
export async function drawSaved(services: SavedServices, resource: Resource): Promise<DrawnDocument> {
  const { bundles, journal, kept, toActionName } = services;
  const links = new Links();
  const target = { resource, document: 'attempts' } as const;
  const looks = [
    { title: l10n.t('Explain Current State'), opens: { resource, document: 'explanation' } as const },
    { title: l10n.t('Export…'), command: toCommandId('kept.export'), of: resource },
  ];
  const { toAttemptsPage, toSavedPage } = bundles.diagnosis();
  if (resource.kind === 'task')
    return drawDocument(target, toAttemptsPage(resource, await journal.list(resource), links), links, looks);
  const saved = await kept.list(resource);
  const now = saved.length === 0 ? undefined : await findNow(services, resource);
  const page = toSavedPage(resource, saved, { links, now, toActionName });
  const store = services.accounts.findStore(resource.accountId);
  const names = store === undefined ? new Map() : findNodeNames(store, toKind('pool', resource)?.poolId);
  return drawDocument(target, { ...page, title: nameNodes(page.title, names) }, links, looks);
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
