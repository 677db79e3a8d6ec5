import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foreseeChange } from '../../changes/foreseeChange.ts';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

interface Given {
  readonly image?: string;
  readonly commandLine?: string;
  readonly exitCode?: number;
  readonly code?: string;
  readonly said?: string;
  readonly endTime?: string;
}

/** A task that ended on a node with an exit code, or with a service code before its program ran. */
function ended(id: string, nodeId: string, given: Given = {}): Task {
  const {
    image,
    commandLine = '/bin/sh -c "/app/run.sh"',
    exitCode,
    code,
    said,
    endTime = '2026-11-20T09:00:00Z',
  } = given;
  const failure = code ?? (exitCode === 0 ? undefined : 'FailureExitCode');
  return {
    id,
    state: 'completed',
    commandLine,
    ...(image === undefined ? {} : { containerSettings: { imageName: image } }),
    nodeInfo: { nodeId },
    executionInfo: {
      endTime,
      result: failure === undefined ? 'success' : 'failure',
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(failure === undefined
        ? {}
        : {
            failureInfo: {
              category: 'UserError',
              code: failure,
              ...(said === undefined ? {} : { details: [{ name: 'Message', value: said }] }),
            },
          }),
    },
  };
}

const image = 'contoso.azurecr.io/tool:1';
const refused = { image, code: 'ContainerInvalidImage', said: `No such image: ${image}` };

/** Failures that a node causes, and the log of each. */
const ofNode: readonly (readonly [exitCode: number, stderr: string])[] = [
  [126, '/bin/sh: /app/run.sh: Permission denied\n'],
  [127, '/bin/bash: line 1: samtools: command not found\n'],
  [1, "ModuleNotFoundError: No module named 'numpy'\n"],
  [1, 'NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver\n'],
];

test('a command line that succeeded on other nodes is not blamed, so steps for the node come first', () => {
  for (const [exitCode, stderr] of ofNode) {
    for (const others of [1, 4]) {
      const siblings = Array.from({ length: others }, (_, index) => ended(`s${index}`, `n${index}`, { exitCode: 0 }));
      const { title, confidence, fixes } = explainTask({
        task: ended('t', 'bad', { exitCode }),
        siblings,
        stderr,
        stdout: '',
      });
      assert.match(title, /\(only on node bad\)$/, stderr);
      assert.notEqual(confidence, 'certain');
      assert.match(fixes[0]?.text ?? '', /^Take node bad offline and retry the task/);
      assert.ok(
        fixes.every(({ text }) => !/chmod|install|correct/i.test(text)),
        stderr,
      );
    }
  }
});

test('a failure of one node may succeed on another, unless the pool has no other', () => {
  for (const [exitCode, stderr] of ofNode) {
    const siblings = [ended('s', 'good', { exitCode: 0 })];
    const foresee = (nodes: number) =>
      foreseeChange(
        explainTask({
          task: ended('t', 'bad', { exitCode }),
          pool: { id: 'p', currentDedicatedNodes: nodes, currentLowPriorityNodes: 0 },
          siblings,
          stderr,
          stdout: '',
        }),
      );
    assert.deepEqual([foresee(2), foresee(1)], ['otherNode', 'surroundings'], stderr);
  }
});

test('an image with which tasks ran on other nodes is said to exist', () => {
  const siblings = [ended('s', 'n1', { image, exitCode: 3 })];
  const { title, cause, confidence, fixes } = explainTask({ task: ended('t', 'bad', refused), siblings });
  assert.match(title, /was not found \(only on node bad\)$/);
  assert.match(cause, /so the image exists/);
  assert.equal(confidence, 'likely');
  assert.match(fixes[0]?.text ?? '', /^Take node bad offline/);
  assert.ok(fixes.every(({ text }) => !/^Push the image/.test(text)));
});

