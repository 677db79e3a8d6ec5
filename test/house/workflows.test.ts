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
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
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
/** Lists the command lines of a job, once for each value of its matrix. */
function linesOf({ steps, strategy }: Job): readonly string[] {
  const lines = steps.flatMap(({ run }) => run ?? []);
  return Object.entries(strategy?.matrix ?? {}).reduce(
    (done, [name, values]) =>
      done.flatMap((line) => [...new Set(values.map((value) => line.replaceAll(`\${{ matrix.${name} }}`, value)))]),
    lines,
  );
}

test('every script, flag and name in the workflows exists', () => {
  const lines = workflows.flatMap(({ jobs }) => jobs.flatMap(linesOf)).filter((line) => isOurs(line));
  assert.ok(lines.some((line) => line.startsWith('npm run soak -- bulk --hours 8 --seed ')));
  assert.deepEqual(
    lines.map((line) => findFault(line)).filter((fault) => fault !== undefined),
    [],
  );
});

test('a missing flag or script is found', () => {
  assert.match(findFault('npm run soak -- bulk --hour 8') ?? '', /knows nothing of '--hour'/);
  assert.match(findFault('npm run nothing') ?? '', /no script 'nothing'/);
  assert.match(findFault('npm test -- nowhere') ?? '', /knows nothing of 'nowhere'/);
});

test('all other commands in the workflows are known', () => {
  const others = workflows.flatMap(({ jobs }) => jobs.flatMap(linesOf)).filter((line) => !isOurs(line));
  const known = [
    'npm ci --ignore-scripts',
    'test "v$(npm pkg get',
    'npm ci --ignore-scripts --prefix scripts/publish',
    'npm publish --dry-run ./azure-batch-simulator-',
    'npm publish --dry-run ./azure-batch-why-',
    'sha256sum -- *.vsix *.tgz > SHA256SUMS',
    'scripts/publish/node_modules/.bin/vsce publish',
    'scripts/publish/node_modules/.bin/ovsx publish',
    'gh release create',
  ];
  assert.deepEqual(
    others.filter((line) => !known.some((start) => line.startsWith(start))),
    [],
  );
});

test('publishing tools are locked, including all their dependencies', () => {
  const folder = path.join(root, 'scripts/publish');
  const { dependencies } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const { packages } = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly dependencies?: object }>>;
  };
  assert.deepEqual(packages['']?.dependencies, dependencies);
  for (const version of Object.values(dependencies)) assert.match(version, /^\d+\.\d+\.\d+$/);
  const { '': _own, ...others } = packages;
  for (const [name, { integrity }] of Object.entries(others)) assert.match(integrity ?? '', /^sha512-/, name);
});

/** Write permissions of workflows, by job. */
const writing: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'codeql.yml': { analyze: ['security-events'] },
  'release.yml': { attest: ['id-token', 'attestations'], release: ['contents'] },
};

/** Matches an action with the hash of its commit, and its version for readers. A tag can be moved to other code. */
const pinned = /^\s*(?:- )?uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

/** Lists permissions that a workflow grants beyond its needs. */
function findExcess({ text, jobs, permissions }: Pick<(typeof workflows)[number], 'text' | 'jobs' | 'permissions'>) {
  const lines = text.split('\n');
  const steps = jobs.flatMap((job) => job.steps);
  return [
    ...(permissions && Object.keys(permissions).length === 0 ? [] : ['permissions of the workflow: {}']),
    ...jobs.filter((job) => job.permissions === undefined).map(() => 'permissions of every job'),
    ...jobs.filter((job) => job['timeout-minutes'] === undefined).map(() => 'a time limit of every job'),
    ...lines.filter((line) => /\buses:/.test(line) && !pinned.test(line)).map((line) => `a hash: ${line.trim()}`),
    ...lines.filter((line) => /\bnpx\b|npm (?:exec|x|i|install)\b/.test(line)).map((line) => `locked: ${line.trim()}`),
    ...steps
      .filter(
        ({ uses, with: options }) =>
          uses?.startsWith('actions/checkout@') && options?.['persist-credentials'] !== false,
      )
      .map(() => 'no credentials that stay: persist-credentials'),
    ...(text.includes('pull_request_target') ? ['no pull_request_target'] : []),
  ];
}

for (const workflow of workflows) {
  test(`${workflow.file} requests only the permissions that it needs`, () => {
    assert.deepEqual(findExcess(workflow), []);
    const { jobs: named } = parse(workflow.text) as Workflow;
    const granted = Object.entries(named).flatMap(([name, { permissions = {} }]) => {
      const written = Object.entries(permissions).filter(([, value]) => value === 'write');
      return written.length === 0 ? [] : [[name, written.map(([permission]) => permission)] as const];
    });
    assert.deepEqual(Object.fromEntries(granted), writing[workflow.file] ?? {});
    if (workflow.file !== 'release.yml') assert.doesNotMatch(workflow.text, /secrets\./);
  });
}

test('an action pinned by a tag, a package without a lock, and missing permissions are found', () => {
  const text = `jobs:
  publish:
    steps:
      - uses: actions/checkout@v5
      - run: npx --yes ovsx@1.3.0 publish *.vsix
`;
  const { jobs, permissions } = parse(text) as Workflow;
  assert.deepEqual(findExcess({ text, jobs: Object.values(jobs), permissions }), [
    'permissions of the workflow: {}',
    'permissions of every job',
    'a time limit of every job',
    'a hash: - uses: actions/checkout@v5',
    'locked: - run: npx --yes ovsx@1.3.0 publish *.vsix',
    'no credentials that stay: persist-credentials',
  ]);
});

test('only steps that publish have secrets, and no job with write access runs code of packages', () => {
  const { jobs } = parse(read('workflows/release.yml')) as Workflow;
  const lines = (name: string): readonly string[] => (jobs[name]?.steps ?? []).flatMap(({ run }) => run ?? []);
  const holders = Object.entries(jobs).filter(([, job]) => JSON.stringify(job).includes('secrets.'));
  assert.deepEqual(holders.map(([name]) => name).sort(), ['marketplace', 'open-vsx']);
  for (const [name, { steps }] of holders) {
    assert.deepEqual(lines(name).slice(0, -1), ['npm ci --ignore-scripts --prefix scripts/publish']);
    // Only the last step has secrets in its environment.
    assert.deepEqual(
      steps
        .map(({ env }) => Object.keys(env ?? {}).length)
        .slice(0, -1)
        .filter(Boolean),
      [],
    );
  }
  for (const name of ['attest', 'release'])
    assert.ok(!lines(name).some((line) => /\b(?:npm|node|scripts)\b/.test(line)), name);
});

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

test('all files whose versions dependabot checks exist', () => {
  const { updates } = parse(read('dependabot.yml')) as {
    readonly updates: readonly { readonly directory?: string; readonly directories?: readonly string[] }[];
  };
  for (const { directory, directories = [directory ?? ''] } of updates)
    for (const folder of directories) assert.ok(existsSync(path.join(root, folder)), folder);
});
