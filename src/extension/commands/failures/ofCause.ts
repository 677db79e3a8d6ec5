import { commands } from 'vscode';
import type { Resource } from '../../../core/model/resource.ts';
import { isResource } from '../../../core/model/resourceChain.ts';
import type { Command } from '../command.ts';

/** Opens the explanation of a cause: that of its newest failure. */
export const explainCause: Command = async (_services, args) => {
  const [newest] = toHit(args);
  if (newest !== undefined) await commands.executeCommand(`azureBatch.${newest.kind}.explain`, newest);
};

/** Retries every task that a cause hit. */
export const retryCause: Command = async (_services, args) => {
  await commands.executeCommand('azureBatch.task.retry', toHit(args));
};

/** Everything that the cause of a row of the failures view hit, newest first. */
function toHit([row]: readonly unknown[]): readonly Resource[] {
  if (typeof row !== 'object' || row === null) return [];
  const resources: unknown = Reflect.get(row, 'resources');
  return Array.isArray(resources) ? resources.filter(isResource) : [];
}
