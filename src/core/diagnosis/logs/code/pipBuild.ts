import type { Finding, Frame } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';

const nativeSource = /\.(?:c|cc|cpp|cxx|cu|h|hh|hpp|pyx|f|f90)$/i;
/** Matches headings of pip's build output, in pip 22 and later and in earlier versions. */
const buildStart =
  /\[\d{1,6} lines of output\]$|^\s*Building wheels? for |^\s*Running setup\.py (?:install|bdist_wheel|develop) for /;
const buildEnd = /\[end of output\]$/;
const fetched = /^\s*(?:Collecting|Downloading|Using cached) \S/;
/** Matches pip's line about a folder in its arguments; the package built from it may be the user's. */
const given = /^\s*(?:Processing (?:\.|\/|[A-Za-z]:\\|file:)(?!.*\.whl$)|Obtaining file:)/;
const longestBuild = 2000;

/** Removes the frame from a finding in a package that pip downloaded, which is not the user's code. */
export function disownFetched(finding: Finding, log: LogText): Finding {
  const { frame, line } = finding;
  return frame !== undefined && isFetchedSource(log, line, frame) ? { ...finding, frame: undefined } : finding;
}

/** Checks whether a frame is in a package that pip downloaded and builds in this part of the log. */
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
