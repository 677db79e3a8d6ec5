import type * as vscode from 'vscode';
import type { Look } from '../../app/explain/explained.ts';
import { toDocumentUri } from '../editors/documentUri.ts';

/** Converts a further view to a command; documents are named by their addresses. */
export function toLookCommand(look: Look): vscode.Command {
  const { title } = look;
  if ('opens' in look) return { title, command: 'vscode.open', arguments: [toDocumentUri(look.opens)] };
  // VS Code's own command to reload a document.
  if ('isRefresh' in look) return { title, command: 'workbench.action.files.revert' };
  if ('compares' in look)
    return { title, command: 'vscode.diff', arguments: [...look.compares.map(toDocumentUri), look.name] };
  const { command, of, all } = look;
  return {
    title,
    command,
    arguments: ['document' in of ? toDocumentUri(of) : of, ...(all === undefined ? [] : [all])],
  };
}