test('if the same work did not succeed on other nodes, the node is not blamed', () => {
  const task = ended('t', 'bad', { exitCode: 126 });
  const stderr = '/bin/sh: /app/run.sh: Permission denied\n';
  const other = { exitCode: 0, commandLine: 'other' };
  const recovered = ended('later', 'bad', { exitCode: 0, endTime: '2026-11-20T10:00:00Z' });
  const many = ['n1', 'n2', 'n3', 'n4'].map((node) => ended(node, node, { exitCode: 126 }));
  const elsewhere = ended('s', 'n9', { exitCode: 0 });
  const worlds: readonly (readonly Task[])[] = [
    [],
    [ended('s', 'n1', other)],
    [ended('s', 'bad', { exitCode: 0, endTime: '2026-11-20T08:00:00Z' })],
    [elsewhere, recovered],
    [elsewhere, ...many],
  ];
  for (const siblings of worlds)
    assert.doesNotMatch(explainTask({ task, siblings, stderr, stdout: '' }).title, /only on node/);
});

test("an error about a program's input is not blamed on the node", () => {
  const stderr = 'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\nValueError: bad row 7\n';
  const siblings = [ended('s', 'n1', { exitCode: 0 })];
  const { title } = explainTask({ task: ended('t', 'bad', { exitCode: 1 }), siblings, stderr, stdout: '' });
  assert.doesNotMatch(title, /only on node/);
});

/** Programs that lack something at startup, regardless of their arguments. */
const lacking: readonly (readonly [command: string, exitCode: number, stderr: string])[] = [
  ['Rscript worker.R --args', 1, 'Error in library(sf) : there is no package called ‘sf’\n'],
  ['python3 fit.py', 1, "ModuleNotFoundError: No module named 'numpy'\n"],
  ['/bin/bash convert.sh', 127, 'convert.sh: line 4: ffmpeg: command not found\n'],
];

test('if a program starts on other nodes with any arguments, something is missing on this node', () => {
  for (const [command, exitCode, stderr] of lacking) {
    const task = ended('t', 'bad', { exitCode, commandLine: `${command} 9` });
    const good = (index: number, node = `n${index}`) =>
      ended(`s${index}`, node, { exitCode: 0, commandLine: `${command} ${index}` });
    const title = (siblings: readonly Task[]) => explainTask({ task, siblings, stderr, stdout: '' }).title;
    assert.match(title([good(1), good(2)]), /\(only on node bad\)$/, command);
    assert.doesNotMatch(title([good(1)]), /only on node/, command);
    assert.doesNotMatch(title([good(1), good(2), good(3, 'bad')]), /only on node/, command);
    const others = [1, 2].map((index) =>
      ended(`o${index}`, `n${index}`, { exitCode: 0, commandLine: `other ${index}` }),
    );
    assert.doesNotMatch(title(others), /only on node/, command);
  }
});

test('if the same program succeeded on the same node, nothing is said to be missing there', () => {
  const ofInstalled = [
    ...lacking,
    ['python3 fit.py', 1, "ImportError: cannot import name 'gamma' from 'scipy.special'\n"],
    ['Rscript fit.R', 1, 'Error in library(jsonlite) : there is no package called ‘jsonlite’\n'],
  ] as const;
  for (const [command, exitCode, stderr] of ofInstalled) {
    const task = ended('t', 'own', { exitCode, commandLine: `${command} 9` });
    const others = (failures: number, script = command) =>
      Array.from({ length: 8 }, (_, index) =>
        ended(`s${index}`, index % 2 === 0 ? 'own' : 'other', {
          exitCode: index < failures ? exitCode : 0,
          commandLine: `${script} ${index}`,
          endTime: index < 4 ? '2026-11-20T08:00:00Z' : '2026-11-20T10:00:00Z',
        }),
      );
    const explain = (siblings: readonly Task[]) => explainTask({ task, siblings, stderr, stdout: '' });
    const found = explain(others(0));
    assert.match(found.cause, /^The same program succeeded on node own/, command);
    assert.match(found.evidence.map(({ text }) => text).join('\n'), /4 other tasks .* node own, 2 of them after/);
    assert.match(found.fixes[0]?.text ?? '', /^Compare the task/);
    assert.equal(found.fixes.filter(({ text }) => /^(?:Install|Add) /.test(text)).length, 0);
    assert.equal(found.confidence, 'guess');
    assert.equal(foreseeChange(found), undefined);
    const rest = [others(3), others(0, 'other'), others(0, `${command.split(' ')[0]} -c`)];
    for (const siblings of rest) assert.doesNotMatch(explain(siblings).cause, /on node own/, command);
  }
});

