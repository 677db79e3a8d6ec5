import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import { toOwnFrame } from '../../engine/stack.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings, says } from '../../engine/words.ts';
import { categoryOfMessage } from '../../lexicon/lexicon.ts';

const said: Meanings<FailureCategory> = [
  [/unable to load shared object .{1,400}cannot open shared object file/, 'missing-module'],
  [/is being loaded, but|is already loaded, but/, 'dependency-version'],
  [/unserialize\(node\$con\)|serialize\(data, node\$con/, 'crash-signal'],
  [/package or namespace load failed/, 'missing-module'],
  [/vector memory/, 'out-of-memory'],
  [/does not exist/, 'missing-file'],
  [/Error in (?:gz|bz|xz)?file\(.{1,200} : cannot open the connection(?! to)/, 'missing-file'],
  [
    /more columns than column names|did not have \d+ elements|no lines available|lexical error|unknown input format|incomplete final line|error reading from connection|scan\(\) expected/,
    'bad-input',
  ],
  [/was built under R version/, 'dependency-version'],
  [/ doesn't seem to exist|cannot change working directory/i, 'missing-file'],
  [
    /NA\/NaN\/Inf|[Cc]olumns? .{1,60} (?:not found|doesn't exist)|columns that don't exist|undefined columns/,
    'bad-input',
  ],
];

/** Messages with which R ends a script, and headings of its errors, in the languages that R supports. */
const haltedWords = [
  ...[
    'Execution halted',
    'Ausführung angehalten',
    'Exécution arrêtée',
    'Ejecución interrumpida',
    'Esecuzione interrotta',
  ],
  ...[
    'Execução interrompida',
    'Выполнение остановлено',
    'Wykonywanie wstrzymane',
    '実行が停止されました',
    '실행이 정지되었습니다',
  ],
];
const errorWords = ['Error in ', 'Fehler in ', 'Erreur dans ', 'Errore in ', 'Ошибка в ', 'Błąd w poleceniu '];
const errorHead = /^(?:Error|Fehler|Erreur|Errore|Ошибка|Błąd)(?!\w)|^.{1,80}(?:でエラー|에러가 발생했습니다): ?/;
const headedError = /^Error in .+ :(?: |$)|^(?:Fehler in|Erreur dans|Errore in|Ошибка в|Błąd w poleceniu) .+ ?:/;

/** Rules for errors from R and Rscript. */
export const rRules = {
  'r-execution-halted': { on: haltedWords, read: readHalted },
  'r-error': { on: errorWords, read: readUnhalted },
  'r-repository-unreachable': { on: ['unable to access index for repository '], read: readUnreached },
  'r-test-failed': { on: ['── Failure (', '── Error ('], read: readTest },
  'r-missing-package': {
    like: [
      'there is no package called ‘{what}',
      "there is no package called '{what}",
      'there is no package called "{what}',
      ...['es gibt kein Paket namens ‘{what}’', 'aucun package nommé ‘{what}’', 'alcun pacchetto chiamato ‘{what}’'],
      ...['no hay paquete llamado ‘{what}’', 'nenhum pacote chamado ‘{what}’', 'нет пакета под названием ‘{what}’'],
      ...[
        'nie ma pakietu o nazwie ‘{what}’',
        '‘{what}’ という名前のパッケージ',
        '‘{what}’这个名字的程辑包',
        '‘{what}’이라고 불리는 패키지',
      ],
    ],
    category: 'missing-module',
    weight: 'cause',
  },
  'r-cannot-allocate': { like: 'cannot allocate vector of size', category: 'out-of-memory' },
  'r-crashed': {
    like: ['*** caught segfault ***', '*** caught illegal operation ***', '*** caught bus error ***'],
    category: 'crash-signal',
  },
  'r-missing-dependency': {
    like: [
      '^ERROR: dependency {what} is not available',
      '^ERROR: dependency {what} are not available',
      '^ERROR: dependencies {what} is not available',
      '^ERROR: dependencies {what} are not available',
    ],
    category: 'missing-module',
  },
  'r-installation-failed': {
    like: ['ERROR: lazy loading failed', 'ERROR: compilation failed for package', 'had non-zero exit status'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
} satisfies Rules;

/** Maximum number of lines of an error before R reports that it halts: message, calls, and warnings. */
const longestError = 40;

/** Reads an error above R's final message, which says that R halts; warnings in between often name the file. */
function readHalted(log: LogText, line: number): Finding | undefined {
  const covers = [line];
  let error = -1;
  for (let at = log.previous(line); at !== -1 && covers.length < longestError; at = log.previous(at)) {
    covers.unshift(at);
    if (errorHead.test(log.text(at).trimStart())) {
      error = at;
      break;
    }
  }
  return error === -1 ? undefined : toRFinding(log, error, covers);
}

function toRFinding(log: LogText, error: number, covers: readonly number[]): Finding {
  const detail = detailOf(log, covers);
  const words = covers.map((at) => log.text(at)).join(' ');
  const line = detail ?? messageLine(log, error, covers);
  const category = rCategoryOf(words, log.text(line).trim());
  return {
    line,
    category,
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    weight: 'cause',
    subject: /[‘'"]([^‘’'"]+)[’'"]/.exec(log.text(detail ?? error))?.[1],
    frame: frameOf(words),
    covers,
  };
}

/** Reads R's warning about a repository that it can't reach, which leads to a missing package later. */
function readUnreached(log: LogText, line: number): Finding {
  const below = log.next(line);
  const why = /^\s+\S/.test(log.text(below)) ? [below] : [];
  return { line, category: 'network', weight: 'cause', narrow: 'exact', covers: [line, ...why] };
}

const following = /^(?:\s+\S|In addition: |Calls: |Warning message|\d+: |In )/;

/** Reads an error of a script that handles its errors, so R doesn't report that it halts. */
function readUnhalted(log: LogText, line: number): Finding | undefined {
  if (!headedError.test(log.text(line)) || isHalted(log, line)) return undefined;
  const covers = [line];
  for (let at = log.next(line); at !== -1 && covers.length < longestError; at = log.next(at)) {
    if (!following.test(log.text(at))) break;
    covers.push(at);
  }
  return toRFinding(log, line, covers);
}

/** Checks whether R reports that it halts, without another error in between. */
function isHalted(log: LogText, error: number): boolean {
  let at = log.next(error);
  for (let seen = 0; at !== -1 && seen < longestError; at = log.next(at), seen++) {
    if (errorHead.test(log.text(at).trimStart())) return false;
    if (haltedWords.some((words) => log.text(at).trimStart().startsWith(words))) return true;
  }
  return false;
}

/** Reads a failed test of testthat, which is below a line with its place: `── Failure (test-x.R:12:3): sums ──`. */
function readTest(log: LogText, line: number): Finding | undefined {
  const place = /^\s*── (?:Failure|Error) \('?(?:(?<file>[^\s:']+):(?<at>\d+)|\?\?\?)/.exec(log.text(line));
  const said = log.next(line);
  if (place === null || said === -1) return undefined;
  const category = rCategoryOf(log.text(said));
  const narrow = category === 'exception-in-user-code' ? 'failed' : 'exact';
  return { line: said, category, narrow, weight: 'cause', frame: toOwnFrame(place), covers: [line, said] };
}

/** Returns the category of a whole report, or else of the report's most informative line. */
function rCategoryOf(words: string, line = words): FailureCategory {
  return findMeaning(words, said) ?? categoryOfMessage(words) ?? categoryOfMessage(line) ?? 'exception-in-user-code';
}

/** Finds the line, usually a warning, that names the file or library that could not be opened, and the reason. */
function detailOf(log: LogText, lines: readonly number[]): number | undefined {
  return lines.find(
    (at) =>
      says(
        log.text(at),
        /^\s+cannot open (?:file|compressed file|URL) '|version `[\w.]+' not found|^\s+\S+\.so[\d.]*: cannot open shared/,
      ) || says(log.text(at), [/^\s+URL '/, /': (?:status was|Timeout)/]),
  );
}

/** Returns the line with the message: `Error in f(x) :` may precede it, and tidyverse packages mark it with `!`. */
function messageLine(log: LogText, error: number, covers: readonly number[]): number {
  const marked = covers.findLast((at) => at > error && /^! \S/.test(log.text(at)));
  const announced = covers.find((at) => /^Last error message:$/.test(log.text(at)));
  if (announced !== undefined) return log.next(announced);
  if (marked !== undefined) return marked;
  return headedError.test(log.text(error)) && log.text(error).endsWith(':') ? log.next(error) : error;
}

function frameOf(words: string): Frame | undefined {
  const found =
    /(?:at |\()(?<file>[\w./~-]+\.[Rr])[#:](?<at>\d+)/.exec(words)?.groups ??
    /\) : (?<file>[\w./~-]+):(?<at>\d+):\d+: /.exec(words)?.groups ??
    /Quitting from lines (?<at>\d+)-\d+ (?:\[[^\]]{1,80}\] )?\((?<file>[\w./~-]+)\)/.exec(words)?.groups;
  return found?.['file'] === undefined ? undefined : { file: found['file'], line: Number(found['at']) };
}
