import type { Right } from '../../core/model/right.ts';
import type { RemedyCause } from '../explain/explainedResource.ts';
import type { ContextWord, RowKind } from '../rows/contextValue.ts';

/** Sections of the menu of a row, from the top down; `inline` are the icons on the row itself. */
type RowSection = 'inline' | '1_look' | '2_explain' | '3_putRight' | '4_connect' | '5_copy' | '9_danger';
/** Menus in that of a row: "Connect" for whatever lets people in, "Change" for what is edited or set anew, "Copy". */
type RowSubmenu = 'connect' | 'change' | 'copy';
/** Sections of the menu beside the title of a view or an editor; `navigation` are the icons. */
type TitleSection = 'navigation' | '1_add' | '1_show' | '2_log';

/** Rows of our views that have a command in their menu. */
interface RowPlace {
  readonly on: RowKind | readonly RowKind[];
  /** Words of which one is true of the row. */
  readonly if?: ContextWord | readonly ContextWord[];
  /** Words of which none is true of it. */
  readonly unless?: ContextWord | readonly ContextWord[];
  /** The section, and the place in it from 1. */
  readonly at: `${RowSection | RowSubmenu}@${number}`;
}

/** Views that have a command beside their title. */
interface ViewPlace {
  readonly on: 'explorer' | 'failures' | 'everyView';
  /** Whether the failures view has a filter. */
  readonly if?: 'failuresFiltered';
  readonly at: `${TitleSection}@${number}`;
}

/** Documents that have a command above them. */
interface EditorPlace {
  /** Definitions of the user's, in files or not yet saved; documents of ours when absent. */
  readonly of?: 'definitions';
  /** Fits their paths (src/core/query/documentPath.ts). */
  readonly on: RegExp;
  readonly at: `${TitleSection}@${number}`;
}

/** Where a key was pressed; the command is called with it. */
export type PressedIn = 'explorer' | 'failures' | 'document';

interface Keybinding {
  /** As VS Code writes it, such as `ctrl+alt+r`. */
  readonly key: string;
  readonly mac?: string;
  /** In which of our views, or in documents of ours; VS Code's own keys are left alone there, too. */
  readonly in: readonly PressedIn[];
}

/**
 * What VS Code is told of a command: `npm run contributions` writes it to package.json, where what is said of a running
 * extension is read from. A literal, since that script runs no sources. The command's id follows from where its file
 * lies: `azureBatch.<folder>.<file>`.
 */
export interface Contribution {
  /** What menus and the palette call it, in English; package.nls.json has it for translators. */
  readonly title: string;
  /** Name of an icon of VS Code ("Product icon reference"). */
  readonly icon?: string;
  /**
   * What it does to anything in Azure: looks at it, changes what no view shows (users of nodes, uploaded logs), changes
   * what views show, or takes away what does not come back.
   */
  readonly effect: 'reads' | 'unseen' | 'changes' | 'destroys';
  /**
   * The right that it is nothing without. It is refused, with the role to ask for, while that is known to be missing; what
   * needs others, or one that depends on what it finds, is refused when it asks the service. That of a command which looks
   * alone is what comes of it: who opens a definition to submit it is not told at the end that it can't be submitted.
   */
  readonly needs?: Right;
  /** When the palette has it; always, unless said otherwise. */
  readonly palette?: 'never' | 'withAccount' | 'inDocument';
  readonly rows?: readonly RowPlace[];
  readonly views?: readonly ViewPlace[];
  readonly editors?: readonly EditorPlace[];
  /** Whether Batch accounts in the view of the Azure Resources extension have it in their menu. */
  readonly isInAzureResources?: true;
  readonly keybinding?: Keybinding;
}

/** That of a command that carries out a remedy of the diagnosis: the one of its own name. */
export interface RemedyContribution extends Contribution {
  /** What it is called where there is room for two or three words; `cause` is the one that is meant, if any. */
  readonly remedy: (cause?: RemedyCause) => string;
}

/** Whether a command is refused where nothing may be changed: it changes something, or what it opens is there for that. */
export function isForChange({ effect, needs }: Pick<Contribution, 'effect' | 'needs'>): boolean {
  return effect !== 'reads' || needs !== undefined;
}
