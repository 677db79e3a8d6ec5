import {
  type Color,
  createAnsiSequenceParser,
  createColorPalette,
  type DecorationType,
  namedColors,
} from 'ansi-sequence-parser';
import * as vscode from 'vscode';
import type { ShownText } from '../../core/files/shownText.ts';
import { colourSequence } from '../../core/text/terminal.ts';

interface Look {
  readonly foreground: Color | null;
  readonly background: Color | null;
  readonly decorations: ReadonlySet<DecorationType>;
  readonly key: string;
  readonly sequence: string;
}

interface ColouredRun {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly look: Look;
}

interface Coloured {
  readonly look: Look;
  readonly ranges: vscode.Range[];
}

/** Maximum number of colored runs to keep, those nearest to the end; one mebibyte contains more only if crafted. */
const maxRuns = 20_000;
/** Number of lines above and below the visible ones that are colored, so that scrolling shows no change. */
const margin = 100;
/** Maximum number of runs that are colored at once, because more make an editor slow. */
const maxDrawn = 2000;
/** Maximum number of appearances that are kept, because a program may use millions of colors. */
const maxLooks = 128;

const palette = createColorPalette();

/** Shows programs' terminal colors in the editors of their logs, for the visible lines. */
export class LogColours implements vscode.Disposable {
  readonly #findShown: (uri: vscode.Uri) => ShownText | undefined;
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #runs = new WeakMap<ShownText, readonly ColouredRun[]>();
  readonly #types = new Map<string, vscode.TextEditorDecorationType>();

