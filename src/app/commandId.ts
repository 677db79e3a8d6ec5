import type { CommandName } from './commandName.ts';

/** A command as VS Code calls it. */
export type CommandId = `azureBatch.${CommandName}`;

const prefix = 'azureBatch.';

/** What VS Code calls a command of ours. */
export function toCommandId(name: CommandName): CommandId {
  return `${prefix}${name}`;
}

/** Whether VS Code calls a command of ours so. */
export function isOurs(id: string): boolean {
  return id.startsWith(prefix);
}

/** What we call a command of VS Code's: its name where it is ours. */
export function fromCommandId(id: string): string {
  return id.startsWith(prefix) ? id.slice(prefix.length) : id;
}

/** A title of a command without the sign that a question follows. */
export function withoutEllipsis(title: string): string {
  return title.replace(/…$/, '');
}
