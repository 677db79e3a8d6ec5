import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { run as explainPool } from '../../src/app/actions/pool/explain.ts';
import { run as resizePool } from '../../src/app/actions/pool/resize.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import { startCold } from './support/coldApp.ts';

const limits = {
  dedicatedCoreQuotaPerVMFamily: [{ name: 'standardNVADSA10v5Family', coreQuota: 48 }],
  dedicatedCoreQuotaPerVMFamilyEnforced: true,
};

/** Opens the sample account, whose limits are known as if it was opened with a sign-in. */
async function openSample(context: TestContext) {
  const cold = await startCold(context, 'sample');
  Object.assign(cold.store.service, { quotas: { getQuotas: async () => ({ limits }) } });
  return { ...cold, pool: { kind: 'pool', accountId: cold.store.account.id, poolId: 'gpu-train' } as const };
}

suite('quotas of an account', () => {
  test('a pool that reached a quota is explained with the limit, the usage, and the demand', async (context) => {
    const { app, explain, pool, ui } = await openSample(context);
    const { opened } = await ui.listen(() => explainPool(app, [pool]));
    const target = { resource: pool, document: 'explanation' } as const;
    assert.deepEqual(
      opened.map((one) => one.target),
      [target],
    );
    const { text } = await explain(target);
    assert.match(text, /The account can have up to 48 dedicated cores in standardNVADSA10v5Family; 48 are in use\./);
    assert.match(text, /The 12 missing nodes need 72 more cores\./);
    assert.match(text, /at least 120 dedicated cores in standardNVADSA10v5Family/);
  });

  test('before a resize beyond the quota, a warning is shown', async (context) => {
    const { app, ui, pool } = await openSample(context);
    /** Returns the question before a resize to a number of dedicated nodes, or else before the last one again; declines it. */
    const readQuestion = async (dedicated?: string): Promise<string> => {
      const resize = () =>
        assert.rejects(
          async () => resizePool(app, [pool]),
          (error) => Cancelled.is(error),
        );
      const said = await ui.listen(resize, {
        // The first row repeats the resize that failed, the second lets the user enter numbers.
        rows: (_label, index) => index === (dedicated === undefined ? 0 : 1),
        type: ({ title, value = '' }) => (/^Dedicated/.test(title) ? (dedicated ?? value) : '0'),
        question: 'cancel',
      });
      return said.questions[0]?.detail ?? '';
    };
    assert.match(await readQuestion('9'), /won't get all of the nodes: .*48 are in use.* needs 6 more/);
    const small = await readQuestion('8');
    assert.doesNotMatch(small, /won't get/);
    assert.match(small, /now have room for these nodes/);
    assert.doesNotMatch(small, /charged|charges/, 'no node comes');
    assert.doesNotMatch(await readQuestion('2'), /room for/, 'fewer nodes always have room');
    assert.match(await readQuestion(), /^The last resize failed: \w+\.\n.*won't get all of the nodes: .*need 72 more/);
  });
});
