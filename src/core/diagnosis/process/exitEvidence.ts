import * as l10n from '@vscode/l10n';
import { continueAfterColon } from '../../text/afterColon.ts';
import { findExit } from '../catalogue/findExit.ts';
import type { Evidence } from '../explanation/explanation.ts';
import type { TaskCase } from './taskCase.ts';

/** The exit code, with its name; what it means only where that is an end from outside, as other meanings would be in doubt. */
export function describeExitCode({ task, os }: TaskCase): Evidence | undefined {
  const code = task.executionInfo?.exitCode;
  if (code === undefined) return undefined;
  const exit = findExit(code, os);
  return {
    text:
      exit?.category === 'interrupted'
        ? l10n.t('Exit code {name}: {meaning}', { name: exit.name, meaning: continueAfterColon(exit.meaning) })
        : l10n.t('Exit code {0}', exit?.name ?? String(code)),
    source: 'exitCode',
  };
}
