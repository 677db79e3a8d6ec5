import type { ExtensionContext } from 'vscode';
import type { Command as AppCommand, CommandFile as AppCommandFile } from '../../app/actions/verb/contribution.ts';
import type { WindowApp } from '../../app/actions/verb/window.ts';
import type { Watcher } from '../../app/actions/watch/watcher.ts';
import type { Agents } from '../../app/agents/agents.ts';
import type { Folder } from '../../app/ports.ts';
import type { MutedCauses } from '../../app/rows/failures/mutedCauses.ts';
import type { Account } from '../../core/model/account.ts';
import type { FileResource } from '../../core/model/resource.ts';
import type { Scenario } from '../../simulator/scenarios/scenario.ts';
import type { Drafts } from '../definitions/drafts.ts';
import type { FindShown } from '../editors/openDocument.ts';
import type { FindSource } from '../editors/workspaceFiles.ts';
import type { Log } from '../log.ts';
import type { FollowedRules } from '../settings/followRules.ts';
import type { Trees } from '../views/trees.ts';

/** Services available to commands. */
export interface CommandServices extends WindowApp {
  readonly log: Log;
  readonly context: ExtensionContext;
  /** The definitions that are being corrected in editors. */
  readonly drafts: Pick<Drafts, 'find' | 'open' | 'showError' | 'toOriginalUri'>;
  /** Shows more of an open file whose beginning is left out. */
  showEarlier(resource: FileResource): void;
  readonly findShown: FindShown;
  /** Toggles an open file between a program's raw output and the readable form. */
  toggleRaw(resource: FileResource): void;
  /** Starts it again with another scenario, or with an empty account if it is undefined. */
  startSimulator(scenario: string | Scenario | undefined): Promise<Account>;
  readonly trees: Trees;
  readonly findSource: FindSource;
  readonly rules: Pick<FollowedRules, 'read'>;
  /** Start time (ISO 8601) of an account that is created separately in each window; undefined for any other account. */
  findStart(accountId: string): string | undefined;
  /** Factor by which tests speed up delays. */
  readonly haste: number;
  readonly agents: Agents;
  readonly actionFiles: Folder;
  readonly muted: Pick<MutedCauses, 'all' | 'add' | 'remove' | 'find'>;
  readonly watchFiles: Folder;
  readonly watcher: Pick<Watcher, 'list' | 'add' | 'remove' | 'wake' | 'nameOf' | 'isLate'>;
}

/** The services that `activate` creates before the first command is loaded. */
export type ActivatedServices = Omit<
  CommandServices,
  | 'ui'
  | 'agents'
  | 'extensionId'
  | 'uriScheme'
  | 'saveText'
  | 'definitions'
  | 'setCheck'
  | 'showText'
  | 'whileShown'
  | 'asked'
  | 'bulks'
  | 'hostKeys'
  | 'nodeShell'
  | 'sshConfig'
  | 'changes'
  | 'pickFolder'
  | 'startSearch'
  | 'watcher'
>;

/** A command that needs services of this window beyond the application's. */
export type Command = AppCommand<CommandServices>;

/** The exports of a command's file. */
export type CommandFile = AppCommandFile<CommandServices>;
