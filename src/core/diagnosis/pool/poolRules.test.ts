import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { explainNode } from '../explainNode.ts';
import { explainPool } from '../explainPool.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { readAutoscaleResults } from './autoscale.ts';
import { readProviderErrors } from './resizeReason.ts';

const short: Pool = {
  id: 'p',
  allocationState: 'steady',
  currentDedicatedNodes: 2,
  targetDedicatedNodes: 5,
  vmSize: 'Standard_D2s_v3',
};

function ofPool(changes: Partial<Pool>): Explanation {
  return explainPool({ pool: { ...short, ...changes } });
}

function ofNode(changes: Partial<ComputeNode>, pool?: Pool): Explanation {
  return explainNode({ node: { id: 'n', ...changes }, pool });
}

test('a current resize error is distinguished from an outdated one', () => {
  const resizeErrors = [{ code: 'AccountCoreQuotaReached', message: 'reached' }];
  const live = ofPool({ resizeErrors });
  assert.deepEqual([live.category, live.confidence, live.remedies], ['quota', 'certain', ['pool.resize']]);
  assert.ok(live.evidence.some(({ text }) => text === 'Missing: 3 × Standard_D2s_v3, which is 6 cores.'));
  const stale = ofPool({ resizeErrors, currentDedicatedNodes: 5 });
  assert.deepEqual([stale.category, stale.remedies], ['other', []]);
  assert.equal(ofPool({}).confidence, 'guess');
});

