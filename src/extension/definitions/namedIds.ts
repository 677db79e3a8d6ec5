import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { findApplicationById } from '../../app/documents/applicationDocument.ts';
import { findById } from '../../app/lists/findById.ts';
import type { NamedId } from '../../core/diagnosis/lint/namedIds.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { findNow } from '../../core/model/missing.ts';
import type { Resource } from '../../core/model/resource.ts';
import { toVisible } from '../../core/text/escape.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadDiagnosis } from '../bundles/load.ts';
import { fromDocumentUri, toDocumentUri } from '../editors/documentUri.ts';

/** This module is loaded when a user first goes to a definition or renames an ID. */

/**
 * Finds the targets of the ID at a position: in the same document, or the pool or application in each open account that
 * has it. IDs in a document of an account refer to items in that account.
 */
export async function findNamed(
  accounts: Pick<Accounts, 'all' | 'findStore'>,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Location[]> {
  const [text, offset] = [document.getText(), document.offsetAt(position)];
  const shown = fromDocumentUri(document.uri)?.resource;
  const { findNamedId, findOwnId } = loadDiagnosis();
  const own = shown === undefined ? findOwnId(text, offset) : undefined;
  if (own !== undefined) return [new vscode.Location(document.uri, toRange(document, own))];
  const named = findNamedId(text, offset, shown && findShownKind(shown));
  if (named === undefined || named.isOwn) return [];
  const findIn = finders[named.kind];
  if (findIn === undefined) return [];
  const asked = accounts.all.filter(({ id }) => shown === undefined || id === shown.accountId);
  const stores = asked.flatMap(({ id }) => accounts.findStore(id) ?? []);
  const found = await Promise.all(stores.map((store) => findIn(store, named.id)));
  return found.flatMap((uri) => (uri === undefined ? [] : [new vscode.Location(uri, new vscode.Position(0, 0))]));
}

/** Finds the document of a pool. An account that doesn't respond has no target. */
async function findPool({ account, snapshot, service }: AccountStore, id: string): Promise<vscode.Uri | undefined> {
  const pools = snapshot.slice({ kind: 'pools' });
  const isKnownWhole = pools.loadedAt !== undefined && !pools.hasMore;
  const loaded = findById(pools.items, id) ?? pools.items.find((pool) => pool.id.toLowerCase() === id.toLowerCase());
  const pool = loaded ?? (isKnownWhole ? undefined : await findNow(service.pools.getPool(id)).catch(ignoreRefusal));
  return (
    pool && toDocumentUri({ resource: { kind: 'pool', accountId: account.id, poolId: pool.id }, document: 'json' })
  );
}

/** Lists of applications are not cached; an account has at most 20. */
async function findApplication({ account, service }: AccountStore, id: string): Promise<vscode.Uri | undefined> {
  const answer = await service.offer.listApplications();
  const found = 'items' in answer ? findApplicationById(answer.items, id) : undefined;
  const resource = { kind: 'account', accountId: account.id } as const;
  return found && toDocumentUri({ resource, document: 'application', applicationId: found.id });
}

const finders: Partial<Record<NamedId['kind'], typeof findPool>> = { pool: findPool, application: findApplication };

/**
 * Returns the kind of definition in a document of an account, because the service's own copies don't look like
 * definitions.
 */
function findShownKind({ kind }: Resource): 'pool' | 'job' | 'task' | 'jobSchedule' | undefined {
  return kind === 'pool' || kind === 'job' || kind === 'task' || kind === 'jobSchedule' ? kind : undefined;
}

function ignoreRefusal(error: unknown): undefined {
  if (!BatchError.is(error)) throw error;
}

/** Returns the range to rename at a position. Throws if there is nothing to rename. */
export function prepareRename(document: vscode.TextDocument, position: vscode.Position): vscode.Range {
  const offset = document.offsetAt(position);
  const at = listPlaces(document, offset).find(
    (place) => offset >= place.offset && offset <= place.offset + place.length,
  );
  if (at === undefined) throw toNamedIdsError();
  return toRange(document, at);
}

/** Replaces the ID at a position everywhere in the document. Throws if there is nothing to rename. */
export function renameId(document: vscode.TextDocument, position: vscode.Position, id: string): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const place of listPlaces(document, document.offsetAt(position), id))
    edit.replace(document.uri, toRange(document, place), id);
  return edit;
}

function listPlaces(document: vscode.TextDocument, offset: number, changed?: string): readonly NamedId[] {
  const change = loadDiagnosis().planIdChange(document.getText(), offset, changed);
  if (change === undefined) throw toNamedIdsError();
  if ('refusal' in change) throw new Error(toVisible(change.refusal));
  return change.places;
}

function toNamedIdsError(): Error {
  return new Error(l10n.t('Only task, job, and pool IDs in Azure Batch definitions are renamed here.'));
}

function toRange(document: vscode.TextDocument, { offset, length }: NamedId): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