test('if a registry provided images to the node before, an expired sign-in is blamed', () => {
  const said = [
    'Get https://contoso.azurecr.io/v2/tool/manifests/2: unauthorized: authentication required',
    'pull access: unauthorized: token expired',
    'Head "https://contoso.azurecr.io/v2/tool/manifests/2": unauthorized',
  ];
  const ran = (name: string, node = 'n1') => ended(`s-${name}`, node, { image: name, exitCode: 0 });
  for (const words of said) {
    const task = ended('t', 'n1', { image: 'contoso.azurecr.io/tool:2', code: 'ContainerInvalidImage', said: words });
    const step = (siblings: readonly Task[]) => explainTask({ task, siblings }).fixes[0]?.text ?? '';
    assert.match(step([ran('contoso.azurecr.io/tool:1')]), /^Reboot node n1, which signs in/, words);
    assert.match(step([ran('contoso.azurecr.io/other:7')]), /^Reboot node n1, which signs in/, words);
    // The image runs on another node, so the node is at fault; a reboot comes before taking it offline.
    const elsewhere = [ran('contoso.azurecr.io/tool:1'), ran('contoso.azurecr.io/tool:2', 'n2')];
    assert.match(step(elsewhere), /^Reboot node n1, which signs in/, words);
    for (const others of [
      [],
      [ran('fabrikam.azurecr.io/tool:1')],
      [ran('contoso.azurecr.io/tool:1', 'n2')],
      [ran('tool:1')],
    ])
      assert.doesNotMatch(step(others), /signs in/, words);
  }
});

/** Messages of runtimes about an image that does not fit on a node's disk. */
const full: readonly string[] = [
  'write /var/lib/docker/tmp/GetImageBlob1: no space left on device',
  'failed to register layer: Error processing tar file(exit status 1): write /usr/lib/x.so: no space left on device',
  'OSError(28, "No space left on device")',
];

test('if a disk is too full for an image that other nodes have, the node is at fault', () => {
  for (const said of full) {
    const task = ended('t', 'bad', { image, code: 'ContainerInvalidImage', said });
    const siblings = [ended('s', 'n1', { image, exitCode: 0 })];
    const { title, confidence, fixes } = explainTask({
      task,
      siblings,
      counts: { active: 0, running: 0, completed: 2, succeeded: 1, failed: 1 },
    });
    assert.match(title, /disk.*\(only on node bad\)$/, said);
    assert.equal(confidence, 'likely', said);
    assert.match(fixes[0]?.text ?? '', /node bad/, said);
    assert.ok(
      fixes.every(({ text }) => !text.startsWith('Delete tasks')),
      said,
    );
  }
});

test('if tasks succeeded on other nodes, deleting them is not suggested, since that frees nothing on this node', () => {
  const task = ended('t', 'bad', { image, code: 'ContainerInvalidImage', said: full[0] ?? '' });
  const step = (nodeId: string, succeeded = 1) =>
    explainTask({
      task,
      siblings: [ended('s', nodeId, { exitCode: 0, commandLine: 'other', image: 'another:1' })],
      counts: { active: 0, running: 0, completed: succeeded + 1, succeeded, failed: 1 },
    }).fixes.filter(({ text }) => text.startsWith('Delete tasks')).length;
  assert.equal(step('n1'), 0);
  assert.equal(step('bad'), 1);
  assert.equal(step('n1', 5), 1, 'the others may have run here');
});
