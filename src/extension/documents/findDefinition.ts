import type { Uri } from 'vscode';
import type { Explained } from '../../app/explain/explained.ts';
import { toKind } from '../../core/model/resource.ts';
import { toDocumentUri } from '../editors/documentUri.ts';

/** Returns the definition that contains the properties of an explanation: a node's problems are fixed in its pool. */
export function findDefinition({ targets: { resource } }: Pick<Explained, 'targets'>): Uri | undefined {
  const owner = resource.kind === 'node' ? toKind('pool', resource) : resource;
  return resource.kind === 'account' ? undefined : toDocumentUri({ resource: owner ?? resource, document: 'json' });
}
