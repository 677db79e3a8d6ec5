import * as vscode from 'vscode';
import { findNodeUsers } from '../../app/connect/nodeUsers.ts';
import { isWhollyMuted } from '../../app/rows/failures/mute.ts';
import { registerDefinitions } from '../definitions/definitions.ts';
import { Drafts } from '../definitions/drafts.ts';
import { type DocumentServices, type Documents, registerDocuments } from '../documents/documents.ts';
import { type FindSource, WorkspaceFiles } from '../editors/workspaceFiles.ts';
import type { Parts } from '../parts.ts';
import { registerProblems } from '../problems/problems.ts';
import { settings } from '../settings/settings.ts';
import { whenFileOpens } from './firstFile.ts';
import { loadCommands } from './loadCommands.ts';

/** The entry point of the bundle for documents: ours, definitions, and the user's sources. */

export { configureText } from '../../core/text/configureText.ts';

/** Interval at which a displayed log is polled while its task runs. Each poll is one small request. */
const usualFollowIntervalMs = 3000;

/** Services for all features of documents. */
export interface FeatureServices extends Parts, Pick<DocumentServices, 'drawReport' | 'toActionName'> {
  readonly context: Pick<vscode.ExtensionContext, 'extensionUri' | 'workspaceState'>;
  /** Factor by which tests speed up delays. */
  readonly haste: number;
}

export interface DocumentFeatures extends Documents {
  readonly drafts: Drafts;
  readonly findSource: FindSource;
}

/** Connects everything that open documents show and offer. */
export function registerDocumentFeatures(services: FeatureServices): DocumentFeatures {
  const { accounts, autoscaleRuns, clock, context, haste, muted, state } = services;
  const { extensionUri, workspaceState } = context;
  settings.haste = haste;
  const files = new WorkspaceFiles(workspaceState);
  const findSource: FindSource = (nodePath) => files.find(nodePath);
  const documents = registerDocuments({
    ...services,
    findSource,
    findCommitsTo: (place, definition) => loadCommands().findCommits(findSource, place, definition),
    isMuted: (cause) => isWhollyMuted(cause, muted.find(cause, new Date(clock.now()))),
    findLookedAt: (accountId) => loadCommands().findLookedBefore(workspaceState, accountId),
    hasNodeUser: (node) => findNodeUsers(state, node, clock.now()).length > 0,
    toRemedyActions: (remedies, targets) => loadCommands().toRemedyActions(remedies, targets, accounts),
    extensionUri,
  });
  const drafts = new Drafts();
  const followIntervalMs = usualFollowIntervalMs / haste;
  const registrations = vscode.Disposable.from(
    files,
    documents,
    drafts,
    registerProblems(services, files),
    registerDefinitions(services, drafts, autoscaleRuns),
    whenFileOpens(() =>
      loadCommands().registerLogs({ ...services, ...documents.files, findSource, followIntervalMs, workspaceState }),
    ),
  );
  return { ...documents, drafts, findSource, dispose: () => registrations.dispose() };
}
