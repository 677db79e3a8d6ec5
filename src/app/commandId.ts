import type { CommandName } from './commandName.ts';

/** The ID of a command in VS Code. */
export type CommandId = `azureBatch.${CommandName}`;

const prefix = 'azureBatch.';

/** Returns the VS Code ID of one of the extension's commands. */
export function toCommandId(name: CommandName): CommandId {
  return `${prefix}${name}`;
}

/** Checks whether an ID belongs to one of the extension's commands. */
export function isOurs(id: string): boolean {
  return id.startsWith(prefix);
}

/** Returns the name of one of the extension's commands; other IDs are returned unchanged. */
export function fromCommandId(id: string): string {
  return id.startsWith(prefix) ? id.slice(prefix.length) : id;
}

/** Returns a command's title without the ellipsis that announces a question. */
export function withoutEllipsis(title: string): string {
  return title.replace(/…$/, '');
}
