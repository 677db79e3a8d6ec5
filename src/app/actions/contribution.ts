import type { Right } from '../../core/model/right.ts';
import type { RemedyCause } from '../explain/explainedResource.ts';
import type { ContextWord, RowKind } from '../rows/contextValue.ts';

/** Sections of the menu of a row, from the top down; `inline` are the icons on the row itself. */
type RowSection = 'inline' | '1_look' | '2_explain' | '3_putRight' | '4_connect' | '5_copy' | '9_danger';
/** Submenus of a row's menu: "Connect" for everything that gives access, "Change" for editing and setting, "Copy". */
type RowSubmenu = 'logs' | 'connect' | 'change' | 'copy';
/** Sections of the menu beside the title of a view or an editor; `navigation` are the icons. */
type TitleSection = 'navigation' | '1_add' | '1_show' | '2_log';

interface RowPlace {
  readonly on: RowKind | readonly RowKind[];
  /** Words of which at least one must apply to the row. */
  readonly if?: ContextWord | readonly ContextWord[];
  /** Words that must not apply to the row. */
  readonly unless?: ContextWord | readonly ContextWord[];
  /** The section, and the place in it from 1. */
  readonly at: `${RowSection | RowSubmenu}@${number}`;
}

interface ViewPlace {
  readonly on: 'explorer' | 'failures' | 'everyView';
  /** Whether the failures view has a filter. */
  readonly if?: 'failuresFiltered';
  readonly at: `${TitleSection}@${number}`;
}

interface EditorPlace {
  /** Definitions of the user's, in files or not yet saved; documents of ours when absent. */
  readonly of?: 'definitions';
  /** Fits their paths (src/core/query/documentPath.ts). */
  readonly on: RegExp;
  /** Whether the job of what is shown has ended. */
  readonly if?: 'shownJobHasEnded';
  readonly unless?: 'shownJobHasEnded';
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
 * How a command is declared to VS Code. `npm run contributions` writes it to package.json, from which the running
 * extension reads it. It must be a literal, since that script runs no sources. The command's id follows from its file:
 * `azureBatch.<folder>.<file>`.
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
   * The right without which the command is useless. While that right is known to be missing, the command is refused and
   * names the role to ask for. Other rights, or rights that depend on what the command finds, are checked by the
   * service. For a command that only reads, this is the right that its result needs: so a user who can't submit a
   * definition learns it on opening, not at the end.
   */
  readonly needs?: Right;
  /** When the palette has it; always, unless said otherwise. */
  readonly palette?: 'never' | 'withAccount' | 'inDocument';
  readonly rows?: readonly RowPlace[];
  readonly views?: readonly ViewPlace[];
  readonly editors?: readonly EditorPlace[];
  /** Whether Batch accounts in the view of the Azure Resources extension have it in their menu. */
  readonly isInAzureResources?: true;
  /** Whether it opens a chat, and is hidden where there is none or agents are switched off. */
  readonly isForChat?: true;
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
