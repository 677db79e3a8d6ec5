import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { run as uploadLogs } from '../../src/app/actions/node/uploadLogs.ts';
import type { Ui } from '../../src/app/ui.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { accountId } from '../fakes/contoso.ts';
import { plantedSecrets } from '../produced/plantedSecrets.ts';
import { makeServices } from './support/makeServices.ts';

const signature = plantedSecrets[0]?.secret ?? '';
const logs = 'https://contosodata.blob.core.windows.net/logs';
const url = (query: string, path = ''): string => `${logs}${path}?sv=2022-11-02&${query}&sig=${signature}`;

suite('Upload Node Agent Logs', () => {
  let sent: string[];

  /**
   * Types `text` into the box for the container, and returns the messages of the box while each of `others` is typed.
   */
  const upload = async (text: string, others: readonly string[] = []): Promise<readonly string[]> => {
    sent = [];
    const services = makeServices({
      pools: { getPool: async () => ({ id: 'cpu' }) },
      nodes: {
        getNode: async (_poolId, id) => ({ id, state: 'unusable' }),
        uploadLogs: async (_poolId, _nodeId, { containerUrl }) => {
          sent.push(containerUrl);
          return { virtualDirectoryName: 'contoso/cpu/tvm-1', numberOfFilesUploaded: 4 };
        },
      },
      agentLogs: {
        findContainer: async () => ({ whyNot: 'No storage account is linked to the account.' }),
        remember: () => undefined,
        listFiles: async () => {
          throw new BatchError({ code: 'AuthorizationPermissionMismatch', message: 'It only writes.', status: 403 });
        },
      },
    });
    let box: Parameters<Ui['enter']>[0] | undefined;
    const type = (request: Parameters<Ui['enter']>[0]): string => {
      box = request;
      return text;
    };
    const node = { kind: 'node', accountId, poolId: 'cpu', nodeId: 'tvm-1' };
    await services.ui.listen(() => uploadLogs(services, [node]), { rows: 'Last hour', type });
    assert.equal(box?.isSecret, true, 'the address holds a signature');
    const { check } = box;
    return others.map((other) => check(other) ?? 'accepted');
  };

  test('an address that storage would refuse is rejected while typing, with the reason', async () => {
    const good = url('sr=c&sp=w&se=2036-02-02T00:00:00Z');
    const said = await upload(good, [
      good,
      url('sr=c&sp=w&se=2026-01-01'),
      url('sr=b&sp=w&se=2036-02-02', '/agent.log'),
      url('sr=c&sp=rl&se=2036-02-02'),
      url('sr=c&sp=w'),
      url('sr=c&sp=w&se=soon'),
      url('sr=c&sp=w&se=2036-02-02').replace('https', 'http'),
      url('sr=c&se=2036-02-02'),
      good.replace('.blob.', '.queue.'),
      good.replace('core.windows.net', 'core.chinacloudapi.cn'),
    ]);
    const expected = [
      /^accepted$/,
      /expired/,
      /for a single blob/,
      /not allow writing/,
      /an expiry time/,
      /isn't a date/,
      /https/,
      /neither permissions/,
      /doesn't serve blobs/,
      /^accepted$/,
    ];
    for (const [index, words] of expected.entries()) assert.match(said[index] ?? '', words);
    assert.ok(said.every((words) => !words.includes(signature)));
    assert.deepEqual(sent, [good]);
  });
});
