import type { Finding, Frame } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';

/** Sources of a package with native code. */
const nativeSource = /\.(?:c|cc|cpp|cxx|cu|h|hh|hpp|pyx|f|f90)$/i;
/** Headings of a build's output by pip, since its version 22 and before, and the lines that follow. */
const buildStart =
  /\[\d{1,6} lines of output\]$|^\s*Building wheels? for |^\s*Running setup\.py (?:install|bdist_wheel|develop) for /;
const buildEnd = /\[end of output\]$/;
/** pip's line about a package that it looks up in an index. */
const fetched = /^\s*(?:Collecting|Downloading|Using cached) \S/;
/** pip's line about a folder in its arguments: the package that it builds then may be the user's. */
const given = /^\s*(?:Processing (?:\.|\/|[A-Za-z]:\\|file:)(?!.*\.whl$)|Obtaining file:)/;
const longestBuild = 2000;

/** Removes the frame from a finding in a package that pip fetched, which is not the user's code. */
export function disownFetched(finding: Finding, log: LogText): Finding {
  const { frame, line } = finding;
  return frame !== undefined && isFetchedSource(log, line, frame) ? { ...finding, frame: undefined } : finding;
}

/** Checks whether a frame is in a package that pip fetched and builds in this part of the log. */
function isFetchedSource(log: LogText, line: number, { file }: Frame): boolean {
  if (!nativeSource.test(file)) return false;
  let isBuild = false;
  let isFetched = false;
  for (let at = log.previous(line), seen = 0; at !== -1 && seen < longestBuild; at = log.previous(at), seen++) {
    const text = log.text(at);
    if (given.test(text) || (!isBuild && buildEnd.test(text))) return false;
    isBuild ||= buildStart.test(text);
    isFetched ||= fetched.test(text);
  }
  return isBuild && isFetched;
}
