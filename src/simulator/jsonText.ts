import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';

/** A position in a text; lines and columns are counted from 1. */
interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Names of properties and indexes in arrays, from the outermost value inward. */
export type JsonPath = readonly (string | number)[];

/** A JSON value, and the position of each part in its text. */
export interface JsonText {
  readonly value: unknown;
  /** Returns the position of a value, or of its innermost existing ancestor; with `isName`, of its name. */
  findPlace(path: JsonPath, isName?: boolean): TextPlace;
}

/**
 * Parses JSON, with or without the byte order mark that Windows puts before UTF-8. Throws an error that names the
 * location, worded for the file's author.
 */
export function parseJsonText(marked: string, file: string): JsonText {
  const text = marked.replace(/^\uFEFF/, '');
  const mistakes: ParseError[] = [];
  const root = parseNodes(text, mistakes, file);
  const [mistake] = mistakes;
  if (mistake !== undefined) {
    throw new Error(`${describePlace(file, toTextPlace(text, mistake.offset))}: this is not JSON.`);
  }
  return {
    value: JSON.parse(text),
    findPlace(path, isName = false) {
      for (let length = path.length; root !== undefined && length > 0; length -= 1) {
        const node = findNodeAtLocation(root, path.slice(0, length));
        const named = isName && node?.parent?.type === 'property' ? node.parent : node;
        if (named !== undefined) return toTextPlace(text, named.offset);
      }
      return toTextPlace(text, root?.offset ?? 0);
    },
  };
}

/** Parses the nodes of a JSON text. Throws for a value that is nested too deeply to process. */
function parseNodes(text: string, mistakes: ParseError[], file: string): Node | undefined {
  try {
    return parseTree(text, mistakes, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Error(`${file}: it is nested too deeply.`);
  }
}

/** Formats a position in a file as editors and terminals do. */
export function describePlace(file: string, { line, column }: TextPlace): string {
  return `${file}, line ${line}, column ${column}`;
}

function toTextPlace(text: string, offset: number): TextPlace {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
