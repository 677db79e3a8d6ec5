import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode, NodeState } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { explainNode } from '../explainNode.ts';
import { explainPool } from '../explainPool.ts';

function node(changes: Partial<ComputeNode>): ComputeNode {
  return { id: 'n', state: 'unusable', ...changes };
}

function problem(code: string, value: string) {
  return { code, message: 'An error occurred', errorDetails: [{ name: 'Message', value }] };
}

test("the node's message about its preparation decides the kind and is in the title", () => {
  const ofDetail = (value: string) => explainNode({ node: node({ errors: [problem('NodePreparationError', value)] }) });
  const pull = ofDetail('Failed to pull image contoso.azurecr.io/render:4: unauthorized');
  assert.equal(pull.category, 'image-pull');
  assert.match(pull.title, /the registry denied the node access to the image contoso\.azurecr\.io\/render:4$/);
  assert.equal(pull.confidence, 'certain');
  assert.equal(ofDetail('no space left on device').category, 'disk-full');
  assert.equal(ofDetail('it did not work').confidence, 'likely');
});

test('a failed start task and errors of the node are reported together', () => {
  const startTaskInfo = { state: 'completed', exitCode: 1, result: 'failure' } as const;
  const full = { errors: [{ code: 'DiskFull', message: 'There is not enough disk space' }], startTaskInfo };
  const unusable = explainNode({ node: node(full) });
  assert.equal(unusable.category, 'disk-full');
  assert.match(unusable.cause, /It also reports: The start task on node n failed: exit code 1/);
  const blocked = explainNode({ node: node({ ...full, state: 'starttaskfailed' }) });
  assert.match(blocked.title, /^The start task on node n failed/);
  assert.match(blocked.cause, /It also reports: The node's disk is full\.$/);
  assert.ok(blocked.evidence.some(({ text }) => text.startsWith('DiskFull')));
});

test('each of several errors has its advice', () => {
  const errors = [problem('DiskFull', 'x'), problem('ApplicationPackageError', 'y')];
  const texts = explainNode({ node: node({ errors }) })
    .fixes.map(({ text }) => text)
    .join(' ');
  assert.match(texts, /auto-storage.*larger disk/);
});

test('several errors are all reported, including one without text', () => {
  const errors = [problem('NodePreparationError', 'x'), { code: 'DiskFull' }];
  assert.match(explainNode({ node: node({ errors }) }).cause, /It also reports: The node's disk is full\./);
  assert.match(explainNode({ node: node({ errors: [{}] }) }).title, /an error without a reason$/);
});

test('a node with a missing or new state is not called healthy', () => {
  assert.equal(explainNode({ node: { id: 'n', state: 'hibernating' } }).title, 'The state of node n is unknown');
  assert.equal(explainNode({ node: { id: 'n' } }).confidence, 'guess');
  assert.match(explainNode({ node: node({ state: 'idle' }) }).title, /^Nothing is wrong/);
});

test('an unreachable node cannot send its logs', () => {
  const unreachable = explainNode({ node: node({}) });
  assert.ok(!unreachable.remedies.includes('node.uploadLogs'));
  const own = explainNode({ node: node({}), pool: { id: 'p', networkConfiguration: { subnetId: '/s/batch' } } });
  assert.ok(own.evidence.some(({ text }) => text === 'Pool subnet: /s/batch'));
});

test('an offline node can be brought online, and can send its logs', () => {
  const { remedies } = explainNode({ node: node({ state: 'offline', schedulingState: 'disabled' }) });
  assert.deepEqual([...remedies].sort(), ['node.enableScheduling', 'node.uploadLogs']);
});

test('a node that is finishing its tasks is not offline yet', () => {
  const draining = explainNode({ node: node({ state: 'running', schedulingState: 'disabled', runningTasksCount: 1 }) });
  assert.match(draining.title, /it's finishing those it's running$/);
  assert.ok(draining.evidence.some(({ text }) => text === '1 task is shown as running on it.'));
});

test('pools without nodes are explained: by intent, without Spot capacity, or with an unknown size', () => {
  const sized = (current: number, target: number) => ({
    id: 'p',
    allocationState: 'steady',
    currentDedicatedNodes: 0,
    targetDedicatedNodes: 0,
    currentLowPriorityNodes: current,
    targetLowPriorityNodes: target,
  });
  assert.equal(explainPool({ pool: sized(0, 0) }).title, 'Pool p has no nodes: its target is 0');
  assert.match(explainPool({ pool: sized(2, 10) }).cause, /Azure probably reclaimed Spot \(low-priority\) nodes/);
  assert.equal(explainPool({ pool: { id: 'p' } }).title, 'The size of pool p is unknown');
});

test('an empty pool shows how many tasks wait for nodes, whatever the reason is, and is never described as having no failures', () => {
  const empty: Pool = { id: 'p', allocationState: 'steady', currentDedicatedNodes: 0, currentLowPriorityNodes: 0 };
  const kinds: readonly Pool[] = [
    { ...empty, targetDedicatedNodes: 0 },
    { ...empty, targetDedicatedNodes: 0, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = 0;' },
    { ...empty, targetDedicatedNodes: 4 },
    { ...empty, targetDedicatedNodes: 0, targetLowPriorityNodes: 2 },
    { ...empty, targetDedicatedNodes: 2, allocationState: 'resizing' },
    { ...empty, targetDedicatedNodes: 2, resizeErrors: [{ code: 'AllocationFailed' }] },
  ];
  for (const pool of kinds)
    for (const count of [0, 1, 37]) {
      const { cause, fixes } = explainPool({ pool, waiting: { count, isComplete: count !== 37 } });
      assert.doesNotMatch(cause, /Nothing failed/);
      if (count === 0) assert.doesNotMatch(cause, /waiting/);
      else assert.match(cause, count === 1 ? /1 task in its jobs is waiting/ : /≥ 37 tasks in its jobs are waiting/);
      if (count > 0) assert.ok(!fixes.some(({ text }) => text.includes('when you want to run tasks')), cause);
    }
});

test('a start task without permissions, or without a program, shows the fix for a start task', () => {
  const failed = (exitCode: number, elevationLevel: string, stderr?: string) =>
    explainNode({
      node: node({ state: 'starttaskfailed', startTaskInfo: { state: 'completed', exitCode, result: 'failure' } }),
      pool: { id: 'p', startTask: { commandLine: 'x', userIdentity: { autoUser: { elevationLevel } } } },
      stderr,
    }).fixes.find(({ isReading }) => isReading === undefined);
  const denied = 'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\n';
  assert.match(failed(100, 'nonadmin', denied)?.text ?? '', /`elevationLevel` to `admin`/);
  assert.deepEqual(failed(100, 'nonadmin', denied)?.property, ['startTask', 'userIdentity']);
  assert.doesNotMatch(failed(100, 'admin', denied)?.text ?? '', /elevationLevel/);
  const refusals = [
    'mount error(13): Permission denied\n',
    'mount.nfs: access denied by server while mounting files:/share\n',
    'git@github.com: Permission denied (publickey).\n',
  ];
  for (const line of refusals)
    assert.doesNotMatch(failed(32, 'nonadmin', line)?.text ?? '', /elevationLevel/, `${line}: the server refused it`);
  assert.match(failed(127, 'admin')?.text ?? '', /earlier in the same start task/);
});

test('checking the network is suggested only if the network belongs to the user', () => {
  const first = (pool: Pool) => explainNode({ node: node({}), pool }).fixes[0]?.text ?? '';
  assert.match(first({ id: 'p', networkConfiguration: { subnetId: '/s/batch' } }), /security group/);
  for (const provision of ['noPublicIPAddresses', 'nopublicipaddresses', 'NoPublicIPAddresses']) {
    const publicIPAddressConfiguration = { provision };
    const own = { id: 'p', networkConfiguration: { subnetId: '/s/batch', publicIPAddressConfiguration } };
    assert.match(first(own), /private endpoint.*privatelink\.batch\.azure\.com/);
  }
  assert.match(first({ id: 'p' }), /^If it stays unusable, replace it/);
});

test('a package that storage refuses and a file system that cannot be mounted are named', () => {
  const pool = { id: 'p', applicationPackageReferences: [{ applicationId: 'blender', version: '4.1' }] };
  const errors = (code: string, value: string) => ({ node: node({ errors: [problem(code, value)] }), pool });
  const refused = explainNode(errors('ApplicationPackageError', 'blender 4.1 could not be downloaded: 403'));
  assert.equal(refused.category, 'auth-storage');
  assert.match(refused.fixes[0]?.text ?? '', /read blender 4\.1 in the auto-storage account/);
  assert.equal(explainNode(errors('ApplicationPackageError', 'was deleted')).category, 'missing-file');
  const mount = explainNode(errors('MountConfigurationError', 'mount error(13)'));
  assert.deepEqual([mount.category, mount.confidence], ['auth-storage', 'certain']);
  assert.match(mount.title, /The server of a mount refused access$/);
  assert.match(explainNode(errors('MountConfigurationError', 'exit code 1')).title, /could not be mounted/);
});

test('an option of blobfuse after -o explains a mount that failed for no other known reason', () => {
  const explained = (blobfuseOptions: string, said = 'Unable to mount the container: permission denied') =>
    explainNode({
      node: node({
        errors: [
          {
            code: 'MountConfigurationError',
            errorDetails: [
              { name: 'MountConfigurationPath', value: 'data' },
              { name: 'Message', value: said },
            ],
          },
        ],
      }),
      pool: {
        id: 'p',
        mountConfiguration: [
          { azureBlobFileSystemConfiguration: { relativeMountPath: 'logs', blobfuseOptions: '-o ro' } },
          { azureBlobFileSystemConfiguration: { relativeMountPath: 'data', blobfuseOptions } },
        ],
      },
    });
  for (const [options, option] of [
    ['-o allow_other -o file-cache-timeout=0', '--file-cache-timeout'],
    ['-o log-level=LOG_DEBUG', '--log-level'],
    ['-o tmp-path=/mnt/cache -o attr_timeout=240', '--tmp-path'],
  ] as const) {
    const { title, fixes, confidence } = explained(options);
    assert.match(title, new RegExp(`: The mount option ${option} is given after -o$`));
    assert.match(fixes[0]?.text ?? '', new RegExp(`^Write ${option} without -o`));
    assert.equal(confidence, 'likely');
  }
  assert.match(explained('-o allow_other --log-level=LOG_DEBUG').title, /could not be mounted/);
  assert.match(explained('-o log-level=LOG_DEBUG', 'mount error(13)').title, /refused access$/);
});

test('a file that is there already when a mount is prepared is from another mount of the pool', () => {
  const explained = (said: string, count: number) =>
    explainNode({
      node: node({ errors: [problem('MountConfigurationError', said)] }),
      pool: {
        id: 'p',
        mountConfiguration: ['a', 'b']
          .slice(0, count)
          .map((relativeMountPath) => ({ azureBlobFileSystemConfiguration: { relativeMountPath } })),
      },
    });
  for (const said of [
    'ln: failed to create symbolic link /etc/fuse.conf: File exists',
    "mkdir: cannot create directory '/mnt/cache': File exists",
    'tee: /etc/apt/keyrings/tools.gpg already exists',
  ]) {
    const { title, fixes, confidence } = explained(said, 2);
    assert.match(title, /: Preparing a mount stopped at a file that already exists$/);
    assert.match(fixes[0]?.text ?? '', /^Leave one of the 2 mounts in the pool/);
    assert.equal(confidence, 'likely');
    assert.match(explained(said, 1).title, /could not be mounted/);
  }
});

test('an image that a node cannot use is named, with a fix for the reason', () => {
  const explained = (value: string, code = 'ContainerInvalidImage') =>
    explainNode({ node: node({ errors: [problem(code, value)] }), pool: { id: 'p' } });
  const missing = explained('manifest for contoso.azurecr.io/x:9 not found: manifest unknown');
  assert.match(missing.title, /: the image contoso\.azurecr\.io\/x:9 was not found$/);
  assert.match(missing.fixes[0]?.text ?? '', /^Push the image/);
  const full = explained('failed to register layer: write /usr/lib/x.so: no space left on device');
  assert.equal(full.category, 'disk-full');
  assert.doesNotMatch(full.fixes.map(({ text }) => text).join(), /name and tag/);
});

test('a node agent that does not match the image is noticed if its installation failed', () => {
  const errors = [problem('BatchAgentInstallationFailure', 'x')];
  const pool = (sku: string) => ({
    id: 'p',
    virtualMachineConfiguration: {
      imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
      nodeAgentSKUId: `batch.node.ubuntu ${sku}`,
    },
  });
  const { cause, evidence } = explainNode({ node: node({ errors }), pool: pool('22.04') });
  assert.match(cause, /The pool's node agent is for Ubuntu 22\.04, but its image is Ubuntu 24\.04/);
  assert.ok(evidence.some(({ text }) => text.startsWith('nodeAgentSKUId = batch.node.ubuntu 22.04')));
  assert.doesNotMatch(explainNode({ node: node({ errors }), pool: pool('24.04') }).cause, /its image is/);
});

test('a node on which nearly all tasks fail is not called healthy', () => {
  const ran = (totalTasksRun: number, totalTasksSucceeded?: number) =>
    explainNode({
      node: {
        id: 'n',
        state: 'idle',
        totalTasksRun,
        ...(totalTasksSucceeded === undefined ? {} : { totalTasksSucceeded }),
      },
    });
  const failing = ran(40, 2);
  assert.equal(failing.title, '38 of 40 tasks failed on node n, which reports no errors');
  assert.equal(failing.confidence, 'guess');
  assert.ok(failing.remedies.includes('node.disableScheduling'));
  assert.match(ran(40, 20).title, /^Nothing is wrong/);
  assert.match(ran(4, 1).title, /^Nothing is wrong/);
  assert.match(ran(2, 0).title, /reports no errors$/);
  assert.equal(ran(3, 0).title, '3 of 3 tasks failed on node n, which reports no errors');
  assert.ok(ran(3, 0).remedies.includes('node.reboot'));
  assert.match(ran(40).title, /^Nothing is wrong/);
});

test('a node that has been in transition for hours gets no advice to wait', () => {
  const of = (state: string, stateTransitionTime: string) =>
    explainNode({ node: { id: 'n', state, stateTransitionTime }, pool: { id: 'p' }, now: '2026-11-20T12:00:00Z' });
  const late = of('starting', '2026-11-20T09:00:00Z');
  assert.equal(late.title, "Node n isn't ready: its state has been “starting” for over an hour");
  assert.deepEqual(late.remedies, ['pool.resize', 'node.remove']);
  assert.match(of('waitingforstarttask', '2026-11-20T09:00:00Z').fixes[0]?.text ?? '', /the start task may be hanging/);
  assert.equal(of('starting', '2026-11-20T11:55:00Z').title, 'Node n is starting');
});

test('for nodes that stay starting in a subnet of the user, the subnet is checked first', () => {
  const subnetId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/b';
  const steps = (state: string, stateTransitionTime: string, pool: object = { networkConfiguration: { subnetId } }) =>
    explainNode({
      node: { id: 'n', state, stateTransitionTime },
      pool: { id: 'p', ...pool },
      now: '2026-11-20T12:00:00Z',
    }).fixes.map(({ text }) => text);
  for (const state of ['starting', 'creating', 'rebooting']) {
    const [first, second] = steps(state, '2026-11-20T09:00:00Z');
    assert.match(first ?? '', /subnet.*BatchNodeManagement/);
    assert.match(second ?? '', /replace it/);
  }
  assert.doesNotMatch(steps('starting', '2026-11-20T11:55:00Z').join(), /subnet/);
  assert.doesNotMatch(steps('waitingforstarttask', '2026-11-20T09:00:00Z').join(), /subnet/);
  assert.doesNotMatch(steps('starting', '2026-11-20T09:00:00Z', {}).join(), /subnet/);
});

test('a retry count is suggested for a start task that may succeed later, if it has none', () => {
  const advised = (maxTaskRetryCount: number) =>
    explainNode({
      node: node({ state: 'starttaskfailed', startTaskInfo: { state: 'completed', exitCode: 75, result: 'failure' } }),
      pool: { id: 'p', startTask: { commandLine: 'x', maxTaskRetryCount } },
    }).fixes.filter(({ property }) => property?.join('.') === 'startTask.maxTaskRetryCount').length;
  assert.equal(advised(0), 1);
  assert.equal(advised(2), 0);
});

test('if the pool no longer has the start task that failed, neither a reboot nor a correction is suggested', () => {
  const startTask = { commandLine: 'bash setup.sh' };
  const explain = (state: NodeState, present?: typeof startTask, ran: object = { startTask }) => {
    const startTaskInfo = { state: 'completed', exitCode: 1, result: 'failure' } as const;
    const pool = { id: 'p', ...(present === undefined ? {} : { startTask: present }) };
    return explainNode({ node: node({ state, startTaskInfo, ...ran }), pool });
  };
  for (const ran of [{ startTask }, {}]) {
    const { cause, evidence, fixes } = explain('starttaskfailed', undefined, ran);
    assert.match(
      cause,
      /The node isn't running tasks, because its start task has to succeed first .*\. The start task has been removed from the pool/,
    );
    assert.match(cause, /Once the node is rebooted or reimaged, it no longer runs a start task\./);
    assert.doesNotMatch(cause, /current one|The pool (?:is )?wait/);
    assert.ok(evidence.some(({ text }) => text === 'The pool has no start task now.'));
    const advice = fixes.filter(({ isReading }) => isReading === undefined);
    assert.match(advice[0]?.text ?? '', /^Reboot the node: it then starts without a start task/);
    assert.deepEqual(advice[0]?.remedies, ['node.reboot']);
    assert.match(advice[1]?.text ?? '', /add it back to the pool/);
    assert.doesNotMatch(fixes.map(({ text }) => text).join('\n'), /current start task|pool's start task/);
    assert.ok(fixes.every(({ property }) => property === undefined));
  }
  const tolerated = explain('idle');
  assert.match(
    tolerated.cause,
    /The node is still running tasks, because it didn't wait for its start task to succeed\./,
  );
  assert.match(explain('starttaskfailed', { commandLine: 'true' }).cause, /gets the current one when it's rebooted/);
});

test("the node's own start task determines if the node waits, and the pool's start task determines the effect of a reboot", () => {
  const explain = (state: NodeState, ran: boolean | undefined, present: boolean | undefined) => {
    const toStartTask = (waits: boolean | undefined) => ({
      commandLine: 'bash setup.sh',
      ...(waits === undefined ? {} : { waitForSuccess: waits }),
    });
    const startTaskInfo = { state: 'completed', exitCode: 1, result: 'failure' } as const;
    const pool = { id: 'p', startTask: toStartTask(present) };
    return explainNode({ node: node({ state, startTaskInfo, startTask: toStartTask(ran) }), pool }).cause;
  };
  const tolerated = explain('idle', false, true);
  assert.match(tolerated, /The node doesn't wait for .* still running tasks \(`waitForSuccess` is false\)\./);
  assert.match(tolerated, /gets the current one when .* If the current start task fails, the node doesn't run tasks/);
  assert.doesNotMatch(tolerated, /The pool (?:doesn't |is |isn't )?wait/);
  const blocked = explain('starttaskfailed', undefined, false);
  assert.match(blocked, /The node isn't running tasks, because its start task has to succeed first/);
  assert.match(blocked, /Even if the current start task fails, the node runs tasks \(`waitForSuccess` is false\)\./);
  assert.doesNotMatch(blocked, /The pool (?:doesn't |is |isn't )?wait/);
  assert.doesNotMatch(explain('starttaskfailed', undefined, true), /current one|current start task/);
});

test('a start task counts as changed if the pool has another signature or identity for its files', () => {
  const address = 'https://contoso.blob.core.windows.net/in/a.bin';
  const expired = { httpUrl: `${address}?se=2026-11-01T00:00:00Z&sp=r&sr=b&sig=OLD`, filePath: 'a.bin' };
  const explain = (present: object, ran: object = expired, code = 'BlobAccessDenied') => {
    const failureInfo = { category: 'UserError' as const, code };
    const ended = '2026-11-20T09:14:07Z';
    const startTaskInfo = {
      state: 'completed',
      startTime: ended,
      endTime: ended,
      result: 'failure',
      failureInfo,
    } as const;
    const toStartTask = (file: object) => ({ commandLine: 'bash setup.sh', resourceFiles: [file] });
    return explainNode({
      node: node({ state: 'starttaskfailed', startTaskInfo, startTask: toStartTask(ran) }),
      pool: { id: 'p', startTask: toStartTask(present) },
      now: '2026-11-20T10:00:00Z',
    });
  };
  const isRenewal = ({ text }: { readonly text: string }) => /Create a new signature|Give the identity/.test(text);

  const renewed = explain({ ...expired, httpUrl: `${address}?se=2027-11-01T00:00:00Z&sp=r&sr=b&sig=NEW` });
  assert.match(renewed.title, /the SAS for a\.bin has expired/);
  assert.match(renewed.cause, /has changed since this node started.* when it's rebooted or reimaged\./);
  assert.match(renewed.fixes[0]?.text ?? '', /^Reboot the node so that it runs the pool's current start task/);
  assert.ok(!renewed.fixes.some(isRenewal));
  assert.ok(!renewed.fixes.some(({ text }) => text.startsWith("Correct the pool's start task")));
  assert.ok(
    renewed.evidence.some(({ text }) =>
      /^The pool now has a different signature for a\.bin\. .* is valid until Nov 1, 2027/.test(text),
    ),
  );
  assert.doesNotMatch(JSON.stringify(renewed), /OLD|NEW/);

  const expiredAgain = explain({ ...expired, httpUrl: `${address}?se=2026-11-15T00:00:00Z&sp=r&sr=b&sig=NEW` });
  assert.ok(expiredAgain.fixes.some(isRenewal));
  assert.ok(
    expiredAgain.evidence.some(({ text }) =>
      /^The pool now has a different signature for a\.bin\. .* expired on Nov 15, 2026/.test(text),
    ),
  );

  const identified = { httpUrl: address, filePath: 'a.bin', identityReference: { resourceId: '/x/reader' } };
  const other = explain({ ...identified, identityReference: { resourceId: '/x/other' } }, identified);
  assert.match(other.cause, /has changed since this node started/);
  assert.ok(!other.fixes.some(isRenewal));
  assert.ok(
    other.evidence.some(({ text }) => text === 'The pool now has a different signature or identity for a.bin.'),
  );

  for (const [file, ran] of [
    [expired, expired],
    [{ ...identified, identityReference: { resourceId: '/X/Reader' } }, identified],
  ]) {
    const same = explain(file ?? {}, ran);
    assert.doesNotMatch(same.cause, /has changed since/);
    assert.ok(same.fixes.some(isRenewal));
  }
});
