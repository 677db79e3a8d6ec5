import type { Command, CommandFile } from './command.ts';
import { commands } from './table.ts';
import { restoreRows } from './targets.ts';

/* The entry of the bundle of all commands, which is loaded with the first one that runs. */

export { configureText } from '../../core/text/configureText.ts';
export { notifyInterrupted } from './bulk/interrupted.ts';
export { renderReport } from './bulk/renderReport.ts';
export { stopBulks } from './bulk/running.ts';

const byId: ReadonlyMap<string, CommandFile> = new Map(
  Object.entries(commands).map(([name, command]) => [`azureBatch.${name}`, command]),
);

/** Ids of all commands. */
export const commandIds: readonly string[] = [...byId.keys()];

/** The command of an id of the manifest. Throws for any other. */
export function getCommand(id: string): Command {
  const command = byId.get(id);
  if (command === undefined) throw new Error(`there is no command ${id}`);
  return (services, args) => command.run(services, restoreRows(args, services.selections()));
}
