import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { root } from '../workbench/places.ts';
import { skip, startAccount } from './officialClients.ts';

interface Ended {
  readonly code: number;
  readonly printed: string;
  readonly said: string;
}

/** Runs `az batch` commands one by one in one process, because loading it takes longest. */
async function startCli(context: TestContext) {
  const { python, env, home } = await startAccount(context);
  const child = spawn(python, [path.join(root, 'test/clients/azureCli.py')], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  context.after(() => child.kill());
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  /** Runs a command; words with spaces or quotes are in single quotes. */
  const ask = async (command: string): Promise<Ended> => {
    const words = (command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''));
    child.stdin.write(`${JSON.stringify(['batch', ...words])}\n`);
    const { value } = await answers.next();
    return JSON.parse(value ?? 'null');
  };
  const read = async (command: string): Promise<unknown> => {
    const { code, printed, said } = await ask(command);
    assert.equal(code, 0, `${command}: ${said}`);
    return printed === '' ? undefined : JSON.parse(printed);
  };
  return {
    ask,
    /** Requires success, with any output. */
    does: read,
    /** Requires success and the expected output. */
    gives: async (command: string, expected: unknown): Promise<void> => {
      assert.deepEqual(await read(command), expected, command);
    },
    /** Repeats a command until it prints the expected output. */
    until: async (command: string, expected: unknown): Promise<void> => {
      while (JSON.stringify(await read(command)) !== JSON.stringify(expected)) context.signal.throwIfAborted();
    },
    fails: async (command: string, words: RegExp): Promise<void> => {
      const { code, said } = await ask(command);
      assert.deepEqual([code, words.test(said)], [1, true], `${command}: ${said}`);
    },
    /** Writes a JSON file, and returns its path. */
    file: async (body: unknown): Promise<string> => {
      const file = path.join(home, 'body.json');
      await writeFile(file, JSON.stringify(body));
      return file;
    },
    home,
  };
}

const image = "--image canonical:0001-com-ubuntu-server-jammy:22_04-lts --node-agent-sku-id 'batch.node.ubuntu 22.04'";
const machine = {
  imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
  nodeAgentSKUId: 'batch.node.ubuntu 22.04',
};
const inPool = { poolInfo: { poolId: 'p' } };

