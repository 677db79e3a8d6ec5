import type { CommandName } from './commandName.ts';

/** A command as VS Code calls it. */
export type CommandId = `azureBatch.${CommandName}`;

/** What VS Code calls a command of ours. */
export function toCommandId(name: CommandName): CommandId {
  return `azureBatch.${name}`;
}
