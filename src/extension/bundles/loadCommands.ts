import { loadBundle } from '../../node/load.ts';
import type * as Commands from '../commands/commands.ts';

/** Loads the commands and explanations, on first use. Not in `load.ts`, because commands import from there. */
export const loadCommands = (): typeof Commands => loadBundle<typeof Commands>('commands');
