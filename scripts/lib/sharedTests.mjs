import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { before } from 'node:test';
import { out, root } from './places.mjs';

/**
 * Test files that share a process, because loading the tested code takes longer than most of the tests. Each file is a
 * suite of its name, with its own hooks and errors.
 */

/**
 * Number of shared processes: twice the number that run at a time, so that the last ones end at about the same time.
 * Journeys have fewer, because journeys with a process of their own follow.
 */
const processesOf = (stage) => (stage === 'journeys' ? 3 : 4);

/** Number of files for which a process is started, because each starts an editor, a server or the tested code anew. */
const fewest = 3;

/** Files that always run in a separate process, with the reason; within a stage, the longest comes first. */
const awaitsFirst = 'it awaits something before it knows its tests';
const startsOwn = 'it needs an editor that is started for it';
export const alone = new Map([
  ['src/core/diagnosis/logs/rules/rules.test.ts', awaitsFirst],
  ['test/conformance/sshClient.test.ts', awaitsFirst],
  ['test/conformance/sshConfiguration.test.ts', awaitsFirst],
  ['test/journeys/signIn.test.ts', startsOwn],
  ['test/journeys/trouble.test.ts', startsOwn],
  ['test/journeys/ssh.test.ts', startsOwn],
  ['test/journeys/restricted.test.ts', startsOwn],
]);

const writtenIn = path.join(out, 'shared');

/** Checks whether a file contains no tests, but was generated here to run several test files. */
export const isWritten = (file) => path.resolve(root, file).startsWith(writtenIn);

/** Writes the files that Node's runner runs instead of `files`, and returns their names, from the root. */
export function writeShared(stage, files) {
  const folder = path.join(writtenIn, stage);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sharing = files.filter((file) => !alone.has(file));
  const count = Math.min(processesOf(stage), Math.ceil(sharing.length / fewest));
  const written = Array.from({ length: count }, (_, index) => {
    const name = path.join(folder, `${index + 1}.mjs`);
    // Distributes files in turn, because those in a folder are similar and take similar times.
    const names = sharing.filter((_file, at) => at % count === index);
    const head = `import { suite } from 'node:test';\nimport { load } from ${JSON.stringify(import.meta.filename)};\n\n`;
    writeFileSync(name, `${head}${names.map((each) => `suite(${JSON.stringify(each)}, load);\n`).join('')}`);
    return path.relative(root, name);
  });
  return [...written, ...[...alone.keys()].filter((file) => files.includes(file))];
}

const require = createRequire(import.meta.url);

/** Loads a test file as the body of its suite, synchronously, so that its output belongs to the suite. */
export function load({ name }) {
  // A test that never yields can't report anything: the process that ends this one reads the current file from outside.
  before(() => {
    process.title = `node ${name}`;
  });
  keepTextFromReports();
  require(path.resolve(name));
}

let isKept = false;

/**
 * Redirects text that tests write to stdout to stderr. Node's runner reads the reports of a test process from its
 * stdout, and fails ("Unable to deserialize cloned data") if a report arrives in pieces with text between them, as on a
 * busy machine.
 */
function keepTextFromReports() {
  if (isKept) return;
  isKept = true;
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk, ...rest) =>
    typeof chunk === 'string' ? process.stderr.write(chunk, ...rest) : write(chunk, ...rest);
}
