import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { describeAgain } from '../../src/core/changes/bulk/describeAgain.ts';
import { describeOnlyRetry, describeRetryGroup, planRetries } from '../../src/core/changes/retryPlan.ts';
import { CauseExplainer } from '../../src/core/diagnosis/account/causeExplainer.ts';
import { explainAccount } from '../../src/core/diagnosis/account/explainAccount.ts';
import { configureText } from '../../src/core/text/configureText.ts';
import { doAtOnce } from '../../src/core/work.ts';
import { logsAreGone } from '../builders/logsAreGone.ts';
import { readTextsIn } from '../workbench/texts.ts';

/* Tests titles of causes within sentences, in a language that uses lowercase after a colon. */
before(() => configureText('fr', readTextsIn('fr')));
after(() => configureText('en', undefined));

const title = 'Le disque est plein';

for (const change of ['definition', 'surroundings'] as const)
  test(`in the question about a retry, the cause after a colon is in lowercase if its ${change} has to change`, () => {
    const facts = { task: { id: 'a' }, files: { kind: 'none' }, cause: { fingerprint: 'v1', title, change } } as const;
    const [group] = planRetries([facts]);
    assert.ok(group);
    assert.match(describeOnlyRetry(group), /: le disque est plein/);
    assert.match(describeRetryGroup(group), /: le disque est plein/);
  });

test('after a colon, the cause of a repeated failure is in lowercase', () => {
  const again = { cause: { cluster: { fingerprint: 'v1', title } }, isSame: true };
  assert.match(describeAgain([again], 1).join(' '), /\s: le disque est plein/);
  assert.match(describeAgain([again, { ...again, isSame: false }], 2).join(' '), /\s: le disque est plein/);
});

test('after a colon, the most harmful cause of an account is in lowercase', () => {
  const autoScaleRun = { timestamp: '2026-11-20T09:00:00Z', error: { code: 'AutoScalingFormulaEvaluationError' } };
  const resource = { kind: 'pool', accountId: 'a', poolId: 'elastic' } as const;
  const pool = { id: 'elastic', state: 'active', autoScaleRun } as const;
  const failing = { kind: 'pool', resource, pool, at: autoScaleRun.timestamp, quotas: undefined } as const;
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain([failing]));
  const { cause } = explainAccount({ name: 'a', causes, coverage: { read: 0, total: 0 } });
  assert.match(
    cause,
    /Impact le plus fort\s: le pool elastic n’est pas redimensionné\s: la formule de mise à l’échelle échoue/,
  );
});
