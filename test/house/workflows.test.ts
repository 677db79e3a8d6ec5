import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../workbench/places.ts';
import { findFault, isOurs } from './commandLines.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const require = createRequire(import.meta.url);
const { parse }: { readonly parse: (text: string) => unknown } = require('yaml');
const github = path.join(root, '.github');
const read = (file: string): string => readFileSync(path.join(github, file), 'utf8');
const workflows = readdirSync(path.join(github, 'workflows')).map((file) => ({
  file,
  text: read(`workflows/${file}`),
  jobs: Object.values((parse(read(`workflows/${file}`)) as Workflow).jobs),
  permissions: (parse(read(`workflows/${file}`)) as Workflow).permissions,
}));
/** The command lines of a job, once for each value of what its matrix varies in them. */
function linesOf({ steps, strategy }: Job): readonly string[] {
  const lines = steps.flatMap(({ run }) => run ?? []);
  return Object.entries(strategy?.matrix ?? {}).reduce(
    (done, [name, values]) =>
      done.flatMap((line) => [...new Set(values.map((value) => line.replaceAll(`\${{ matrix.${name} }}`, value)))]),
    lines,
  );
}

test('every script, flag and name in the workflows is there', () => {
  const lines = workflows.flatMap(({ jobs }) => jobs.flatMap(linesOf)).filter((line) => isOurs(line));
  assert.ok(lines.some((line) => line.startsWith('npm run soak -- bulk --hours 8 --seed ')));
  assert.deepEqual(
    lines.map((line) => findFault(line)).filter((fault) => fault !== undefined),
    [],
  );
});

test('a flag or a script that there is not is found', () => {
  assert.match(findFault('npm run soak -- bulk --hour 8') ?? '', /knows nothing of '--hour'/);
  assert.match(findFault('npm run nothing') ?? '', /no script 'nothing'/);
  assert.match(findFault('npm test -- nowhere') ?? '', /knows nothing of 'nowhere'/);
});

test('what is run beside our scripts is known', () => {
  const others = workflows.flatMap(({ jobs }) => jobs.flatMap(linesOf)).filter((line) => !isOurs(line));
  const known = [
    'npm ci --ignore-scripts',
    'test "v$(npm pkg get',
    'npx --no-install vsce',
    'npx --yes ovsx@',
    'gh release create',
  ];
  assert.deepEqual(
    others.filter((line) => !known.some((start) => line.startsWith(start))),
    [],
  );
  assert.ok(existsSync(path.join(root, 'node_modules/.bin/vsce')));
});

for (const { file, text, jobs, permissions } of workflows) {
  test(`${file} asks for no more than it needs`, () => {
    assert.deepEqual(permissions, { contents: 'read' });
    for (const job of jobs) {
      assert.ok(job['timeout-minutes'], 'every job has a time limit');
      for (const step of job.steps) assert.match(step.uses ?? 'a/b@v1', /^[\w-]+\/[\w/-]+@v\d+$/);
    }
    const granted = jobs
      .flatMap((job) => Object.entries(job.permissions ?? {}))
      .filter(([, value]) => value === 'write');
    const allowed: Readonly<Record<string, readonly string[]>> = {
      'codeql.yml': ['security-events'],
      'release.yml': ['contents'],
    };
    assert.deepEqual(
      granted.map(([name]) => name),
      allowed[file] ?? [],
    );
    if (file !== 'release.yml') assert.doesNotMatch(text, /secrets\./);
    assert.doesNotMatch(text, /pull_request_target/);
  });
}

test('issue forms ask for the diagnostic information by the title of its command', () => {
  const titles: Readonly<Record<string, string>> = JSON.parse(
    readFileSync(path.join(root, 'package.nls.json'), 'utf8'),
  );
  for (const form of ['problem.yml', 'wrong-cause.yml']) {
    const { name, body } = parse(read(`ISSUE_TEMPLATE/${form}`)) as { readonly name: string; readonly body: unknown };
    assert.ok(name);
    assert.ok(JSON.stringify(body).includes(titles['command.diagnostics.copy'] ?? 'no title'));
  }
});

test('versions that dependabot asks about are in files that there are', () => {
  const { updates } = parse(read('dependabot.yml')) as {
    readonly updates: readonly { readonly directory?: string; readonly directories?: readonly string[] }[];
  };
  for (const { directory, directories = [directory ?? ''] } of updates)
    for (const folder of directories) assert.ok(existsSync(path.join(root, folder)), folder);
});
