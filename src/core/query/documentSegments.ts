import { percentDecode, percentEncode } from '../text/percentEncode.ts';

/** An empty segment: encoding never leaves a percent sign alone. */
const emptySegment = '%';

/**
 * A name as one segment. `.` and `..` would be resolved by those who normalize paths; a colon is read by who looks at
 * the path.
 */
export function encodeSegment(segment: string): string {
  if (segment === '') return emptySegment;
  return /^\.{1,2}$/.test(segment) ? segment.replaceAll('.', '%2E') : percentEncode(segment).replaceAll('%3A', ':');
}

/** The path of a file, each of its parts as a segment. */
export function encodeFilePath(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

/** Inverse of `encodeFilePath` for segments already decoded. */
export function joinFilePath(segments: readonly string[]): string {
  return segments.join('/');
}

/**
 * What is read of a file may be only its end, or in another encoding, so it has a name of its own: VS Code proposes the
 * name when it saves the document. The extension stays, since it decides the language.
 */
function toViewName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name}.view` : `${name.slice(0, dot)}.view${name.slice(dot)}`;
}

/**
 * The path of what is read of a file. The name of the file itself is the folder, which tabs are labelled by
 * (package.json).
 */
export function encodeViewPath(path: string): string {
  return `${encodeFilePath(path)}/${encodeSegment(toViewName(path))}`;
}

/** Inverse of `encodeViewPath` for segments already decoded. */
export function fromViewPath(segments: readonly string[]): string | undefined {
  const path = joinFilePath(segments.slice(0, -1));
  return segments.length > 1 && segments.at(-1) === toViewName(path) ? path : undefined;
}

/** The name that a segment encodes; undefined for what no name is encoded as. */
export function decodeSegment(segment: string): string | undefined {
  if (segment === '') return undefined;
  return segment === emptySegment ? '' : percentDecode(segment);
}
