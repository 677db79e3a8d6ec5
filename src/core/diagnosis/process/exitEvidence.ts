import * as l10n from '@vscode/l10n';
import { toExitName } from '../catalogue/exits/findExit.ts';
import type { Evidence } from '../explanation/explanation.ts';
import type { TaskCase } from './taskCase.ts';

/** The exit code, with its name, where what it means is not the point. */
export function describeExitCode({ task, os }: TaskCase): Evidence | undefined {
  const code = task.executionInfo?.exitCode;
  return code === undefined ? undefined : { text: l10n.t('Exit code {0}', toExitName(code, os)), source: 'exitCode' };
}
