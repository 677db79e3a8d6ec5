import { percentDecode, percentEncode } from '../text/percentEncode.ts';

/** Represents an empty segment, because encoding never produces a single percent sign. */
const emptySegment = '%';

/** Encodes a name as one segment, including `.` and `..`, which paths would resolve. Colons stay readable. */
export function encodeSegment(segment: string): string {
  if (segment === '') return emptySegment;
  return /^\.{1,2}$/.test(segment) ? segment.replaceAll('.', '%2E') : percentEncode(segment).replaceAll('%3A', ':');
}

/** Encodes the path of a file, each part as a segment. */
export function encodeFilePath(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

/** Inverse of `encodeFilePath` for decoded segments. */
export function joinFilePath(segments: readonly string[]): string {
  return segments.join('/');
}

/**
 * Returns a separate name for a file's text, because the text may be only the end of the file or have another encoding,
 * and VS Code proposes this name when the user saves the document. Keeps the extension, which determines the language.
 */
function toViewName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name}.view` : `${name.slice(0, dot)}.view${name.slice(dot)}`;
}

/**
 * Encodes the path of a file's text. The file's own name becomes the folder, which tabs use as their label
 * (package.json).
 */
export function encodeViewPath(path: string): string {
  return `${encodeFilePath(path)}/${encodeSegment(toViewName(path))}`;
}

/** Inverse of `encodeViewPath` for decoded segments. */
export function fromViewPath(segments: readonly string[]): string | undefined {
  const path = joinFilePath(segments.slice(0, -1));
  return segments.length > 1 && segments.at(-1) === toViewName(path) ? path : undefined;
}

/** Decodes the name in a segment; undefined if no name encodes to it. */
export function decodeSegment(segment: string): string | undefined {
  if (segment === '') return undefined;
  return segment === emptySegment ? '' : percentDecode(segment);
}