test('the Azure CLI gets the same answers as from the service', { skip }, async (context) => {
  const { ask, does, gives, until, fails, file, home } = await startCli(context);

  await context.test('commands for pools get the same answers', async () => {
    await gives('pool list', []);
    await gives("pool supported-images list --query 'length(@) > `10`'", true);
    const create = `pool create --id p --vm-size standard_d2s_v3 ${image} --target-dedicated-nodes 1`;
    await does(`${create} --metadata team=render`);
    await fails(create, /The specified pool already exists/);
    await fails(create.replace('0001', '0002'), /PropertyName: imageReference/);
    const definition = { id: 'two', vmSize: 'standard_d2s_v3', virtualMachineConfiguration: machine };
    const more = { taskSlotsPerNode: 2, startTask: { commandLine: 'true' }, metadata: [] };
    await does(`pool create --json-file ${await file({ ...definition, ...more })}`);
    await gives("pool show --pool-id two --query '[taskSlotsPerNode, startTask.commandLine]'", [2, 'true']);
    await gives("pool show --pool-id p --query '[vmSize, metadata[0].value]'", ['standard_d2s_v3', 'render']);
    await gives("pool show --pool-id p --select id,state --query '[id, state, vmSize]'", ['p', 'active', null]);
    await gives('pool list --query [].id', ['p', 'two']);
    await does('pool set --pool-id p --metadata a=b');
    await gives('pool show --pool-id p --query metadata', [{ name: 'a', value: 'b' }]);
    await does('pool reset --pool-id p --metadata c=d');
    await gives('pool show --pool-id p --query metadata', [{ name: 'c', value: 'd' }]);
    await until('pool show --pool-id two --query allocationState', 'steady');
    await does("pool autoscale enable --pool-id two --auto-scale-formula '$TargetDedicatedNodes=0;'");
    const evaluate = 'pool autoscale evaluate --pool-id two --auto-scale-formula';
    const results = '$TargetDedicatedNodes=2;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue';
    await gives(`${evaluate} '$TargetDedicatedNodes=2;' --query results`, results);
    await gives(`${evaluate} $nothing --query error.code`, 'AutoScalingFormulaEvaluationError');
    await does('pool autoscale disable --pool-id two');
    await until('pool show --pool-id two --query allocationState', 'steady');
    // A resize that ends before it is stopped is repeated.
    for (let nodes = 1, isStopped = false; !isStopped; nodes++) {
      context.signal.throwIfAborted();
      await until('pool show --pool-id two --query allocationState', 'steady');
      await does(`pool resize --pool-id two --target-dedicated-nodes ${nodes}`);
      isStopped = (await ask('pool resize --pool-id two --abort')).code === 0;
    }
    await gives("pool node-counts list --query '[?poolId==`p`].dedicated.total'", [1]);
    await gives('pool usage-metrics list', []);
    await fails('pool all-statistics show', /retired in April 2023/);
    await does('pool delete --pool-id two --yes');
  });

  await context.test('commands for applications and certificates get the same answers', async () => {
    await gives('application summary list', []);
    await fails('application summary show --application-id none', /The specified application does not exist/);
    await fails('certificate list', /retired in February 2024/);
  });

  await context.test('commands for jobs get the same answers', async () => {
    await does('job create --id j --pool-id p --priority 5');
    const prepared = { id: 'prepared', ...inPool, jobPreparationTask: { commandLine: 'true' } };
    await does(`job create --json-file ${await file(prepared)}`);
    await gives('job list --query [].id', ['j', 'prepared']);
    await gives("job show --job-id j --query '[priority, poolInfo.poolId, state]'", [5, 'p', 'active']);
    await does('job set --job-id j --priority 10');
    await gives('job show --job-id j --query priority', 10);
    await does(`job reset --job-id j --json-file ${await file({ ...inPool, priority: 7 })}`);
    await gives('job show --job-id j --query priority', 7);
    await gives('job prep-release-status list --job-id prepared', []);
    await fails('job prep-release-status list --job-id j', /does not have either job preparation task/);
    // In 2.45.0 the CLI itself rejects every value and never calls the service.
    const { code } = await ask('job disable --job-id prepared --disable-tasks requeue');
    if (code === 0) await until('job show --job-id prepared --query state', 'disabled');
    await does('job enable --job-id prepared');
    await until('job show --job-id prepared --query state', 'active');
    await fails('job all-statistics show', /retired in April 2023/);
  });

  await context.test('commands for tasks and their files get the same answers', async () => {
    await gives(
      `task create --job-id j --task-id t --command-line 'sh -c "echo hello; echo text > x.txt"' --query id`,
      't',
    );
    await fails('task create --job-id j --task-id t --command-line true', /The specified task already exists/);
    const tasks = [
      { id: 'a', commandLine: 'true' },
      { id: 'b', commandLine: 'sh -c "exit 3"', constraints: { maxTaskRetryCount: 1 } },
    ];
    await gives(`task create --job-id j --json-file ${await file(tasks)} --query 'sort([].taskId)'`, ['a', 'b']);
    await until("task list --job-id j --query '[].[id, state, executionInfo.exitCode]'", [
      ['a', 'completed', 0],
      ['b', 'completed', 3],
      ['t', 'completed', 0],
    ]);
    const info = 'executionInfo.[retryCount, failureInfo.code]';
    await gives(`task show --job-id j --task-id b --query '${info}'`, [1, 'FailureExitCode']);
    await fails('task show --job-id j --task-id none', /The specified task does not exist/);
    await gives('task subtask list --job-id j --task-id t --query value', []);
    const listed = ['certs', 'stderr.txt', 'stdout.txt', 'wd'];
    await gives("task file list --job-id j --task-id t --query 'sort([].name)'", listed);
    const ofFile = '--job-id j --task-id t --file-path wd/x.txt';
    await does(`task file show ${ofFile}`);
    await does(`task file download ${ofFile} --destination ${home}/x.txt`);
    assert.equal(await readFile(path.join(home, 'x.txt'), 'utf8'), 'text\n');
    await does(`task file delete ${ofFile} --yes`);
    await fails(`task file show ${ofFile}`, /Request encountered an exception/);
    await does("task create --job-id j --task-id long --command-line 'sleep 600'");
    await does('task reset --job-id j --task-id long --max-task-retry-count 4');
    await gives('task show --job-id j --task-id long --query constraints.maxTaskRetryCount', 4);
    const counts = "job task-counts show --job-id j --query 'taskCounts.[running, completed, failed]'";
    await until(counts, [1, 3, 1]);
    await does('task stop --job-id j --task-id long');
    await fails('task stop --job-id j --task-id long', /already in a completed state/);
    await does('task reactivate --job-id j --task-id b');
    await fails('task reactivate --job-id j --task-id t', /has completed successfully/);
    await does('task delete --job-id j --task-id a --yes');
  });

  await context.test('commands for nodes and their files get the same answers', async () => {
    const node = `--pool-id p --node-id ${await does('node list --pool-id p --query [0].id')}`;
    await gives(`node show ${node} --query isDedicated`, true);
    await does(`node scheduling disable ${node}`);
    await fails(`node scheduling disable ${node}`, /already in the target scheduling state/);
    await does(`node scheduling enable ${node}`);
    // The node comes online a little later, and accepts no users until then.
    while ((await does(`node show ${node} --query state`)) === 'offline');
    await does(`node user create ${node} --name me --password Secret-123 --is-admin`);
    await does(`node user reset ${node} --user-name me --json-file ${await file({ password: 'Secret-456' })}`);
    await does(`node user delete ${node} --user-name me --yes`);
    await gives(`node remote-login-settings show ${node} --query remoteLoginIpAddress`, '127.0.0.1');
    await fails(`node remote-desktop download ${node} --destination ${home}/x.rdp`, /not valid on the node/);
    const container = 'https://account.blob.core.windows.net/logs?sig=x';
    const upload = `node service-logs upload ${node} --container-url ${container} --start-time 2026-01-01T00:00:00Z`;
    await gives(`${upload} --query 'numberOfFilesUploaded > \`0\`'`, true);
    const folders = ['applications', 'fsmounts', 'shared', 'startup', 'volatile', 'workitems'];
    await gives(`node file list ${node} --query 'sort([].name)'`, folders);
    const ofFile = `${node} --file-path workitems/j/job-1/t/stdout.txt`;
    await does(`node file show ${ofFile}`);
    await does(`node file download ${ofFile} --destination ${home}/out.txt`);
    assert.equal(await readFile(path.join(home, 'out.txt'), 'utf8'), 'hello\n');
    await does(`node file delete ${ofFile} --yes`);
    await fails(`node reimage ${node}`, /pools created with cloudServiceConfiguration/);
    await does(`node reboot ${node}`);
  });

  await context.test('commands for job schedules get the same answers', async () => {
    await does('job-schedule create --id s --pool-id p --recurrence-interval PT1H');
    const jobSpecification = { ...inPool, priority: 3 };
    const half = { id: 'half', schedule: { recurrenceInterval: 'PT30M' }, jobSpecification };
    await does(`job-schedule create --json-file ${await file(half)}`);
    await gives('job-schedule list --query [].id', ['half', 's']);
    const seen = '[jobSpecification.priority, schedule.recurrenceInterval]';
    await gives(`job-schedule show --job-schedule-id half --query '${seen}'`, [3, '0:30:00']);
    await does('job-schedule set --job-schedule-id s --recurrence-interval PT2H');
    await gives('job-schedule show --job-schedule-id s --query schedule.recurrenceInterval', '2:00:00');
    const whole = { schedule: { recurrenceInterval: 'PT50M' }, jobSpecification };
    await does(`job-schedule reset --job-schedule-id s --json-file ${await file(whole)}`);
    await gives(`job-schedule show --job-schedule-id s --query '${seen}'`, [3, '0:50:00']);
    await gives('job list --job-schedule-id s --query [].id', ['s:job-1']);
    await does('job-schedule disable --job-schedule-id s');
    await gives('job-schedule show --job-schedule-id s --query state', 'disabled');
    await does('job-schedule enable --job-schedule-id s');
    await does('job-schedule stop --job-schedule-id s');
    await until('job-schedule show --job-schedule-id s --query state', 'completed');
    for (const id of ['s', 'half']) await does(`job-schedule delete --job-schedule-id ${id} --yes`);
    await until('job-schedule list', []);
  });

  await context.test('remaining items are deleted', async () => {
    await does('job stop --job-id j');
    await until("job show --job-id j --query '[state, executionInfo.terminateReason]'", ['completed', 'UserTerminate']);
    await does('job delete --job-id j --yes');
    await does('job delete --job-id prepared --yes');
    await until('job list', []);
    await fails('job show --job-id j', /The specified job does not exist/);
    await until('node list --pool-id p --query [].state', ['idle']);
    const id = await does('node list --pool-id p --query [0].id');
    await does(`node delete --pool-id p --node-list ${id}`);
    await until("pool show --pool-id p --query '[allocationState, targetDedicatedNodes]'", ['steady', 0]);
    await does('pool delete --pool-id p --yes');
    await until('pool list', []);
  });
});
