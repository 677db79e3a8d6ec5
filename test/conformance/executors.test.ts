import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import ssh2 from 'ssh2';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { isRunning } from '../fakes/isRunning.ts';
import { type Azurite, startAzurite } from '../storage/azurite.ts';
import { sasUrl } from '../storage/sas.ts';
import { type Account, jobOn, openSimulated, poolWithNodes, taskIn } from './account.ts';

const inAnHour = new Date(Date.now() + 3_600_000);
const sh = (script: string): string => `/bin/sh -c "${script.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** Real work, through the API from end to end. */
describe('real workloads', () => {
  let account: Account;
  let azurite: Azurite;
  let poolId: string;

  const open = new AsyncDisposableStack();

  before(async () => {
    azurite = open.adopt(await startAzurite(), (started) => started.close());
    account = open.adopt(await openSimulated(), (opened) => opened.close());
    await azurite.createContainer('inputs');
    await azurite.createContainer('outputs');
    poolId = await poolWithNodes(account, 1, {
      startTask: { commandLine: sh('echo tools > "$AZ_BATCH_NODE_SHARED_DIR/tools.txt"'), waitForSuccess: true },
    });
  });
  after(() => open.disposeAsync());

  const sas = (container: string, permissions: string, blob?: string): string =>
    sasUrl(azurite.account, { container, permissions, expiresOn: inAnHour, ...(blob !== undefined && { blob }) });

  async function textOf(jobId: string, taskId: string, name: string): Promise<string> {
    const { readableStreamBody } = await account.client.file.getFromTask(jobId, taskId, name);
    let text = '';
    for await (const chunk of readableStreamBody ?? []) text += String(chunk);
    return text;
  }

  test('a task without its input fails, is retried with the input, and delivers its result', async () => {
    const { client } = account;
    const jobId = await jobOn(account, poolId);
    await client.task.add(jobId, {
      id: 'count',
      commandLine: sh('wc -w < in.txt > words.txt'),
      resourceFiles: [{ httpUrl: sas('inputs', 'r', 'in.txt'), filePath: 'in.txt' }],
      outputFiles: [
        {
          filePattern: 'words.txt',
          destination: { container: { containerUrl: sas('outputs', 'w'), path: 'words.txt' } },
          uploadOptions: { uploadCondition: 'tasksuccess' },
        },
      ],
    });
    const failed = await taskIn(account, jobId, 'count', 'completed');
    assert.equal(failed.executionInfo?.failureInfo?.code, 'BlobNotFound');
    assert.equal(failed.executionInfo?.exitCode, undefined);
    await azurite.putBlob('inputs', 'in.txt', 'three short words');
    await client.task.reactivate(jobId, 'count');
    const done = await taskIn(account, jobId, 'count', 'completed');
    assert.equal(done.executionInfo?.exitCode, 0);
    assert.equal((await azurite.readBlob('outputs', 'words.txt'))?.trim(), '3');
  });

  test('a failing shell program prints its error on stderr', async () => {
    const jobId = await jobOn(account, poolId);
    const commandLine = sh('set -e; cat "$AZ_BATCH_NODE_SHARED_DIR/tools.txt"; cat missing.txt; echo never');
    await account.client.task.add(jobId, { id: 'reads', commandLine });
    const { executionInfo } = await taskIn(account, jobId, 'reads', 'completed');
    assert.deepEqual([executionInfo?.exitCode, executionInfo?.failureInfo?.code], [1, 'FailureExitCode']);
    assert.equal(executionInfo?.failureInfo?.message, 'The task exited with an exit code representing a failure');
    assert.deepEqual(
      executionInfo?.failureInfo?.details?.map(({ name, value }) => [name, value]),
      [
        ['Message', 'The task process exited with an unexpected exit code'],
        ['AdditionalErrorCode', 'FailureExitCode'],
      ],
    );
    assert.equal(await textOf(jobId, 'reads', 'stdout.txt'), 'tools\n');
    assert.match(await textOf(jobId, 'reads', 'stderr.txt'), /missing\.txt: No such file or directory/);
  });

  test('retries continue until the program succeeds', async () => {
    const jobId = await jobOn(account, poolId);
    const script =
      'echo x >> "$AZ_BATCH_NODE_SHARED_DIR/tries"; [ $(wc -l < "$AZ_BATCH_NODE_SHARED_DIR/tries") -ge 3 ]';
    await account.client.task.add(jobId, {
      id: 'third',
      commandLine: sh(script),
      constraints: { maxTaskRetryCount: 5 },
    });
    const { executionInfo } = await taskIn(account, jobId, 'third', 'completed');
    assert.deepEqual([executionInfo?.exitCode, executionInfo?.retryCount], [0, 2]);
  });

  test('a task finds the files of its job preparation task', async () => {
    const jobId = await jobOn(account, poolId, {
      jobPreparationTask: { commandLine: sh('echo model > model.txt'), waitForSuccess: true },
    });
    await account.client.task.add(jobId, {
      id: 'uses',
      commandLine: sh('cat "$AZ_BATCH_JOB_PREP_WORKING_DIR/model.txt"'),
    });
    const { executionInfo } = await taskIn(account, jobId, 'uses', 'completed');
    assert.equal(executionInfo?.exitCode, 0);
    assert.equal(await textOf(jobId, 'uses', 'stdout.txt'), 'model\n');
  });

  test('the instances of a multi-instance task share a folder by name', async () => {
    const { client } = account;
    const pool = await poolWithNodes(account, 2, { enableInterNodeCommunication: true });
    const jobId = await jobOn(account, pool);
    await client.task.add(jobId, {
      id: 'many',
      commandLine: sh('cat "$AZ_BATCH_TASK_SHARED_DIR/ready.txt"; echo "$AZ_BATCH_NODE_LIST"'),
      multiInstanceSettings: {
        numberOfInstances: 2,
        coordinationCommandLine: sh(
          'echo "ready $AZ_BATCH_IS_CURRENT_NODE_MASTER" > "$AZ_BATCH_TASK_SHARED_DIR/ready.txt"',
        ),
      },
    });
    const { executionInfo } = await taskIn(account, jobId, 'many', 'completed');
    assert.equal(executionInfo?.exitCode, 0);
    assert.match(await textOf(jobId, 'many', 'stdout.txt'), /^ready true\n[\d.]+;[\d.]+\n$/);
    await client.pool.deleteMethod(pool);
  });

  test('the time limit ends a program', async () => {
    const jobId = await jobOn(account, poolId);
    const constraints = { maxWallClockTime: 'PT2S' };
    await account.client.task.add(jobId, { id: 'slow', commandLine: 'sleep 600', constraints });
    const { executionInfo } = await taskIn(account, jobId, 'slow', 'completed');
    assert.deepEqual([executionInfo?.result, executionInfo?.failureInfo?.code], ['failure', 'TaskEnded']);
  });

  test('a user can sign in by SSH while the node has that user', async () => {
    const { client } = account;
    const [node] = await client.computeNode.list(poolId);
    const nodeId = node?.id ?? '';
    const { remoteLoginIPAddress: host, remoteLoginPort: port } = await client.computeNode.getRemoteLoginSettings(
      poolId,
      nodeId,
    );
    const signIn = (): Promise<string> =>
      firstOutput({ host, port, username: 'ada', password: 'Pa55w0rd!' }, 'cat shared/tools.txt');
    await assert.rejects(signIn(), /authentication methods failed/);
    await client.computeNode.addUser(poolId, nodeId, { name: 'ada', password: 'Pa55w0rd!', expiryTime: inAnHour });
    assert.equal(await signIn(), 'tools\n');
    await client.computeNode.deleteUser(poolId, nodeId, 'ada');
    await assert.rejects(signIn(), /authentication methods failed/);
  });

  test('terminating a task kills its program', async () => {
    const { client } = account;
    const jobId = await jobOn(account, poolId);
    await client.task.add(jobId, { id: 'endless', commandLine: sh('echo $$; sleep 600; echo never') });
    const pid = await account.until('the program runs', async () => {
      const text = await textOf(jobId, 'endless', 'stdout.txt').catch(() => '');
      return text.endsWith('\n') ? Number(text) : undefined;
    });
    assert.ok(await isRunning(pid));
    await client.task.terminate(jobId, 'endless');
    await account.until('the program has ended', async () => ((await isRunning(pid)) ? undefined : true));
  });
});

test('closing the simulator kills running programs and leaves no folder', async () => {
  const account = await openSimulated();
  const poolId = await poolWithNodes(account, 1);
  const jobId = await jobOn(account, poolId);
  await account.client.task.add(jobId, { id: 'where', commandLine: sh('echo $$ $PWD; sleep 600') });
  const [pid, folder] = await account.until('the program runs', async () => {
    const { readableStreamBody } = await account.client.file
      .getFromTask(jobId, 'where', 'stdout.txt')
      .catch(() => ({ readableStreamBody: undefined }));
    let text = '';
    for await (const chunk of readableStreamBody ?? []) text += String(chunk);
    return text.endsWith('\n') ? text.trim().split(' ') : undefined;
  });
  await account.close();
  assert.equal(await isRunning(Number(pid)), false);
  await assert.rejects(access(folder ?? ''), { code: 'ENOENT' });
});

test('two concurrent simulators are independent', async () => {
  const simulators = await Promise.all([1, 2].map(() => startSimulator({ executor: createProcessExecutor() })));
  assert.notEqual(simulators[0]?.url, simulators[1]?.url);
  assert.notEqual(simulators[0]?.accountKey, simulators[1]?.accountKey);
  await Promise.all(simulators.flatMap((simulator) => [simulator.close(), simulator.close()]));
});

/** Returns the first output of a command. A process that has ended but was not yet reaped does not count as running. */
function firstOutput(config: ssh2.ConnectConfig, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    client.on('error', reject);
    client.on('ready', () =>
      client.exec(command, (error, channel) => {
        if (error) return reject(error);
        let text = '';
        channel.on('data', (bytes: Buffer) => {
          text += bytes.toString();
        });
        channel.on('close', () => {
          client.end();
          resolve(text);
        });
      }),
    );
    client.connect(config);
  });
}
