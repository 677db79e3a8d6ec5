import type { ExtensionContext } from 'vscode';
import type { Command as AppCommand, CommandFile as AppCommandFile } from '../../app/actions/command.ts';
import type { Watcher } from '../../app/actions/watch/watcher.ts';
import type { Agents } from '../../app/agents/agents.ts';
import type { App } from '../../app/app.ts';
import type { Folder } from '../../app/ports.ts';
import type { MutedCauses } from '../../app/rows/failures/mutedCauses.ts';
import type { Account } from '../../core/model/account.ts';
import type { FileResource } from '../../core/model/resource.ts';
import type { Drafts } from '../definitions/drafts.ts';
import type { Log } from '../log.ts';
import type { FindShown } from '../openDocument.ts';
import type { Trees } from '../views/trees.ts';
import type { FindSource } from '../workspaceFiles.ts';

/** What a command may use. */
export interface CommandServices extends App {
  readonly log: Log;
  readonly context: ExtensionContext;
  /** The definitions that are corrected in editors. */
  readonly drafts: Pick<Drafts, 'find' | 'findOf' | 'open' | 'showError' | 'toOriginalUri'>;
  /** Shows more of an open file of which the beginning is left out. */
  showEarlier(resource: FileResource): void;
  /** What the document of a file shows of it. */
  readonly findShown: FindShown;
  /** Shows all that a program has written into an open file, or again what people read of it. */
  toggleRaw(resource: FileResource): void;
  /** Starts the embedded Batch service of this window, once, and shows its account. */
  openSample(): Promise<Account>;
  readonly trees: Trees;
  /** Finds the workspace file that matches a path seen on a node. */
  readonly findSource: FindSource;
  /** When an account began that is made again with each window; ISO 8601. Undefined for any other. */
  findStart(accountId: string): string | undefined;
  /** How many times sooner than users want it tests have things happen. */
  readonly haste: number;
  /** What agents may call. */
  readonly agents: Agents;
  /** Where bulk actions are written down. */
  readonly actionFiles: Folder;
  readonly muted: Pick<MutedCauses, 'all' | 'add' | 'remove' | 'find'>;
  /** Where it is saved what is watched. */
  readonly watchFiles: Folder;
  /** What looks at what is watched. */
  readonly watcher: Pick<Watcher, 'list' | 'add' | 'remove' | 'wake' | 'nameOf' | 'isLate'>;
}

/** What `activate` has made of it before the first command is loaded. */
export type ActivatedServices = Omit<
  CommandServices,
  'ui' | 'agents' | 'asked' | 'bulks' | 'hostKeys' | 'changes' | 'pickFolder' | 'startSearch' | 'watcher'
>;

/** A command that needs more of this window than the application does. */
export type Command = AppCommand<CommandServices>;

/** What the file of a command exports. */
export type CommandFile = AppCommandFile<CommandServices>;
