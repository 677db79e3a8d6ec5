import assert from 'node:assert/strict';
import type { Account } from '../../src/core/model/account.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import { isByResourceId, parseAddress, type ResourceIdAddress } from '../../src/core/places/address.ts';
import { findByResourceId } from '../../src/extension/accounts/findByResourceId.ts';
import type { CommandServices } from '../../src/extension/commands/command.ts';
import { ui } from '../../src/extension/ui/ui.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { fakeBatchService } from '../fakes/fakeBatchService.ts';
import { FakeStore } from '../fakes/fakeStore.ts';
import { listen } from './support/messages.ts';

type Answer = Parameters<typeof listen>[1];

const toId = (subscription: string, group = 'studio', name = 'render'): string =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Batch/batchAccounts/${name}`;

const asked = parseAddress(`https://portal.azure.com/#@contoso/resource${toId('2222')}/jobs/frames`);

/** Makes an account named render, opened by key unless it was found by a sign-in. */
function toRender(region: string, resourceId?: string): Account {
  const id = `render.${region}.batch.azure.com`;
  const account = { id, name: 'render', endpoint: `https://${id}` } as const;
  return resourceId === undefined
    ? { ...account, authentication: 'sharedKey' }
    : { ...account, authentication: 'microsoft', resourceId };
}

suite('addresses that identify an account by its resource ID', () => {
  /** Opens the portal page. `now` is Resource Manager's answer, if there is one. */
  async function find(accounts: readonly Account[], answer: Answer = 'cancel', now?: string) {
    const getQuotas = async () => (now === undefined ? { whyUnknown: 'It did not answer.' } : { limits: { id: now } });
    const stores = accounts.map(
      (account) => new FakeStore(account, undefined, fakeBatchService({ quotas: { getQuotas } })),
    );
    const services = { ui, accounts: new FakeAccounts(...stores) } as unknown as CommandServices;
    assert.ok(asked !== undefined && isByResourceId(asked));
    let found: Account | undefined;
    const said = await listen(async () => {
      found = await findByResourceId(services, asked as ResourceIdAddress).catch((error: unknown) => {
        if (!Cancelled.is(error)) throw error;
        return undefined;
      });
    }, answer);
    for (const store of stores) store.dispose();
    return { found: found?.id, questions: said.questions };
  }

  test('an account opens without a question if subscription and resource group match, in any case', async () => {
    const here = toRender('westeurope', toId('2222').toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions'));
    const other = toRender('eastus', toId('1111'));
    assert.deepEqual(await find([other, here]), { found: here.id, questions: [] });
    assert.deepEqual(await find([toRender('eastus')], 'cancel', toId('2222', 'STUDIO')), {
      found: 'render.eastus.batch.azure.com',
      questions: [],
    });
  });

  test('an address does not open a saved account with the same name in another subscription or group, but names that account', async () => {
    for (const id of [toId('1111'), toId('2222', 'archive')]) {
      const { found, questions } = await find([toRender('westeurope', id)]);
      assert.equal(found, undefined);
      assert.equal(questions[0]?.message, 'Add the Batch account render to the explorer?');
      const [, , subscription, , group] = id.split('/');
      const detail = questions[0]?.detail ?? '';
      assert.match(detail, /^Resource group: studio\nSubscription: 2222$/m);
      const isOther = `The account render in the explorer is a different one: resource group ${group}, subscription ${subscription}`;
      assert.ok(detail.includes(isOther), detail);
    }
  });

  test('if a saved account has no known subscription, a question shows both names, and Enter opens neither account', async () => {
    const byKey = toRender('westeurope');
    const { found, questions } = await find([byKey]);
    assert.equal(found, undefined);
    assert.deepEqual(questions, [
      {
        message: 'Is the Batch account render in the explorer the one that the address refers to?',
        detail: [
          'The subscription of the account in the explorer is unknown, so it may be a different account with the same name.',
          '',
          'The address refers to:',
          'Resource group: studio',
          'Subscription: 2222',
          'Leads to: /jobs/frames',
          '',
          'The explorer has:',
          'Account render, host render.westeurope.batch.azure.com',
          '',
          'To open the account in that subscription, sign in.',
        ].join('\n'),
        buttons: ['Sign In', 'Open render.westeurope.batch.azure.com'],
      },
    ]);
    const meant = await find([byKey], { choose: 'Open render.westeurope.batch.azure.com' });
    assert.equal(meant.found, byKey.id);
    const ofTwo = await find([byKey, toRender('eastus')], { choose: 'Open render.eastus.batch.azure.com' });
    assert.equal(ofTwo.found, 'render.eastus.batch.azure.com');
    const besideOther = await find([toRender('eastus', toId('1111')), byKey]);
    assert.deepEqual([besideOther.found, besideOther.questions.length], [undefined, 1]);
  });

  test('an account counts as different if Resource Manager says so, whatever was saved', async () => {
    const { found, questions } = await find([toRender('westeurope', toId('2222'))], 'cancel', toId('3333'));
    assert.equal(found, undefined);
    assert.match(questions[0]?.detail ?? '', /is a different one: resource group studio, subscription 3333/);
  });
});