test('a pool that lacks nodes for which no task waits may have a lower target', () => {
  const lacking: Pool = {
    id: 'p',
    allocationState: 'steady',
    currentDedicatedNodes: 8,
    targetDedicatedNodes: 20,
    resizeErrors: [{ code: 'AccountCoreQuotaReached', message: 'm' }],
  };
  const explain = (count: number, isComplete: boolean, changes: Partial<Pool> = {}) =>
    explainPool({ pool: { ...lacking, ...changes }, waiting: { count, isComplete } });
  const [first, second] = explain(0, true).fixes;
  assert.match(first?.text ?? '', /^No task is waiting for the missing nodes\. .* lower the pool's target/);
  assert.deepEqual([first?.remedies?.slice(0, 1), first?.isChoice, second?.isChoice], [['pool.resize'], true, true]);
  for (const other of [explain(1, true), explain(0, false), explain(0, true, { enableAutoScale: true })])
    assert.doesNotMatch(JSON.stringify(other), /missing nodes/);
});

test('for missing Spot nodes waiting is suggested, and for missing dedicated nodes another request', () => {
  const spot = ofPool({ currentDedicatedNodes: 5, currentLowPriorityNodes: 1, targetLowPriorityNodes: 3 });
  assert.match(spot.cause, /Azure probably reclaimed Spot \(low-priority\) nodes/);
  assert.deepEqual(
    spot.fixes.map(({ text }) => text),
    ['Wait until capacity is available, or use dedicated nodes.'],
  );
  const dedicated = ofPool({});
  assert.match(dedicated.cause, /no error says why\. Nodes may have been preempted or removed/);
  assert.match(dedicated.fixes[0]?.text ?? '', /^Resize the pool/);
});

test('a pool with a formula gets no advice to resize it manually, which the service refuses', () => {
  const scaled: Partial<Pool> = { enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes=5' };
  // Batch itself repeats a resize for which there was no capacity.
  for (const [code, place] of [
    ['AccountCoreQuotaReached', -1],
    ['ResizeStopped', -1],
    ['AllocationTimedOut', 0],
    ['Unknown', 0],
  ] as const) {
    const { fixes, remedies } = ofPool({ ...scaled, resizeErrors: [{ code }] });
    assert.deepEqual(remedies, ['pool.evaluateAutoscale'], code);
    assert.match(fixes.at(place)?.text ?? '', /autoscale formula/, code);
    assert.ok(!fixes.some(({ text }) => /^(?:Then r|R)esize/.test(text)));
  }
  assert.deepEqual(ofPool(scaled).remedies, ['pool.evaluateAutoscale']);
  const error = { code: 'AutoScalingFormulaEvaluationError', values: [{ name: 'Message', value: 'Undefined symbol' }] };
  const both = ofPool({
    ...scaled,
    resizeErrors: [{ code: 'AccountCoreQuotaReached' }],
    autoScaleRun: { timestamp: 't', error },
  });
  assert.match(both.cause, /dedicated core quota.*Undefined symbol/);
  assert.ok(both.fixes.some(({ property }) => property?.[0] === 'autoScaleFormula'));
});

test('advice for a failing formula fits the text of that formula', () => {
  const explain = (autoScaleFormula: string, value: string) =>
    ofPool({
      enableAutoScale: true,
      autoScaleFormula,
      autoScaleRun: {
        timestamp: 't',
        error: { code: 'AutoScalingFormulaEvaluationError', values: [{ name: 'Message', value }] },
      },
    }).fixes.map(({ text }) => text);
  const bare = explain('$TargetDedicatedNodes = min(20, $PendingTasks);', 'Line 1, Col 25: Invalid operands');
  assert.ok(!bare.some((text) => /GetSamplePercent/.test(text)));
  assert.ok(bare.some((text) => /^\$PendingTasks holds all the samples/.test(text)));
  const short = 'Insufficient data from data set: $PendingTasks wanted 70%, received 5%';
  const sampled = explain('$TargetDedicatedNodes = avg($PendingTasks.GetSample(TimeInterval_Hour, 70));', short);
  assert.match(sampled[0] ?? '', /^Guard `GetSample`/);
  assert.ok(!sampled.some((text) => /holds all the samples/.test(text)));
});

test('the quotas of different VM series are different causes', () => {
  const explain = (vmSize: string): string =>
    ofPool({ vmSize, resizeErrors: [{ code: 'AccountVMSeriesCoreQuotaReached' }] }).fingerprint;
  assert.equal(explain('standard_d4s_v3'), explain('Standard_D8s_v3'));
  assert.notEqual(explain('standard_d4s_v3'), explain('standard_nc4as_t4_v3'));
});

test('several resize errors are all described, in a fixed order, with the nodes that they affect', () => {
  const mixed = { currentLowPriorityNodes: 0, targetLowPriorityNodes: 10 };
  const quota = { code: 'AccountCoreQuotaReached' };
  const capacity = { code: 'AllocationFailed', values: [{ name: 'Reason', value: 'insufficient capacity' }] };
  const one = ofPool({ ...mixed, resizeErrors: [quota, capacity] });
  assert.deepEqual(ofPool({ ...mixed, resizeErrors: [capacity, quota] }), one);
  assert.equal(one.category, 'quota');
  assert.match(one.cause, /dedicated core quota.*The resize also reports.*insufficient capacity/);
  assert.ok(one.evidence.some(({ text }) => text === 'Missing: 3 × Standard_D2s_v3, which is 6 cores.'));
  const texts = one.fixes.map(({ text }) => text).join('\n');
  assert.match(texts, /Request more dedicated cores.*another VM size/s);
});

test('several resize errors are all fixed before the pool is resized again, once', () => {
  const stopped = { code: 'ResizeStopped' };
  const timeout = { code: 'AllocationTimedOut' };
  const delegated = { code: 'AllocationFailed', values: [{ name: 'Reason', value: 'subnet has delegation to x' }] };
  const texts = (resizeErrors: Pool['resizeErrors'] = []) => {
    const { title, fixes, remedies } = ofPool({ resizeErrors });
    return { title, fixes: fixes.map(({ text }) => text), remedies };
  };
  assert.equal(texts([stopped]).title, 'The resize of pool p was stopped before the pool reached its target size');
  const all = texts([stopped, delegated, timeout, { code: 'AccountCoreQuotaReached' }]);
  assert.match(all.title, /for 4 reasons: /);
  assert.deepEqual(
    all.fixes.map((text) => /^To fix \w+/.exec(text)?.[0] ?? text),
    [
      ...Array(3).fill('To fix AccountCoreQuotaReached'),
      'To fix AllocationFailed',
      "When all of this is fixed, resize the pool again: Batch doesn't retry automatically.",
    ],
  );
  assert.match(all.fixes[3] ?? '', /subnet's delegation/);
  assert.deepEqual(all.remedies, ['pool.resize']);
  const lasting = texts([{ code: 'UnsupportedVMSize' }, timeout]);
  assert.ok(!lasting.remedies.includes('pool.resize'));
  assert.ok(lasting.fixes.every((text) => !/resize the pool again/.test(text)));
});

test('a quota with room is not called exhausted', () => {
  const lowPriority = { currentDedicatedNodes: 0, targetDedicatedNodes: 0, targetLowPriorityNodes: 5 };
  const { cause } = explainPool({
    pool: { ...short, ...lowPriority, resizeErrors: [{ code: 'AccountLowPriorityCoreQuotaReached' }] },
    quotas: { limits: { lowPriorityCoreQuota: 4 }, pools: [] },
  });
  assert.match(cause, /can have up to 4 Spot \(low-priority\) cores; 0 are in use\. The 5 missing nodes need 10 more/);
  assert.doesNotMatch(cause, /used up/);
});

test('an error about nodes that have arrived does not explain why others are missing', () => {
  const { category, confidence, evidence } = ofPool({
    currentDedicatedNodes: 5,
    currentLowPriorityNodes: 3,
    targetLowPriorityNodes: 10,
    resizeErrors: [{ code: 'AccountCoreQuotaReached' }],
  });
  assert.deepEqual([category, confidence], ['allocation', 'guess']);
  assert.ok(evidence.some(({ text }) => text.startsWith('Error from an earlier resize')));
});

test("the explanation of an allocation failure is as specific as the provider's error", () => {
  const failed = (name: string, value: string) =>
    ofPool({ resizeErrors: [{ code: 'AllocationFailed', values: [{ name, value }] }] });
  assert.equal(
    failed(
      'Provider Error Json',
      '{"error":{"code":"OperationNotAllowed","message":"exceeding approved Total Regional Cores quota"}}',
    ).category,
    'quota',
  );
  assert.equal(
    failed('Provider Error Json', '{"error":{"code":"RequestDisallowedByPolicy","message":"x"}}').category,
    'permission',
  );
  assert.equal(failed('Reason', 'insufficient capacity').category, 'allocation');
  assert.equal(failed('Provider Error Json', 'no json').category, 'allocation');
  assert.equal(ofPool({ resizeErrors: [{ code: 'BrandNewCode', message: 'm' }] }).confidence, 'guess');
});

test('nested errors are unfolded, even from messages', () => {
  const inner = JSON.stringify({ error: { code: 'B', message: 'inner' } });
  const values = [
    {
      name: 'Provider Error Json',
      value: JSON.stringify({ error: { code: 'A', message: inner, details: [{ code: 'C', message: 'detail' }] } }),
    },
  ];
  assert.deepEqual(
    readProviderErrors(values).map(({ code }) => code),
    ['A', 'B', 'C'],
  );
  assert.deepEqual(readProviderErrors([]), []);
});

test('a formula is described as failing, as requesting no nodes, or as working', () => {
  const autoscaled = { enableAutoScale: true, currentDedicatedNodes: 0, targetDedicatedNodes: 0 };
  const failing = ofPool({
    ...autoscaled,
    autoScaleRun: {
      timestamp: 't',
      error: { code: 'AutoScalingFormulaEvaluationError', values: [{ name: 'Message', value: 'Line 1' }] },
    },
  });
  assert.match(failing.cause, /Line 1/);
  assert.match(
    ofPool({ ...autoscaled, autoScaleRun: { timestamp: 't', results: '$TargetDedicatedNodes=0' } }).title,
    /asks for none/,
  );
  assert.match(ofPool({ ...autoscaled, currentDedicatedNodes: 1, targetDedicatedNodes: 1 }).title, /^Nothing is wrong/);
  assert.deepEqual(
    [...readAutoscaleResults('$A=1;$B=x')],
    [
      ['$A', '1'],
      ['$B', 'x'],
    ],
  );
});

test('an unusable node is explained with an error, without one, and with an unknown one', () => {
  const known = ofNode({ state: 'unusable', errors: [{ code: 'DiskFull', message: 'full' }] });
  assert.deepEqual([known.category, known.confidence], ['disk-full', 'certain']);
  const bare = ofNode({ state: 'unusable' });
  assert.deepEqual([bare.category, bare.confidence], ['node', 'likely']);
  const unknown = ofNode({ state: 'unusable', errors: [{ code: 'BrandNewError', message: 'could not pull image x' }] });
  assert.deepEqual([unknown.category, unknown.confidence], ['image-pull', 'guess']);
  assert.equal(ofNode({ state: 'idle' }).confidence, 'certain');
});

test('a full disk is explained by the age and the state of its node', () => {
  const full = { errors: [{ code: 'DiskFull', message: 'full' }], allocationTime: '2026-11-20T08:00:00Z' };
  const young = ofNode({ ...full, state: 'unusable', stateTransitionTime: '2026-11-20T08:02:00Z' });
  assert.match(young.cause, /only 2 min after the node was allocated/);
  assert.doesNotMatch(JSON.stringify([young.cause, young.fixes]), /7 days|Delete|retentionTime/);
  const old = ofNode({ ...full, state: 'unusable', stateTransitionTime: '2026-11-25T08:02:00Z' });
  assert.match(old.cause, /7 days/);
  assert.doesNotMatch(JSON.stringify(old.fixes), /files on the node/);
  const reached = ofNode({ ...full, state: 'idle', stateTransitionTime: '2026-11-25T08:02:00Z' });
  assert.match(JSON.stringify(reached.fixes), /files on the node/);
});

test('a full disk is explained only by what its pool puts on nodes', () => {
  const node = {
    id: 'n',
    state: 'unusable',
    errors: [{ code: 'DiskFull', message: 'full' }],
    totalTasksRun: 0,
  } as const;
  const explain = (pool: object) => explainNode({ node, pool: { id: 'p', ...pool } }).cause;
  assert.match(explain({}), /its image may leave too little space\./);
  assert.match(explain({ startTask: { commandLine: 'a' } }), /what the pool puts on its nodes/);
  const packaged = { applicationPackageReferences: [{ applicationId: 'a' }] };
  assert.match(explain(packaged), /what the pool puts on its nodes/);
});

test('a start task can have all causes of a task, and blocks the node only if the pool waits for the start task', () => {
  const exit = { state: 'completed', exitCode: 127, result: 'failure' } as const;
  const blocked = ofNode({ state: 'starttaskfailed', startTaskInfo: exit });
  assert.equal(blocked.category, 'missing-program');
  assert.match(blocked.cause, /isn't running tasks/);
  assert.match(ofNode({ state: 'idle', startTaskInfo: exit }).cause, /is still running tasks/);
  const denied = ofNode(
    {
      state: 'starttaskfailed',
      startTaskInfo: {
        state: 'completed',
        result: 'failure',
        failureInfo: {
          category: 'UserError',
          code: 'BlobNotFound',
          details: [{ name: 'FilePath', value: 'setup.sh' }],
        },
      },
    },
    {
      id: 'p',
      startTask: {
        commandLine: 'sh setup.sh',
        resourceFiles: [{ httpUrl: 'https://a.b/c/setup.sh', filePath: 'setup.sh' }],
      },
    },
  );
  assert.deepEqual(
    [denied.category, denied.fixes[0]?.property],
    ['missing-file', ['startTask', 'resourceFiles', 0, 'httpUrl']],
  );
  assert.equal(ofNode({ state: 'starttaskfailed' }).confidence, 'guess');
});

test('node states that explain themselves have the expected categories and remedies', () => {
  const states = ['preempted', 'offline', 'leavingpool', 'unknown', 'rebooting', 'deallocated', 'upgradingos'] as const;
  const categories = states.map((state) => ofNode({ state }).category);
  assert.deepEqual(categories, ['interrupted', 'conflict', 'interrupted', 'node', 'other', 'conflict', 'other']);
  const { remedies } = ofNode({ state: 'running', schedulingState: 'disabled' });
  assert.deepEqual(remedies, ['node.enableScheduling', 'node.uploadLogs']);
});

test('a misspelled symbol in a formula is described with a suggestion', () => {
  const explain = (symbol: string) =>
    ofPool({
      enableAutoScale: true,
      autoScaleFormula: `$TargetDedicatedNodes = ${symbol};`,
      autoScaleRun: {
        timestamp: 't',
        error: {
          code: 'AutoScalingFormulaEvaluationError',
          values: [{ name: 'Message', value: `Line 1, Col 25: Undefined symbol: ${symbol}` }],
        },
      },
    });
  assert.match(
    explain('$PendingTask').cause,
    /says: “[^”]*Undefined symbol: \$PendingTask”\. Did you mean \$PendingTasks\?$/,
  );
  assert.deepEqual(
    explain('$PendingTask').fixes.map(({ text }) => text),
    ["Replace $PendingTask with $PendingTasks in the formula, and evaluate the formula before it's used."],
  );
  assert.match(explain('$wholly_else').cause, /Batch doesn't define anything with that name/);
});

test('a pool in a state that only a newer service knows is not called healthy, and no resize is suggested', () => {
  const pool = { id: 'p', state: 'Active', allocationState: 'Hibernating', targetDedicatedNodes: 2 };
  const later = explainPool({ pool });
  assert.deepEqual([later.title, later.confidence], ['The state of pool p is unknown', 'guess']);
  assert.deepEqual([later.evidence[0]?.text, later.remedies], ['Hibernating', []]);
  const failed = explainPool({ pool: { ...pool, resizeErrors: [{ code: 'AccountCoreQuotaReached' }] } });
  assert.equal(failed.category, 'quota');
});

test('the cost of idle nodes is shown for their pool, as far as the nodes are known', () => {
  const now = '2026-11-20T20:00:00Z';
  const nodes = ['a', 'b'].map((id) => ({ id, state: 'idle', stateTransitionTime: '2026-11-20T10:00:00Z' }) as const);
  const findCost = (areAllNodes: boolean): string | undefined =>
    explainPool({ pool: short, nodes, areAllNodes, now })
      .sections?.find(({ id }) => id === 'cost')
      ?.items.map(({ text }) => text)
      .join();
  assert.equal(findCost(true), 'Nodes that have been idle for over an hour: about 40 core-hours so far.');
  assert.equal(findCost(false), 'Nodes that have been idle for over an hour: at least 40 core-hours so far.');
});

test('nothing is claimed about a working pool, and after a brief inspection of failures no numbers are given', () => {
  const pool: Pool = { ...short, targetDedicatedNodes: 2 };
  const coverage = { read: 1, total: 2, isComplete: false, isBrief: true };
  const nodeCounts = { poolId: 'p', dedicated: { idle: 2, total: 2 } };
  const explained = explainPool({ pool, nodeCounts, causes: [], coverage });
  assert.equal(explained.title, `Nothing is wrong with the size or the nodes of pool ${pool.id}`);
  assert.equal(explained.confidence, 'certain');
  const said = explained.sections?.find(({ id }) => id === 'causes')?.items.map(({ text }) => text) ?? [];
  assert.ok(said.includes('More tasks in the account failed. They may have these causes or others.'), said.join());
});
