import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { test } from 'node:test';
import { root } from '../workbench/places.ts';
import { skip, startAccount } from './officialClients.ts';

const expected = {
  'account.list_supported_images': true,
  'pool.exists before': false,
  'pool.add again': 'PoolExists',
  'pool.exists': true,
  'pool.list': ['p'],
  'pool.patch': 'render',
  'pool.update_properties': [],
  'job.add again': 'JobExists',
  'job.get': 5,
  'job.list': [['j', 9, 'active']],
  'task.add_collection': [250, 250],
  'task.get': [3, 'failure', 'FailureExitCode'],
  'task.list': 251,
  'task.list with a filter': ['many-7'],
  'task.get of none': 'TaskNotFound',
  'file.list_from_task': ['certs', 'stderr.txt', 'stdout.txt', 'wd'],
  'file.get_from_task': 'hello\n',
  'file.get_properties_from_task': '6',
  'job.get_task_counts': [0, 0, 251, 250, 1],
  'task.terminate': 'TaskCompleted',
  'task.delete': 'TaskNotFound',
  'compute_node.list': [true, true],
  'compute_node.disable_scheduling again': 'NodeAlreadyInTargetSchedulingState',
  'compute_node.get_remote_login_settings': '127.0.0.1',
  'file.list_from_compute_node': true,
  'account.list_pool_node_counts': [['p', 1]],
  'job_schedule.list': ['s'],
  'application.list': [],
  'pool.enable_auto_scale': '$TargetDedicatedNodes=0;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue',
  'job.terminate': 'DoneWithIt',
  'pool.delete': 'PoolNotFound',
};

test('azure-batch for Python gets the same answers as from the service, even in several threads', {
  skip,
}, async (context) => {
  const { simulator, python, env } = await startAccount(context);
  const child = spawn(python, [path.join(root, 'test/clients/batchClient.py')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  context.after(() => child.kill());
  const [seen, [code]] = await Promise.all([json(child.stdout), once(child, 'close')]);
  assert.deepEqual([code, seen], [0, expected]);
  assert.ok(new Set(simulator.requests.map(({ operation }) => operation)).size >= 40);
});
