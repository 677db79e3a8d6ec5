import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runMain } from './lib/main.mjs';
import { root } from './lib/places.mjs';

const { lineWidth } = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8')).formatter;
/** Matches lines in Biome's layout, so that checking single lines is enough. */
const opening = /^\s*(?:if|for(?: await)?|while) \(.*\) \{$/;
const closing = /^\s*\}$/;
const simpleStatement = /^\s*(?!(?:if|for|while|do|try|switch|const|let|class|function)\b)[^/\s].*;$/;
const nameWithOf = /\b(?:function\*?|const|let) (?<name>[a-z]\w*Of)\b(?:<[^>]*>)?(?:\(| = (?:async )?(?:\(|\w+ =>))/;
/** Texts are created with one function, which also works in rooms without VS Code. */
const foreignText = /\bvscode\.l10n\.t\b|^import \{.*\bl10n\b.*\} from 'vscode'/;

/** Openings of comments that can't be understood without the code; a noun phrase or a verb is plainer. */
const riddle =
  /^(?:What|Whether|Who|So (?:many|much|long)|The (?:same of|things)|Things|Those|That which|Each of (?:them|these|those)|Of (?:a|an|the|so|those|these|which|one|it)|It is|They|Their)\b/;

/** Returns the first words of a comment that begins on a line. */
function findComment(line, before = '') {
  if (/^\s*\/\*\*$/.test(before)) return /^\s*\* (.*)/.exec(line)?.[1];
  return /^\s*\/\//.test(before) ? undefined : /^\s*(?:\/\*\*|\/\/) (.*)/.exec(line)?.[1];
}

/** Folders that follow the house style, and whether functions there must be named by a verb. */
const folders = [
  { folder: 'src', hasVerbs: (file) => file.startsWith('simulator/') },
  { folder: 'test/conformance', hasVerbs: () => false },
  { folder: 'test/service', hasVerbs: () => false },
];

/** Joins the head and the body of a braced statement into one line; undefined if that is not possible or too long. */
function joinBraced([head, body, end]) {
  if (!opening.test(head) || !simpleStatement.test(body ?? '') || !closing.test(end ?? '')) return undefined;
  const joined = `${head.slice(0, -2)} ${body.trim()}`;
  return joined.length <= lineWidth ? joined : undefined;
}

/** Removes the braces around every statement that fits on the line of its head. */
export function unbrace(text) {
  const lines = text.split('\n');
  for (let at = lines.length - 3; at >= 0; at--) {
    const joined = joinBraced(lines.slice(at, at + 3));
    if (joined !== undefined) lines.splice(at, 3, joined);
  }
  return lines.join('\n');
}

/** Lists the places of a text that differ from the house style, with the correct wording. */
export function findDialect(text, hasVerbs = true) {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const findings = [];
    if (joinBraced(lines.slice(at, at + 3)) !== undefined)
      findings.push('a single statement that fits on this line needs no braces: node scripts/dialect.mjs --write');
    const name = hasVerbs ? nameWithOf.exec(line)?.groups?.name : undefined;
    if (name !== undefined) findings.push(`'${name}' must begin with a verb: to…, find…, get…, read…, make…`);
    if (foreignText.test(line)) findings.push("texts come from '@vscode/l10n'");
    return findings.map((what) => ({ line: at + 1, what }));
  });
}

/** Lists the comments of a text whose openings need the code to be understood. */
export function findRiddles(text) {
  const lines = text.split('\n');
  return lines.flatMap((line, at) =>
    riddle.test(findComment(line, lines[at - 1]) ?? '')
      ? [{ line: at + 1, what: 'a comment begins with a verb or a noun: "Lists…", "The longest…"' }]
      : [],
  );
}

const listFiles = (folder, ending) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => ending.test(file))
    .map((file) => path.posix.join(folder, file));

function sourceFiles() {
  return folders.flatMap(({ folder, hasVerbs }) =>
    listFiles(folder, /\.ts$/).map((file) => ({ file, hasVerbs: hasVerbs(path.posix.relative(folder, file)) })),
  );
}

/** Folders whose comments are read; test/host contains installed packages. */
const testFolders = readdirSync(path.join(root, 'test'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'host')
  .map(({ name }) => `test/${name}`);
const commented = ['src', 'scripts', ...testFolders];

/** Lists all findings in the repository as `file:line  correct wording`. */
export function findDialects() {
  const read = (file) => readFileSync(path.join(root, file), 'utf8');
  const files = commented.flatMap((folder) => listFiles(folder, /\.(?:ts|mjs)$/));
  return [
    ...sourceFiles().flatMap(({ file, hasVerbs }) =>
      findDialect(read(file), hasVerbs).map((found) => ({ file, ...found })),
    ),
    ...files.flatMap((file) => findRiddles(read(file)).map((found) => ({ file, ...found }))),
  ].map(({ file, line, what }) => `${file}:${line}  ${what} (CONTRIBUTING.md, "What a change looks like")`);
}

function writeUnbraced() {
  for (const { file } of sourceFiles()) {
    const text = readFileSync(path.join(root, file), 'utf8');
    if (unbrace(text) !== text) writeFileSync(path.join(root, file), unbrace(text));
  }
}

const usage = `node scripts/dialect.mjs [--write]

Reports where sources deviate from the house style. --write first removes braces that a single statement on a line doesn't need.`;

if (process.argv[1] === import.meta.filename)
  await runMain({ usage, options: { write: { type: 'boolean' } } }, ({ values }) => {
    if (values.write) writeUnbraced();
    const findings = findDialects();
    for (const finding of findings) console.error(finding);
    return findings.length > 0 ? 1 : 0;
  });
