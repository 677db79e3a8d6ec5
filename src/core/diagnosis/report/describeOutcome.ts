import * as l10n from '@vscode/l10n';
import type { FailureInfo } from '../../model/common.ts';
import { isSame } from '../evidence/time.ts';

interface Outcome {
  readonly exitCode?: number | undefined;
  readonly failureInfo?: FailureInfo | undefined;
}

/** How something ended that failed, in a word or two: what the service calls it, or the exit code. */
export function describeOutcome({ exitCode, failureInfo }: Outcome): string {
  const code = failureInfo?.code;
  if (code !== undefined && code !== '' && !isSame(code, 'FailureExitCode')) return code;
  return exitCode === undefined ? l10n.t('no exit code') : l10n.t('exit code {0}', exitCode);
}
