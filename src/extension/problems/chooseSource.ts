import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toSharedPath } from '../../core/files/workspaceFile.ts';
import type { WorkspaceFiles } from '../editors/workspaceFiles.ts';
import { offerButtons } from '../ui/messages.ts';
import { showQuickPick } from '../ui/window.ts';

/** This module is loaded when several files of the workspace match a place where something failed. */

/** Asks which of the files that match a path on a node was run there, and remembers it. */
export async function chooseSource(files: WorkspaceFiles, nodePath: string): Promise<void> {
  const name = toSharedPath(nodePath);
  const choose = l10n.t('Choose File…');
  const message = l10n.t(
    'Tasks failed in {0}, and several files in this workspace match it. Choose the one that ran, to mark it.',
    name,
  );
  if ((await offerButtons('information', message, choose)) !== choose) return;
  const fitting = await files.listFitting(nodePath);
  const items = fitting.map((uri) => ({ label: vscode.workspace.asRelativePath(uri, true), uri }));
  const chosen = await showQuickPick(items, { title: l10n.t('Which file is {0}?', name) });
  if (chosen !== undefined) await files.choose(nodePath, chosen.uri);
}
