import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

/** Matches `Gen.targets(20,5): error MSB6006: …` and `app.csproj : error NU1201: …`; the number may be missing. */
const announcement =
  /^\s*(?<file>(?:[A-Za-z]:)?[^:]{1,300}?)(?:\((?<at>\d{1,7})(?:,\d{1,7}){0,3}\))?\s?: error ?(?<code>(?:MSB|NETSDK|NU|SDK)\d{4})?\s?: (?<message>.*)/;
/** Matches build files, whose tasks also write messages in this format without a number. */
const buildFile = /\.(?:targets|props|tasks|\w{1,4}proj|sln)$/i;
const ofTools =
  /[\\/](?:MSBuild|sdks?|packages|\.nuget|Microsoft\.NET|BuildTools|dotnet)[\\/]|[\\/]Program Files|\.targets$|\.props$/i;

const codes: Meanings<FailureCategory> = [
  [/^(?:NU1101|MSB3644|MSB8020|MSB8036|MSB4019|MSB4062|MSB4236)$/, 'missing-module'],
  [/^NU(?:1[12]0\d|1107|1605|1608)$|^NETSDK(?:1045|1005|1047|1073|1141|1147)$/, 'dependency-version'],
  [/^NU1301$/, 'network'],
  [/^(?:MSB1003|MSB1009|MSB3202|NETSDK1004|NETSDK1064)$/, 'missing-file'],
  [/^MSB10(?:01|0[4-8]|1\d|2\d|3\d)$/, 'bad-arguments'],
  [/^(?:MSB4025|MSB4067|MSB4066|MSB4068|MSB5010)$/, 'bad-input'],
];

const frameworks =
  /\btarget(?:s|ing)? (?:'|"|\.NET|framework)|\btarget framework\b|\bdoesn't have a target for\b|\bTargetFramework/i;

/** Rules for messages from MSBuild, and for its reports about the tools that it runs. */
export const msbuildRules = {
  'msbuild-error': { on: ['error MSB', 'error NETSDK', 'error NU', ': error : '], read: readError },
  'msbuild-build-failed': {
    like: ['^Done Building Project "', '^Done building project "', '^Build FAILED.', '^========== Build: '],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
} satisfies Rules;

function readError(log: LogText, line: number): Finding | undefined {
  const { file, at, code, message = '' } = announcement.exec(log.text(line))?.groups ?? {};
  if (file === undefined || (code === undefined && !buildFile.test(file))) return undefined;
  const category = msbuildCategoryOf(code, message);
  return {
    line,
    category: category ?? 'other',
    weight: code === 'NU1301' ? 'error' : 'cause',
    narrow: category === undefined ? 'failed' : 'exact',
    frame: toMsbuildFrame(file, at),
  };
}

function msbuildCategoryOf(code: string | undefined, message: string): FailureCategory | undefined {
  return (
    (code === undefined ? undefined : findMeaning(code, codes)) ??
    (frameworks.test(message) ? 'dependency-version' : undefined) ??
    categoryOfLine(message)
  );
}

function toMsbuildFrame(file: string, at: string | undefined): Frame | undefined {
  return at === undefined || ofTools.test(file) ? undefined : { file, line: Number(at) };
}
