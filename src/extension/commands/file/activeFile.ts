import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import { toResources } from '../../../app/actions/targets/targets.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { FileResource } from '../../../core/model/resource.ts';

/** Returns the files that a command is called on, or the one in the active editor. Throws if there is none. */
export function resolveFiles(args: readonly unknown[]): readonly FileResource[] {
  const given = args.length === 0 ? [window.activeTextEditor?.document.uri] : args;
  const files = toResources(given).flatMap((resource) =>
    resource.kind === 'taskFile' || resource.kind === 'nodeFile' ? [resource] : [],
  );
  if (files.length > 0) return files;
  throw toInvalidInput(l10n.t('Open a task or node file first.'));
}
