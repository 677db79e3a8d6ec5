import { loadBundle } from '../node/load.ts';
import type * as Commands from './commands/commands.ts';

/** Commands and explanations. Loaded with the first use; not in `load.ts`, from which commands import. */
export const loadCommands = (): typeof Commands => loadBundle<typeof Commands>('commands');
