import { existsSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { root } from './places.mjs';

/**
 * Reporter of `node --test`. Prints failures in full, passes as one figure, and the counts as the last line (`#counts
 * {"passed":…,"failed":…,"skipped":…,"files":…,"ms":…}`, also by file), which scripts/test.mjs reads. With TEST_NAMES
 * in the environment, prints a line for each pass, too. With TEST_NAME, only tests of that name run.
 */
// Node accepts a reporter only as the default export; biome.json makes the exception for this file.
export default async function* report(events) {
  const files = {};
  /** Milliseconds by file, without the time to load it. */
  const ms = {};
  /** In a shared process, the file of the current tests; helpers may have called `test` for it. */
  let sharing;
  const count = (data, kind) => {
    const file = sharing ?? path.relative(root, data.file ?? '');
    files[file] ??= noCounts();
    files[file][kind] += 1;
  };
  const open = new Map();
  const waiting = new Set();
  /** Tests that have started but not ended, without suites. */
  const running = new Map();
  let isWhole = true;
  for await (const { type, data } of events) {
    if (type === 'test:start' && data.nesting === 0) sharing = findSharing(data);
    if (type === 'test:diagnostic' && /asynchronous activity/.test(data.message)) yield `        ${data.message}\n`;
    if (type === 'test:enqueue' && isAtTop(data)) open.set(data.file, [...(open.get(data.file) ?? []), data.name]);
    if (type === 'test:complete' && isAtTop(data)) close(open, data);
    if (type === 'test:complete' && isFile(data) && open.get(data.file)?.length > 0) {
      isWhole = false;
      count(data, 'failed');
      yield brokeOff(data, open.get(data.file));
    }
    // Only the `test:enqueue` event has the right type, because some tests start as suites.
    if (type === 'test:enqueue' && data.type === 'test' && !isFile(data)) waiting.add(toKey(data));
    if (type === 'test:dequeue' && waiting.delete(toKey(data))) running.set(toKey(data), data);
    if (type === 'test:complete') running.delete(toKey(data));
    if (type === 'test:interrupted') yield interrupted(data, running);
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if ((type === 'test:pass' || type === 'test:fail') && data.nesting === 0 && !isFile(data)) {
      const file = sharing ?? path.relative(root, data.file ?? '');
      ms[file] = (ms[file] ?? 0) + Math.round(data.details.duration_ms);
    }
    const isSuite = data?.details?.type === 'suite';
    if (type === 'test:pass' && isFile(data)) continue;
    // A skipped test counts as skipped, not passed; a suite fails with its tests and isn't counted twice.
    if (type === 'test:pass' && !isSuite) {
      if (data.skip !== undefined || data.todo !== undefined) {
        count(data, 'skipped');
        yield `  skip  ${data.name}${typeof data.skip === 'string' ? `: ${data.skip}` : ''}\n`;
      } else {
        count(data, 'passed');
        if (process.env['TEST_NAMES']) yield `  ok    ${data.name} (${Math.round(data.details.duration_ms)} ms)\n`;
      }
    }
    if (type === 'test:fail' && !(isSuite && data.details.error.failureType === 'subtestsFailed')) {
      if (process.env['TEST_NAME'] && isHookOfFile(data)) continue;
      count(data, 'failed');
      yield failure(data);
    }
  }
  const total = noCounts();
  for (const each of Object.values(files)) for (const kind of Object.keys(total)) total[kind] += each[kind];
  // For a process that did not end, it is unknown which files failed.
  yield `#counts ${JSON.stringify(isWhole ? { ...total, files, ms } : total)}\n`;
}

const toKey = ({ file, line, column, name }) => `${file}:${line}:${column} ${name}`;

const noCounts = () => ({ passed: 0, failed: 0, skipped: 0 });

/** Returns the file that runs as a suite of its name in a shared process; undefined for other suites and tests. */
function findSharing({ name }) {
  return existsSync(path.resolve(root, name)) ? name : undefined;
}

/**
 * Describes an interrupted run: names the running tests or, for a file without any, the file, which may be waiting for
 * something that a test left open.
 */
function interrupted({ tests }, running) {
  const files = tests.map(({ file, name }) => path.relative(root, file ?? path.resolve(root, name)));
  const begun = [...running.values()].map(({ file, line, name }) => `${name}  (${path.relative(root, file)}:${line})`);
  return (begun.length > 0 ? begun : [...new Set(files)]).map((each) => `  FAIL  still running: ${each}\n`).join('');
}

/** Checks for a test or a suite at the top level of a file. */
const isAtTop = (data) => data.nesting === 0 && data.file !== undefined && !isFile(data);

function close(open, { file, name }) {
  const names = open.get(file) ?? [];
  if (names.includes(name)) names.splice(names.indexOf(name), 1);
}

const shownNames = 5;

/** Describes a file whose process ended before its tests. Node counts such a file as passed if the exit code is 0. */
function brokeOff({ file }, names) {
  const more = names.length > shownNames ? `, and ${names.length - shownNames} more` : '';
  const waiting = names.slice(0, shownNames).join(', ');
  return `  FAIL  ${path.relative(root, file)} stopped early: these had not ended: ${waiting}${more}\n`;
}

/** Checks for a file itself, which Node reports like a test: a file in which no test ran passes under its own name. */
function isFile({ name, file }) {
  return file !== undefined && path.resolve(root, name) === file;
}

/** In a file without a test of the requested name, Node calls `after` without having waited for `before`. */
function isHookOfFile(data) {
  return isFile(data) && data.details.error.failureType === 'hookFailed';
}

function failure({ name, file, line, details }) {
  const place = file ? `${path.relative(root, file)}:${line}` : '';
  const { cause = details.error } = details.error;
  const text = cause instanceof Error && cause.stack ? cause.stack : inspect(cause);
  return `  FAIL  ${name}  (${place})\n${text.replace(/^/gm, '        ')}\n`;
}
