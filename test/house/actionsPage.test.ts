import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Contribution } from '../../src/app/actions/verb/contribution.ts';
import type { AnyVerb } from '../../src/app/actions/verb/verb.ts';
import { verbs } from '../../src/app/actions/verb/verbs.ts';
import { planRequests } from '../../src/core/changes/bulk/plannedRequests.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import type { Right } from '../../src/core/model/right.ts';
import { toRole } from '../../src/core/refusals/rights.ts';
import { matchGolden } from '../golden/matchGolden.ts';

const root = path.join(import.meta.dirname, '../..');
const page = path.join(root, 'docs/actions.md');
// Scripts are not typed.
const { readContributions } = await import(path.join(root, 'scripts/lib/commandFiles.mjs'));
const contributions: ReadonlyMap<string, Contribution> = readContributions(root);

const [accountId, poolId, nodeId, jobId, scheduleId, taskId] = ['account', 'POOL', 'NODE', 'JOB', 'SCHEDULE', 'TASK'];
const examples: Readonly<Record<string, Resource>> = {
  pool: { kind: 'pool', accountId, poolId },
  node: { kind: 'node', accountId, poolId, nodeId },
  job: { kind: 'job', accountId, jobId },
  jobSchedule: { kind: 'jobSchedule', accountId, scheduleId },
  task: { kind: 'task', accountId, jobId, taskId },
};

/** Renders the data of each action as a page for administrators who assign roles. */
function renderPage(): string {
  const rows = [...verbs.values()]
    .filter(({ id }) => contributions.has(toName(id)))
    .map(toRow)
    .sort();
  return `# What each action sends

For those who grant roles or review what this extension may do. Generated from the records of the actions: \`UPDATE_GOLDEN=1 npm
test -- test/house/actionsPage.test.ts\` writes it. The role is the smallest of Azure's built-in roles that grants the permission.

To connect to a node or a task, run a command on nodes, or read vital signs, a user is added to the node unless you sign in
as one that exists: \`POST /pools/POOL/nodes/NODE/users\`, removed by \`DELETE\` or when it expires. That takes Azure Batch Account Contributor.
Everything else only reads.

| action | role | requests for each item | evidence saved first |
|---|---|---|---|
${rows.join('\n')}
`;
}

function toRow(verb: AnyVerb): string {
  const name = toName(verb.id);
  const contribution = contributions.get(name);
  const title = (contribution?.title ?? name).replace(/…$/, '');
  const needs: Right | undefined = contribution?.needs;
  const role = needs === undefined ? 'the role for what is created' : toRole(needs);
  const [noun = ''] = name.split('.');
  const example = examples[noun];
  const requests =
    verb.sends === 'definitions' || example === undefined
      ? 'those shown with the question'
      : planRequests(verb.sends, [example])
          .map((line) => `\`${line}\``)
          .join(', ');
  return `| ${title} | ${role} | ${requests} | ${describeEvidence(verb)} |`;
}

const toName = (id: string): string => id.replace('azureBatch.', '');

/** Describes the evidence that an action saves, with its most destructive choices. */
function describeEvidence(verb: AnyVerb): string {
  if (verb.keepsAttempts === true) return 'the attempt, with its logs';
  if (verb.takesAway({})) return 'properties and logs';
  return verb.replaces === undefined || verb.sends === 'definitions' ? '' : 'properties';
}

test('the documentation page about actions matches their definitions', () => {
  matchGolden(pathToFileURL(page), renderPage(), 'test/house/actionsPage.test.ts');
});

test('every action except those on definitions declares the right that it needs', () => {
  const without = [...verbs.values()].filter(({ id, sends }) => {
    return sends !== 'definitions' && contributions.get(toName(id))?.needs === undefined;
  });
  assert.deepEqual(
    without.map(({ id }) => id),
    [],
  );
});
