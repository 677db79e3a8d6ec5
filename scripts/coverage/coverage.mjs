import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { out, root } from '../lib/places.mjs';
import { readScripts } from './scripts.mjs';

/**
 * Returns a table of the covered lines of src/ over all stages: tests in Node, which run the sources, and the extension
 * host, which runs the bundles. A line counts if it has code, and is covered if any of its code ran in any stage.
 */
export async function coverageTable(raw) {
  const scripts = await readScripts();
  const lines = new Map();
  for (const [script, places] of scripts)
    if (script.endsWith('.ts')) for (const { file, line } of places) linesOf(lines, file).set(line, false);
  for (const { script, functions } of existsSync(raw) ? readRuns(raw, scripts) : [])
    markCovered(lines, scripts.get(script), functions);
  writeLcov(lines);
  return formatTable(lines);
}

function linesOf(lines, file) {
  const known = lines.get(file) ?? new Map();
  lines.set(file, known);
  return known;
}

/** Yields V8's coverage of this project's scripts, written at the end of each process. */
function* readRuns(raw, scripts) {
  for (const name of readdirSync(raw).filter((file) => file.endsWith('.json'))) {
    const { result } = JSON.parse(readFileSync(path.join(raw, name), 'utf8'));
    for (const { url, functions } of result) {
      if (!url.startsWith('file:')) continue;
      const script = fileURLToPath(url.split('?')[0]);
      if (scripts.has(script)) yield { script, functions };
    }
  }
}

/** Marks the covered lines. V8's ranges are nested: the innermost range around a position applies. */
function markCovered(lines, places, functions) {
  const ranges = functions.flatMap((one) => one.ranges);
  ranges.sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  const around = [];
  let next = 0;
  for (const { offset, file, line } of places) {
    while (next < ranges.length && ranges[next].startOffset <= offset) {
      around.push(ranges[next]);
      next += 1;
    }
    while (around.length > 0 && around.at(-1).endOffset <= offset) around.pop();
    if (around.at(-1)?.count > 0 && lines.get(file)?.has(line)) lines.get(file).set(line, true);
  }
}

/** Writes out/coverage/lcov.info, the format that editors and reports read. */
function writeLcov(lines) {
  const records = [...lines].map(([file, of]) => {
    const counts = [...of].map(([line, covered]) => `DA:${line},${covered ? 1 : 0}`);
    return ['TN:', `SF:${path.join(root, file)}`, ...counts, 'end_of_record'].join('\n');
  });
  mkdirSync(path.join(out, 'coverage'), { recursive: true });
  writeFileSync(path.join(out, 'coverage/lcov.info'), `${records.join('\n')}\n`);
}

const leastCoveredShown = 12;

/** Formats a line per folder, then the files with the most uncovered lines. */
function formatTable(lines) {
  const folders = new Map();
  const add = (name, of) => {
    const sum = folders.get(name) ?? { covered: 0, total: 0 };
    for (const covered of of.values()) sum.covered += covered ? 1 : 0;
    sum.total += of.size;
    folders.set(name, sum);
  };
  for (const [file, of] of lines) {
    const parts = file.split(path.sep);
    for (const name of ['src', `src/${parts[1]}`, parts.length > 3 ? `src/${parts[1]}/${parts[2]}` : ''])
      if (name) add(name, of);
  }
  const rows = [...folders].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sum]) => formatRow(name, sum));
  const missed = [...lines].map(([file, of]) => ({
    file,
    count: [...of.values()].filter((covered) => !covered).length,
  }));
  const least = missed.sort((a, b) => b.count - a.count).slice(0, leastCoveredShown);
  const tail = least
    .filter(({ count }) => count > 0)
    .map(({ file, count }) => `  ${String(count).padStart(5)}  ${file}`);
  return ['Covered lines', ...rows, 'Most lines that no test ran', ...tail].join('\n');
}

function formatRow(name, { covered, total }) {
  const share = total === 0 ? 100 : (100 * covered) / total;
  const depth = name.split('/').length - 1;
  return `  ${'  '.repeat(depth)}${name.padEnd(38 - 2 * depth)} ${share.toFixed(1).padStart(5)} %  ${covered} of ${total}`;
}
