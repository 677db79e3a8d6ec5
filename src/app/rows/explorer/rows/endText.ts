import * as l10n from '@vscode/l10n';
import { joinParts } from '../../../../core/text/lists.ts';

/** Code of a failure that only says that the exit code was not 0 (Batch documentation: task errors). */
const exitCodeFailure = 'failureexitcode';

interface End {
  readonly exitCode?: number;
  readonly failureInfo?: { readonly code?: string };
}

/** How a process that failed ended: the code of the service where it says more than that, and its exit code. */
export function toEndText({ exitCode, failureInfo }: End = {}): string | undefined {
  const exit = exitCode === undefined ? undefined : l10n.t('exit code {code}', { code: exitCode });
  const code = failureInfo?.code;
  return joinParts(exit !== undefined && code?.toLowerCase() === exitCodeFailure ? undefined : code, exit);
}
