import * as l10n from '@vscode/l10n';
import { addSubject, type Finding, type Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfLine, categoryOfMessage } from '../../lexicon/lexicon.ts';

/** Rules for messages from Maven, Gradle, the Kotlin compiler, and Spring Boot, other than Java exceptions. */
export const jvmToolRules = {
  'spring-start-failed': { on: ['APPLICATION FAILED TO START'], read: readSpringFailure },
  'ant-build-failed': { on: ['BUILD FAILED'], read: readAnt },
  'kotlin-compile-error': {
    on: ['e: file:', '.kt: (', '.kts: ('],
    match: /^e: (?:file:\/\/)?(?<file>\S+\.kts?):(?: \()?(?<at>\d+)/,
    category: 'exception-in-user-code',
  },
  'maven-dependency-unresolved': {
    like: 'Could not resolve dependencies for project',
    unless: /Could not (?:find|transfer) artifact|in offline mode/,
    category: 'dependency-version',
  },
  'maven-offline': {
    like: 'in offline mode and the artifact {what} has not been downloaded',
    category: 'missing-module',
    fix: () => [l10n.t('Build without offline mode (-o), or provide the local repository (~/.m2) with the task.')],
  },
  'jvm-artifact-missing': {
    on: ['Could not find artifact ', '> Could not find '],
    match: /(?:Could not find artifact|^\s*> Could not find) (?<what>[\w.-]+(?::[\w.+-]*[\w+-])+)/,
    category: 'missing-module',
    says: addSubject(() => l10n.t('No repository has the artifact')),
    fix: adviseOnRepositories,
  },
  'maven-artifact-not-transferred': { on: ['Could not transfer artifact '], read: readTransfer },
  'jvm-build-java-version': {
    like: ['Could not determine java version from', 'Unsupported class file major version', 'invalid target release: '],
    category: 'dependency-version',
  },
  'coursier-download-failed': {
    on: 'Error downloading ',
    match: /Error downloading (?<what>[\w.-]+:[\w.-]+:[\w.+-]+)/,
    category: 'dependency-version',
  },
  'maven-pom-malformed': { like: 'Non-readable POM ', category: 'bad-input' },
  'maven-pom-missing': { like: 'there is no POM in this directory', category: 'missing-file' },
  'jvm-build-task-unknown': {
    like: ['Unknown lifecycle phase "{what}"', "Task '{what}' not found in "],
    category: 'bad-arguments',
  },
  'gradle-build-missing': { like: 'does not contain a Gradle build', category: 'missing-file' },
  'jvm-build-failed': {
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
} satisfies Rules;

function adviseOnRepositories(): readonly string[] {
  return [
    l10n.t(
      "Check the artifact's version, and specify the repository that has it, with its credentials, in the build or the node's settings.",
    ),
  ];
}

/** Reads a repository that didn't respond or refused a request: `from/to central (https://…): Connection reset`. */
function readTransfer(log: LogText, line: number): Finding | undefined {
  const { what, why } =
    /Could not transfer artifact (?<what>\S+) from\/to [^:]{1,80}:\S*: (?<why>.*)/.exec(log.text(line))?.groups ?? {};
  if (why === undefined) return undefined;
  const category = categoryOfLine(why) ?? 'network';
  return { line, category, weight: 'cause', narrow: 'exact', subject: what };
}

const antPlace = /^(?:(?<file>\S+\.xml):(?<at>\d+): |(?=Target "))(?<message>.*)$/;

/** Reads an Ant failure, which prints the place in its build file, or only the error, after the headline. */
function readAnt(log: LogText, line: number): Finding | undefined {
  const words = log.text(line) === 'BUILD FAILED' ? log.next(line) : -1;
  const { file, at, message } = antPlace.exec(log.text(words))?.groups ?? {};
  if (message === undefined) return undefined;
  const frame = file === undefined ? undefined : { file, line: Number(at) };
  const unknown = message.startsWith('Target ') ? 'bad-arguments' : 'exception-in-user-code';
  const category = categoryOfMessage(message) ?? (frame === undefined ? unknown : (categoryOfLine(message) ?? unknown));
  return { line: words, category, weight: 'cause', narrow: 'exact', frame, covers: [line, words] };
}

/** Maximum number of lines between the headline and the description, and between the description and its text. */
const nearby = 8;

/** Reads Spring Boot's failure analysis: a headline, `Description:`, and the error. */
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
