import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../../test/builders/failedTasks.ts';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import { pageContext } from '../../../../test/builders/pageContext.ts';
import type { Task } from '../../model/task.ts';
import { doAtOnce } from '../../work.ts';
import type { ReadShare } from '../causes/causesSection.ts';
import { toPage } from '../report/toPage.ts';
import { CauseExplainer } from './causeExplainer.ts';
import { explainAccount } from './explainAccount.ts';

const tasks = (exitCode: number, count: number) =>
  Array.from(
    { length: count },
    (_, index): Task => ({
      id: `t${exitCode}-${index}`,
      state: 'completed',
      nodeInfo: { poolId: 'p', nodeId: 'n' },
      executionInfo: { result: 'failure', exitCode, endTime: '2026-11-20T09:00:00Z' },
    }),
  );

/** Explains five crashed tasks, whose logs are gone, and twenty unread tasks. */
function explain(coverage: ReadShare): { readonly title: string; readonly text: string } {
  const failing = failedTasksOf('a', [...tasks(139, 5), ...tasks(1, 20)]);
  const { causes } = doAtOnce(
    new CauseExplainer((one) => (one.task.executionInfo?.exitCode === 139 ? logsAreGone(one) : undefined)).explain(
      failing,
      new Set(coverage.isComplete === false ? ['task'] : []),
    ),
  );
  const { title, sections = [] } = explainAccount({ name: 'contoso', causes, coverage });
  return { title, text: sections.flatMap(({ items }) => items.map(({ text }) => text)).join('\n') };
}

test('an account has as many failures as its views count, read or unread', () => {
  const { title, text } = explain({ read: 25, total: 6560, isComplete: false });
  assert.equal(title, '≥ 6,560 failures in account contoso for ≥ 1 reason');
  assert.match(text, /that isn't its own: ≥ 5 tasks\n/);
  assert.match(text, /The causes are known for 5 of ≥ 6,560 failed tasks/);
});

test('an account shows how many failed tasks are not counted, because they were resolved under other IDs', () => {
  const { cause } = explainAccount({ name: 'a', causes: [], coverage: { read: 0, total: 0 }, resolved: 6 });
  assert.match(cause, / 6 failed tasks were resubmitted with different IDs and succeeded, so they aren't counted\.$/);
});

test('if only one pool has a cause, that pool is named wherever the cause is described', () => {
  const autoScaleRun = { timestamp: '2026-11-20T09:00:00Z', error: { code: 'AutoScalingFormulaEvaluationError' } };
  const resource = { kind: 'pool', accountId: 'a', poolId: 'elastic' } as const;
  const pool = { id: 'elastic', state: 'active', autoScaleRun } as const;
  const failing = { kind: 'pool', resource, pool, at: autoScaleRun.timestamp, quotas: undefined } as const;
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain([failing]));
  const { title, cause, fixes, sections = [] } = explainAccount({ name: 'a', causes, coverage: { read: 0, total: 0 } });
  assert.equal(title, '1 failure in account a for 1 reason');
  assert.match(
    cause,
    /^What failed: 1 pool\. Greatest impact: Pool elastic isn't being resized: the autoscale formula is failing\. /,
  );
  assert.match(fixes[0]?.text ?? '', /^Pool elastic isn't being resized: /);
  assert.match(fixes[0]?.place?.title ?? '', /^Pool elastic isn't being resized: /);
  assert.deepEqual(
    fixes[0]?.place?.leadsTo,
    { resource, document: 'explanation' },
    'a pool is put right on its own page',
  );
  assert.match(sections[0]?.items[0]?.text ?? '', /^Pool elastic isn't being resized: /);
});

test('each step links to the page of its cause', () => {
  const causes = doAtOnce(new CauseExplainer(logsAreGone).explain(failedTasksOf('a', tasks(139, 5)))).causes;
  const explanation = explainAccount({ name: 'a', causes, coverage: { read: 5, total: 5 } });
  const { page, links } = toPage(explanation, pageContext({ kind: 'account', accountId: 'a' }));
  const [step] = page.steps;
  assert.equal(step?.about?.title, causes[0]?.cluster.title);
  assert.ok(!step?.text.some(({ text }) => text.includes(causes[0]?.cluster.title ?? '')), 'the title is said once');
  const target = links.get(step?.about?.link ?? '');
  assert.ok(target?.kind === 'document' && target.document.document === 'cause', JSON.stringify(target));
});

test('the number of failures in a counted account is exact, while reasons are still unknown', () => {
  assert.equal(
    explain({ read: 25, total: 25, isComplete: true }).title,
    '25 failures in account contoso for ≥ 1 reason',
  );
});

test('the number of failures is broken down if it includes more than tasks', () => {
  const autoScaleRun = { timestamp: '2026-11-20T09:00:00Z', error: { code: 'AutoScalingFormulaEvaluationError' } };
  const blocks = { tasks: new Map([['waiting', 16]]), nodes: 2 };
  const pools = ['x', 'y'].map((poolId) => {
    const resource = { kind: 'pool', accountId: 'a', poolId } as const;
    const pool = { id: poolId, state: 'active', autoScaleRun } as const;
    return { kind: 'pool', resource, pool, at: autoScaleRun.timestamp, quotas: undefined, blocks } as const;
  });
  const failing = [...failedTasksOf('a', tasks(139, 5)), ...pools];
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(failing));
  const { title, cause } = explainAccount({ name: 'a', causes, coverage: { read: 5, total: 5 } });
  assert.equal(title, '7 failures in account a for 2 different reasons');
  assert.match(cause, /^What failed: 5 tasks and 2 pools\. /);
  assert.match(cause, / 16 tasks are waiting because of it\. 4 nodes never became available because of it\.$/);
  assert.doesNotMatch(explain({ read: 25, total: 25 }).text, /What failed/);
});

test('failures without a read log are not a cause, and reading them is suggested', () => {
  const { causes } = doAtOnce(new CauseExplainer(() => undefined).explain(failedTasksOf('a', tasks(127, 216))));
  const { title, fixes, sections } = explainAccount({ name: 'a', causes, coverage: { read: 216, total: 216 } });
  assert.equal(title, 'The causes of 216 failed tasks in account a are unknown');
  assert.deepEqual(
    fixes.map(({ text, remedies }) => [text, remedies]),
    [['Read the logs of 216 failed tasks with unknown causes.', ['failures.readLogs']]],
  );
  assert.doesNotMatch(JSON.stringify(sections), /shell did not find/);
  const known = explain({ read: 25, total: 25 });
  assert.match(known.title, /for ≥ 1 reason$/);
});

test('the headline of an account is the number of failures since the last look, if that time is known', () => {
  const jobs = [{ id: 'frames', state: 'completed', executionInfo: { endTime: '2026-11-20T09:00:00Z' } }] as const;
  const explain = (lookedAt?: string) => {
    const overview = { accountId: 'a', pools: [], areAllPools: true, jobs, areAllJobs: true, lookedAt } as const;
    const nothing = { nodeCounts: new Map(), counts: new Map(), now: new Date('2026-11-20T10:00:00Z') };
    const coverage = { read: 0, total: 0 };
    return explainAccount({ name: 'a', causes: [], coverage, overview: { ...overview, ...nothing } }).sections?.[0];
  };
  const section = explain('2026-11-20T08:00:00Z');
  assert.equal(section?.id, 'since');
  assert.deepEqual(
    section.items.map(({ text }) => text),
    ['Job frames has ended.'],
  );
  assert.notEqual(explain('2026-11-20T09:30:00Z')?.id, 'since', 'nothing has come since then');
  assert.notEqual(explain()?.id, 'since');
});
