import { loadBundle } from '../node/load.ts';
import type * as Commands from './commands/commands.ts';

/** What commands do, and how explanations are made. Loaded with the first of them; not in `load.ts`, from which commands load themselves. */
export const loadCommands = (): typeof Commands => loadBundle<typeof Commands>('commands');
