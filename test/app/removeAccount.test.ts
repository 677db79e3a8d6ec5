import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run as removeAccount } from '../../src/app/actions/account/remove.ts';
import { retry } from '../../src/app/actions/task/retry.ts';
import { sampleAccountId } from '../../src/core/model/account.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import { accountId } from '../fakes/contoso.ts';
import { settled } from '../fakes/liveStore.ts';
import { makeAccount, resourceOf } from './support/failedAccount.ts';

test('the question before removing an account names the action that will stop, and the journal keeps all results', async () => {
  const answers: (() => void)[] = [];
  const reactivateTask = () => new Promise<void>((resolve) => answers.push(resolve));
  const { services } = makeAccount({ tasks: { reactivateTask } });
  const removed: string[] = [];
  const account = {
    ...services,
    accounts: Object.assign(services.accounts, { remove: async (id: string) => void removed.push(id) }),
  };
  const ids = Array.from({ length: 9 }, (_, index) => `frame-${index}`);
  const retrying = services.ui.listen(() => retry(services, ids.map(resourceOf)));
  while (answers.length < 4) await settled();

  const remove = () => removeAccount(account, [{ kind: 'account', accountId }]);
  const declined = services.ui.listen(remove, { question: 'cancel' });
  await assert.rejects(declined, (error) => Cancelled.is(error));
  assert.match(
    services.ui.said.questions[0]?.detail ?? '',
    /^An action is in progress and will be stopped: Retrying 9 tasks\. /m,
  );
  assert.deepEqual(removed, []);

  const removing = services.ui.listen(remove);
  await settled();
  assert.deepEqual(removed, [], 'what was sent is awaited');
  for (const answer of answers) answer();
  await Promise.all([removing, retrying]);
  assert.deepEqual([removed, answers.length], [[accountId], 4]);
  const [kept] = await services.bulks.list();
  assert.equal(kept?.state, 'ended');
  assert.deepEqual(
    kept.record.outcomes.map(({ outcome }) => outcome),
    [...Array(4).fill('done'), ...Array(5).fill('notBegun')],
  );

  const { questions } = await services.ui.listen(remove);
  assert.doesNotMatch(questions[0]?.detail ?? '', /in progress/);
});

test('the locations of uploaded agent logs are deleted with the account', async () => {
  const { services } = makeAccount({});
  const account = { ...services, accounts: Object.assign(services.accounts, { remove: async () => undefined }) };
  const upload = { poolId: 'p', nodeId: 'n', containerUrl: 'https://a.blob.core.windows.net/l', folder: 'f', at: 't' };
  const uploads = [accountId, 'other.westeurope.batch.azure.com'].map((id) => ({ accountId: id, ...upload }));
  await services.state.update('azureBatch.agentLogs', uploads);
  await services.ui.listen(() => removeAccount(account, [{ kind: 'account', accountId }]));
  assert.deepEqual(services.state.get('azureBatch.agentLogs'), uploads.slice(1));
});

test('for each kind of account, the question says what happens to its key, and to its pools, jobs and tasks', async () => {
  const { services } = makeAccount({});
  const [known] = services.accounts.all;
  assert.ok(known);
  for (const [given, expected] of [
    [{ authentication: 'sharedKey' }, /^The account's key is deleted .* tasks don't change\.$/],
    [{ authentication: 'azureCli' }, /^The account's pools, jobs, and tasks don't change\.$/],
    [{ authentication: 'sharedKey', id: sampleAccountId }, /exist only on this computer.* it starts over\.$/],
  ] as const) {
    const account = { ...known, ...given };
    const accounts = Object.create(services.accounts, {
      all: { value: [account] },
      remove: { value: async () => undefined },
      findStore: { value: () => undefined },
    });
    const target = { kind: 'account', accountId: account.id };
    const { questions } = await services.ui.listen(() => removeAccount({ ...services, accounts }, [target]));
    assert.match(questions[0]?.detail ?? '', expected);
  }
});
