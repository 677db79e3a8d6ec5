import type { Right } from '../../../core/model/right.ts';
import type { App } from '../../app.ts';
import type { RemedyCause } from '../../explain/explainedResource.ts';
import type { ContextWord, RowKind } from '../../rows/contextValue.ts';

/** Sections of a row's menu, from top to bottom. `inline` is for the icons on the row itself. */
type RowSection = 'inline' | '1_look' | '2_explain' | '3_putRight' | '4_connect' | '5_copy' | '9_danger';
/** Submenus of a row's menu, whose label says what their commands do. */
type RowSubmenu = 'look' | 'act' | 'connect' | 'copy';
/** Sections of the menu in the title of a view or an editor. `navigation` is for the icons. */
type TitleSection = 'navigation' | '1_add' | '1_show' | '2_log';

interface RowPlace {
  readonly on: RowKind | readonly RowKind[];
  readonly if?: ContextWord | readonly ContextWord[];
  readonly unless?: ContextWord | readonly ContextWord[];
  /** The section and the position in it, counted from 1. */
  readonly at: `${RowSection | RowSubmenu}@${number}`;
}

interface ViewPlace {
  readonly on: 'explorer' | 'failures' | 'everyView';
  readonly if?: 'failuresFiltered';
  readonly at: `${TitleSection}@${number}`;
}

interface EditorPlace {
  /** Limits the command to the user's own definitions, saved or not; when absent, to the extension's documents. */
  readonly of?: 'definitions';
  /** Matches the paths of documents (src/core/places/documentPath.ts). */
  readonly on: RegExp;
  readonly if?: 'shownTaskCanRetry' | 'shownTaskCanResubmit' | 'shownDocumentIsMarked';
  readonly at: `${TitleSection}@${number}`;
}

/** Place where a key was pressed, which is passed to the command. */
export type PressedIn = 'explorer' | 'failures' | 'document';

interface Keybinding {
  /** The key in VS Code's notation, such as `ctrl+alt+r`. */
  readonly key: string;
  readonly mac?: string;
  /** The views, or the extension's documents, in which the key works. VS Code's own keys must stay free there, too. */
  readonly in: readonly PressedIn[];
}

/**
 * The declaration of a command to VS Code. `npm run contributions` writes it to package.json, from which the running
 * extension reads it. It must be a literal, because that script does not run the sources. The command's ID follows from
 * its file: `azureBatch.<folder>.<file>`.
 */
export interface Contribution {
  /** The title in menus and the command palette, in English; package.nls.json has it for translators. */
  readonly title: string;
  /** Name of a VS Code icon (see "Product icon reference"). */
  readonly icon?: string;
  /**
   * The effect on Azure: none, changes that no view shows (users of nodes, uploaded logs), changes that views show, or
   * the loss of something that cannot be restored.
   */
  readonly effect: 'reads' | 'unseen' | 'changes' | 'destroys';
  /**
   * The right without which the command is useless. While that right is known to be missing, the command is refused and
   * names the role to ask for. Other rights, or rights that depend on what the command finds, are checked by the
   * service. For a command that only reads, this is the right that its result needs, so that a user who can't submit a
   * definition learns it on opening, not at the end.
   */
  readonly needs?: Right;
  /** When the command palette shows the command; by default, as soon as there is an account. */
  readonly palette?: 'always' | 'never' | 'inDocument';
  readonly rows?: readonly RowPlace[];
  readonly views?: readonly ViewPlace[];
  readonly editors?: readonly EditorPlace[];
  /** Matches names of the user's files in whose menus, in VS Code's explorer and in editors, the command appears. */
  readonly files?: RegExp;
  /**
   * True when the command is about the line with the cursor: it also appears in the menu of the text in `editors`, and
   * not in that of files in VS Code's explorer.
   */
  readonly isForLine?: true;
  readonly isInAzureResources?: true;
  /** True when the command opens a chat. It is hidden when chat is missing or agents are turned off. */
  readonly isForChat?: true;
  readonly keybinding?: Keybinding;
}

/** The declaration of a command that carries out the diagnosis's remedy of the same name. */
export interface RemedyContribution extends Contribution {
  /**
   * Returns a title of two or three words for narrow places. `cause` is the cause that the remedy applies to, if any.
   */
  readonly remedy: (cause?: RemedyCause) => string;
}

/**
 * Checks whether a command is refused in read-only accounts because it changes something or opens a document whose only
 * purpose is a change.
 */
export function isForChange({ effect, needs }: Pick<Contribution, 'effect' | 'needs'>): boolean {
  return effect !== 'reads' || needs !== undefined;
}

/**
 * A command. The front end passes `args`: a row and the selection, an address, a resource, or nothing. May throw
 * `BatchError` and `Cancelled`.
 */
export type Command<Services extends App = App> = (services: Services, args: readonly unknown[]) => Promise<unknown>;

/** The exports of a command's file. */
export interface CommandFile<Services extends App = App> {
  readonly contribution: Contribution;
  readonly run: Command<Services>;
}
