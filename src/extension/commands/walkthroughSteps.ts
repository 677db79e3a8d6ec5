import type { Uri } from 'vscode';
import { toCommandId } from '../../app/commandId.ts';
import type { DocumentTarget } from '../../core/places/documentPath.ts';
import { fromDocumentUri } from '../editors/documentUri.ts';
import { type ContextKeys, setContext } from '../ui/context.ts';

/**
 * Steps of the walkthrough that can be done in several ways: from rows, pages, menus, and by key. VS Code completes a
 * step on a command only if one of its own menus ran it, so context keys complete these steps.
 */

type StepKey = Extract<keyof ContextKeys, `azureBatch.did${string}`>;

const retries: readonly string[] = (['task.retry', 'failures.retry', 'job.retryFailed', 'row.retry'] as const).map(
  toCommandId,
);

/** Completes the step of a page that has opened. */
export function notePage(uri: Uri): void {
  const target = fromDocumentUri(uri);
  const key = target && toStepKey(target);
  if (key !== undefined) setContext(key, true);
}

function toStepKey({ resource, document }: DocumentTarget): StepKey | undefined {
  if (document === 'cause') return 'azureBatch.didExplain';
  if (document !== 'explanation') return undefined;
  if (resource.kind === 'account') return 'azureBatch.didShowOverview';
  return resource.kind === 'task' ? 'azureBatch.didExplain' : undefined;
}

/** Completes the step of a command that has ended without being canceled. */
export function noteCommand(id: string): void {
  if (retries.includes(id)) setContext('azureBatch.didRetry', true);
}
