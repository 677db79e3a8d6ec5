import type * as Commands from './commands/commands.ts';
import { loadBundle } from './load.ts';

/** What commands do. Loaded with the first command that runs; not in `load.ts`, from which commands load themselves. */
export const loadCommands = (): typeof Commands => loadBundle<typeof Commands>('commands');
