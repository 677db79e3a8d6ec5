import * as vscode from 'vscode';
import { toOwnId } from '../../core/model/resourceChain.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import type { FailedThing } from './failurePlace.ts';

const maxNameLength = 40;
/** Things named in a message; the others are counted. */
const maxNamed = 3;

/** What a mark in the source says: what happened, and in which tasks, or on which nodes, or for which jobs. */
export function toMarkMessage(title: string, failed: readonly FailedThing[]): string {
  const names = failed.slice(0, maxNamed).map((thing) => toShortVisible(toOwnId(thing), maxNameLength));
  const others = failed.length - names.length;
  const list = others === 0 ? names.join(', ') : vscode.l10n.t('{0} and {1} more', names.join(', '), others);
  switch (failed[0]?.kind) {
    case 'node':
      return failed.length === 1
        ? vscode.l10n.t('{0} (the start task failed here on the node {1})', title, list)
        : vscode.l10n.t('{0} (the start task failed here on {1} nodes: {2})', title, failed.length, list);
    case 'job':
      return vscode.l10n.t('{0} (the preparation task of the job {1} failed here)', title, list);
    default:
      return failed.length === 1
        ? vscode.l10n.t('{0} (failed here in the task {1})', title, list)
        : vscode.l10n.t('{0} (failed here in {1} tasks: {2})', title, failed.length, list);
  }
}
