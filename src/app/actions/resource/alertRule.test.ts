import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderAlertRule } from './alertRule.ts';

const resourceId = '/subscriptions/1-2/resourceGroups/render/providers/Microsoft.Batch/batchAccounts/contoso';
const account = { name: 'contoso', resourceId };

const listCommands = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('az '));

test('an account has a rule for each metric of failures', () => {
  const rule = renderAlertRule({ kind: 'account', accountId: 'a' }, account);
  assert.equal(rule?.hasGaps, false);
  const commands = listCommands(rule.text);
  assert.equal(
    commands[0],
    `az monitor metrics alert create --name "batch-failed-tasks-contoso" --resource-group "render" --scopes "${resourceId}" --condition "count TaskFailEvent > 0" --window-size 5m --evaluation-frequency 1m`,
  );
  assert.deepEqual(
    commands.map((line) => /--condition "([^"]*)"/.exec(line)?.[1]),
    [
      'count TaskFailEvent > 0',
      'count TaskScheduleFailEvent > 0',
      'avg UnusableNodeCount > 0',
      'avg StartTaskFailedNodeCount > 0',
    ],
  );
});

test('rules for a job or a pool use the metrics that have its dimension, and the other metrics are listed', () => {
  for (const [subject, where] of [
    [{ kind: 'job', accountId: 'a', jobId: 'nightly:job-1' }, 'jobId includes nightly:job-1'],
    [{ kind: 'pool', accountId: 'a', poolId: 'grid' }, 'poolId includes grid'],
  ] as const) {
    const text = renderAlertRule(subject, account)?.text ?? '';
    assert.deepEqual(
      listCommands(text).map((line) => /--condition "([^"]*)"/.exec(line)?.[1]),
      [`count TaskFailEvent > 0 where ${where}`, `count TaskScheduleFailEvent > 0 where ${where}`],
    );
    assert.match(text, /^# Azure Monitor counts nodes only for the whole account/m);
    assert.doesNotMatch(/--name "([^"]*)"/.exec(text)?.[1] ?? '', /:/, 'names of rules have no colon');
  }
});

test('for an account that is known only by its key, values to replace are in angle brackets', () => {
  const rule = renderAlertRule({ kind: 'account', accountId: 'a' }, { name: 'contoso' });
  assert.equal(rule?.hasGaps, true);
  assert.match(
    rule.text,
    /--resource-group "<resource-group>" --scopes "\/subscriptions\/<subscription>\/.*\/contoso"/,
  );
  assert.match(rule.text, /^# Replace the values in angle brackets\.$/m);
  assert.doesNotMatch(renderAlertRule({ kind: 'account', accountId: 'a' }, account)?.text ?? '', /angle brackets/);
});

test('an ID with a special meaning for a shell is not included in a command', () => {
  for (const jobId of ['a"; rm -rf ~; "', '$(id)', '`id`', 'a b', ''])
    assert.equal(renderAlertRule({ kind: 'job', accountId: 'a', jobId }, account), undefined, jobId);
  const foreign = { ...account, resourceId: `${resourceId}"$(id)` };
  assert.doesNotMatch(renderAlertRule({ kind: 'account', accountId: 'a' }, foreign)?.text ?? '$', /\$/);
});

test('rules of a job, of a pool, and of another account never replace each other, whatever their names', () => {
  const names = [
    renderAlertRule({ kind: 'account', accountId: 'a' }, account),
    renderAlertRule({ kind: 'job', accountId: 'a', jobId: 'render' }, account),
    renderAlertRule({ kind: 'pool', accountId: 'a', poolId: 'render' }, account),
    renderAlertRule({ kind: 'job', accountId: 'b', jobId: 'render' }, { ...account, name: 'fabrikam' }),
  ].flatMap((rule) => [...(rule?.text ?? '').matchAll(/--name "([^"]*)"/g)].map(([, name]) => name));
  assert.equal(new Set(names).size, 4 + 2 + 2 + 2, names.join('\n'));
});
