import type { Finding, LineReader } from '../finding.ts';
import { categoryOfLine, categoryOfMessage } from '../lexicon/lexicon.ts';
import { lineRules } from '../lineRule.ts';
import type { LogText } from '../text/logText.ts';

/** Maven, Gradle, Kotlin's compiler and Spring Boot, beside the exceptions of the Java virtual machine. */
export const jvmToolReaders: readonly LineReader[] = [
  { on: ['APPLICATION FAILED TO START'], read: readSpringFailure },
  { on: ['BUILD FAILED'], read: readAnt },
  ...lineRules([
    {
      on: ['e: file:', '.kt: (', '.kts: ('],
      match: /^e: (?:file:\/\/)?(?<file>\S+\.kts?):(?: \()?(?<at>\d+)/,
      category: 'exception-in-user-code',
    },
    {
      like: ['Could not resolve dependencies for project', 'Could not find artifact '],
      category: 'dependency-version',
    },
    {
      on: ['> Could not find '],
      match: /^\s*> Could not find (?<what>[\w.-]+:[\w.-]+:[\w.+-]+)\.$/,
      category: 'dependency-version',
    },
    {
      like: [
        'Could not determine java version from',
        'Unsupported class file major version',
        'invalid target release: ',
      ],
      category: 'dependency-version',
    },
    { like: 'Error downloading {what}:', category: 'dependency-version' },
    { like: 'Non-readable POM ', category: 'bad-input' },
    { like: 'there is no POM in this directory', category: 'missing-file' },
    { like: ['Unknown lifecycle phase "{what}"', "Task '{what}' not found in "], category: 'bad-arguments' },
    { like: 'does not contain a Gradle build', category: 'missing-file' },
    {
      like: [
        'FAILURE: Build failed with an exception.',
        "Execution failed for task '",
        "> Process 'command '",
        'The build could not read ',
        '> Could not resolve all files for configuration',
        '> Compilation error. See log for more details',
      ],
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
  ]),
];

const antPlace = /^(?:(?<file>\S+\.xml):(?<at>\d+): |(?=Target "))(?<message>.*)$/;

/** Ant names the place in its build file after the headline, or only what is wrong. */
function readAnt(log: LogText, line: number): Finding | undefined {
  const words = log.text(line) === 'BUILD FAILED' ? log.next(line) : -1;
  const { file, at, message } = antPlace.exec(log.text(words))?.groups ?? {};
  if (message === undefined) return undefined;
  const frame = file === undefined ? undefined : { file, line: Number(at) };
  const unknown = message.startsWith('Target ') ? 'bad-arguments' : 'exception-in-user-code';
  const category = categoryOfMessage(message) ?? (frame === undefined ? unknown : (categoryOfLine(message) ?? unknown));
  return { line: words, category, weight: 'cause', narrow: 'exact', frame, covers: [line, words] };
}

/** Lines from the headline to its description, and from there to the words. */
const nearby = 8;

/** Spring Boot's failure analysis: a headline, `Description:`, and what is wrong. */
function readSpringFailure(log: LogText, line: number): Finding | undefined {
  const title = after(log, line, /^Description:$/);
  const words = title === -1 ? -1 : after(log, title, /\S/);
  if (words === -1) return undefined;
  const text = log.text(words);
  const category =
    categoryOfMessage(text) ?? (/attribute|propert|configur/i.test(text) ? 'bad-arguments' : categoryOfLine(text));
  return {
    line: words,
    category: category ?? 'exception-in-user-code',
    weight: 'cause',
    narrow: 'exact',
    covers: Array.from({ length: words - line + 1 }, (_, index) => line + index),
  };
}

function after(log: LogText, line: number, wanted: RegExp): number {
  let at = log.next(line);
  for (let seen = 0; at !== -1 && seen < nearby; at = log.next(at), seen++) if (wanted.test(log.text(at))) return at;
  return -1;
}