  constructor(findShown: (uri: vscode.Uri) => ShownText | undefined) {
    this.#findShown = findShown;
    this.#subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) this.#draw(editor);
      }),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#draw(textEditor)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) this.#draw(editor);
      }),
    ];
    for (const editor of vscode.window.visibleTextEditors) this.#draw(editor);
  }

  dispose(): void {
    for (const disposable of [...this.#subscriptions, ...this.#types.values()]) disposable.dispose();
  }

  /** Lists the colored ranges of the document at `uri` around `visible`, by appearance. */
  list(uri: vscode.Uri, visible: readonly vscode.Range[]): ReadonlyMap<string, Coloured> {
    const shown = this.#findShown(uri);
    const byLook = new Map<string, Coloured>();
    if (shown === undefined || shown.isRaw || !shown.hidesSome) return byLook;
    const known = this.#runs.get(shown) ?? listRuns(shown);
    this.#runs.set(shown, known);
    const near = known.filter(({ line }) =>
      visible.some(({ start, end }) => line >= start.line - margin && line <= end.line + margin),
    );
    for (const { line, from, to, look } of near.slice(0, maxDrawn)) {
      const range = new vscode.Range(line, from, line, to);
      const same = byLook.get(look.key);
      if (same === undefined) byLook.set(look.key, { look, ranges: [range] });
      else same.ranges.push(range);
    }
    return byLook;
  }

  #draw(editor: vscode.TextEditor): void {
    const byLook = this.list(editor.document.uri, editor.visibleRanges);
    if (this.#types.size + byLook.size > maxLooks) this.#forgetTypes();
    for (const [key, { look }] of byLook)
      if (!this.#types.has(key)) this.#types.set(key, vscode.window.createTextEditorDecorationType(toDecoration(look)));
    for (const [key, type] of this.#types) editor.setDecorations(type, byLook.get(key)?.ranges ?? []);
  }

  #forgetTypes(): void {
    for (const type of this.#types.values()) type.dispose();
    this.#types.clear();
  }
}

/** Lists a program's colored runs in the order of their lines; a color holds until another is set. */
function listRuns(shown: ShownText): readonly ColouredRun[] {
  const looks = new Looks();
  const runs: ColouredRun[] = [];
  let look: Look | undefined;
  let next = shown.above;
  const add = (line: number, from: number, to: number): void => {
    if (look === undefined || from >= to) return;
    runs.push({ line, from, to, look });
    if (runs.length > 2 * maxRuns) runs.splice(0, maxRuns);
  };
  const addWhole = (to: number): void => {
    // If a color is never reset, only the lines near its end matter.
    for (let line = Math.max(next, to - maxRuns); look !== undefined && line < to; line += 1)
      add(line, 0, shown.show(line).text.length);
  };
  for (const line of shown.listSigned()) {
    addWhole(line);
    const { text, signs } = shown.show(line);
    let from = 0;
    for (const { shown: at, sequence } of signs) {
      const after = looks.follow(look, sequence);
      if (after === look) continue;
      add(line, from, at);
      from = at;
      look = after;
    }
    add(line, from, text.length);
    next = line + 1;
  }
  addWhole(shown.above + shown.lineCount);
  return runs.slice(-maxRuns);
}

/** Returns true if the escape sequence sets colors or styles (ECMA-48, "Select graphic rendition"). */
function isColour(sequence: string): boolean {
  return sequence.endsWith('m') && colourSequence.test(sequence);
}

/** Appearances by escape sequence; most sequences occur again and again. */
class Looks {
  readonly #known = new Map<string, Look | undefined>();

  /** Returns the appearance after a sequence, given the one before it; undefined for the default appearance. */
  follow(before: Look | undefined, sequence: string): Look | undefined {
    if (!isColour(sequence)) return before;
    const both = (before?.sequence ?? '') + sequence;
    if (this.#known.has(both)) return this.#known.get(both);
    const token = createAnsiSequenceParser()
      .parse(`${before?.sequence ?? ''}${toSemicolons(sequence)}.`)
      .at(-1);
    const look = token === undefined ? undefined : toLook(token);
    if (this.#known.size >= maxLooks * maxLooks) this.#known.clear();
    this.#known.set(both, look);
    return look;
  }
}

function toLook({ foreground, background, decorations }: Omit<Look, 'key' | 'sequence'>): Look | undefined {
  if (foreground === null && background === null && decorations.size === 0) return undefined;
  const numbers = [
    ...(foreground === null ? [] : [toColourCode(foreground, 0)]),
    ...(background === null ? [] : [toColourCode(background, 10)]),
    ...[...decorations].map((decoration) => decorationCodes[decoration]),
  ];
  const key = JSON.stringify([foreground, background, [...decorations].sort()]);
  return { foreground, background, decorations, key, sequence: `\u001b[${numbers.join(';')}m` };
}

/** Converts a sequence to the form that the parser accepts: colors with semicolons, and 0 if there are no numbers. */
function toSemicolons(sequence: string): string {
  const numbers = sequence
    .slice(2, -1)
    .replace(/:(?=:)/g, '')
    .replaceAll(':', ';');
  return `\u001b[${numbers === '' ? '0' : numbers}m`;
}

const decorationCodes: Readonly<Record<DecorationType, number>> = {
  bold: 1,
  dim: 2,
  italic: 3,
  underline: 4,
  reverse: 7,
  hidden: 8,
  strikethrough: 9,
  overline: 53,
};

/** Returns the numbers that set a color in a sequence; `offset` is 10 for the background. */
function toColourCode(color: Color, offset: number): string {
  if (color.type === 'rgb') return `${38 + offset};2;${color.rgb.join(';')}`;
  if (color.type === 'table') return `${38 + offset};5;${color.index}`;
  const index = namedColors.indexOf(color.name);
  return String(index < 8 ? 30 + offset + index : 82 + offset + index);
}

function toDecoration({ foreground, background, decorations }: Look): vscode.DecorationRenderOptions {
  const isReverse = decorations.has('reverse');
  const front = toColour(isReverse ? background : foreground, isReverse ? 'editor.background' : undefined);
  const back = toColour(isReverse ? foreground : background, isReverse ? 'editor.foreground' : undefined);
  const lines = [
    ...(decorations.has('underline') ? ['underline'] : []),
    ...(decorations.has('overline') ? ['overline'] : []),
    ...(decorations.has('strikethrough') ? ['line-through'] : []),
  ];
  return {
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...(front === undefined ? {} : { color: front }),
    ...(back === undefined ? {} : { backgroundColor: back }),
    ...(decorations.has('bold') ? { fontWeight: 'bold' } : {}),
    ...(decorations.has('italic') ? { fontStyle: 'italic' } : {}),
    ...(decorations.has('dim') ? { opacity: '0.7' } : {}),
    ...(lines.length === 0 ? {} : { textDecoration: lines.join(' ') }),
  };
}

/** Returns the theme's color for one of the sixteen named colors, and any other color unchanged. */
function toColour(color: Color | null, usual: string | undefined): vscode.ThemeColor | string | undefined {
  if (color === null) return usual === undefined ? undefined : new vscode.ThemeColor(usual);
  if (color.type !== 'named') return palette.value(color);
  return new vscode.ThemeColor(`terminal.ansi${color.name.charAt(0).toUpperCase()}${color.name.slice(1)}`);
}
