import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runMain } from './lib/main.mjs';
import { root } from './lib/places.mjs';

const { lineWidth } = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8')).formatter;
/** Lines as Biome lays them out, which is why looking at lines is enough. */
const opening = /^\s*(?:if|for(?: await)?|while) \(.*\) \{$/;
const closing = /^\s*\}$/;
const simpleStatement = /^\s*(?!(?:if|for|while|do|try|switch|const|let|class|function)\b)[^/\s].*;$/;
const nameWithOf = /\b(?:function\*?|const|let) (?<name>[a-z]\w*Of)\b(?:<[^>]*>)?(?:\(| = (?:async )?(?:\(|\w+ =>))/;
/** Texts are made in one way, which works in rooms that know no VS Code too. */
const foreignText = /\bvscode\.l10n\.t\b|^import \{.*\bl10n\b.*\} from 'vscode'/;

/** Openings of comments that need the code to be understood; a noun phrase or a verb says the same plainly. */
const riddle = /^(?:What|So many|The same of|The things)\b/;

/** The first words of a comment that begins on a line. */
function findComment(line, before = '') {
  if (/^\s*\/\*\*$/.test(before)) return /^\s*\* (.*)/.exec(line)?.[1];
  return /^\s*\/\//.test(before) ? undefined : /^\s*(?:\/\*\*|\/\/) (.*)/.exec(line)?.[1];
}

/** The folders that speak one dialect, and whether functions in them are named by a verb. */
const folders = [
  { folder: 'src', hasVerbs: (file) => file.startsWith('simulator/') },
  { folder: 'test/conformance', hasVerbs: () => false },
  { folder: 'test/service', hasVerbs: () => false },
];

/** The one line that a braced statement and its head would make, if they fit on one. */
function joinBraced([head, body, end]) {
  if (!opening.test(head) || !simpleStatement.test(body ?? '') || !closing.test(end ?? '')) return undefined;
  const joined = `${head.slice(0, -2)} ${body.trim()}`;
  return joined.length <= lineWidth ? joined : undefined;
}

/** The text with every statement that fits on the line of its head there, without braces. */
export function unbrace(text) {
  const lines = text.split('\n');
  for (let at = lines.length - 3; at >= 0; at--) {
    const joined = joinBraced(lines.slice(at, at + 3));
    if (joined !== undefined) lines.splice(at, 3, joined);
  }
  return lines.join('\n');
}

/** Lists the places of a text that differ from the house style, and the correct words. */
export function findDialect(text, hasVerbs = true) {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const findings = [];
    if (joinBraced(lines.slice(at, at + 3)) !== undefined)
      findings.push('a single statement that fits on this line needs no braces: node scripts/dialect.mjs --write');
    const name = hasVerbs ? nameWithOf.exec(line)?.groups?.name : undefined;
    if (name !== undefined) findings.push(`'${name}' must begin with a verb: to…, find…, get…, read…, make…`);
    if (riddle.test(findComment(line, lines[at - 1]) ?? ''))
      findings.push('a comment begins with a verb or a noun: "Lists…", "The longest…"');
    if (foreignText.test(line)) findings.push("texts come from '@vscode/l10n'");
    return findings.map((what) => ({ line: at + 1, what }));
  });
}

function sourceFiles() {
  return folders.flatMap(({ folder, hasVerbs }) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ file: path.posix.join(folder, file), hasVerbs: hasVerbs(file) })),
  );
}

/** Lists all findings in the repository as `file:line  correct words`. */
export function findDialects() {
  return sourceFiles().flatMap(({ file, hasVerbs }) =>
    findDialect(readFileSync(path.join(root, file), 'utf8'), hasVerbs).map(
      ({ line, what }) => `${file}:${line}  ${what} (CONTRIBUTING.md, "What a change looks like")`,
    ),
  );
}

function writeUnbraced() {
  for (const { file } of sourceFiles()) {
    const text = readFileSync(path.join(root, file), 'utf8');
    if (unbrace(text) !== text) writeFileSync(path.join(root, file), unbrace(text));
  }
}

const usage = `node scripts/dialect.mjs [--write]

Reports where sources use a different dialect. --write first removes braces that a single statement on a line doesn't need.`;

if (process.argv[1] === import.meta.filename)
  await runMain({ usage, options: { write: { type: 'boolean' } } }, ({ values }) => {
    if (values.write) writeUnbraced();
    const findings = findDialects();
    for (const finding of findings) console.error(finding);
    return findings.length > 0 ? 1 : 0;
  });
