import assert from 'node:assert/strict';
import { afterEach, suite, test } from 'node:test';
import { renderExplanation } from '../../../test/builders/renderExplanation.ts';
import { wouldFailAgain } from '../changes/retryPlan.ts';
import { clusterFailures } from './clusterFailures.ts';
import { explainLog } from './explainLog.ts';
import { explainNode } from './explainNode.ts';
import { explainPool } from './explainPool.ts';
import { explainTask } from './explainTask.ts';
import type { Explanation } from './explanation/explanation.ts';
import { holdRules } from './logs/own/heldRules.ts';
import { rulesFile } from './logs/own/readRules.ts';

interface Logs {
  readonly stderr?: string;
  readonly stdout?: string;
}

function hold(...rules: readonly object[]): void {
  holdRules([{ name: rulesFile, text: JSON.stringify({ rules }) }]);
}

function explain(id: string, logs: Logs, exitCode = 1, commandLine = 'solve case') {
  const failureInfo = { category: 'UserError', code: 'FailureExitCode', message: 'The task exited with an exit code' };
  const executionInfo = { exitCode, result: 'failure', failureInfo } as const;
  return explainTask({ task: { id, state: 'completed', commandLine, executionInfo }, stdout: '', stderr: '', ...logs });
}

const mesh = {
  match: '/Mesh (\\S+) has negative volume/',
  title: 'Mesh {1} has negative volume',
  why: 'The mesher turned a cell inside out.',
  step: 'Run `fixmesh {1}` before the solver.',
  link: 'https://wiki.example.com/mesh',
  retry: 'never',
  category: 'bad-input',
};

suite("a user's own rules", () => {
  afterEach(() => holdRules([]));

  test('speak before ours, and are marked as theirs', () => {
    hold(mesh);
    const stderr = 'Mesh wing7 has negative volume\nTraceback (most recent call last):\nMemoryError\n';
    const said = explain('t1', { stderr });
    assert.equal(said.title, 't1 failed: Mesh wing7 has negative volume');
    assert.match(
      said.cause,
      /Your team's rule in azure-batch\.rules\.json.*inside out\. stderr\.txt, line 1: “Mesh wing7/,
    );
    assert.deepEqual(
      [said.category, said.fixes[0]?.text, said.fixes[0]?.help, said.change],
      ['bad-input', 'Run `fixmesh wing7` before the solver.', mesh.link, 'never'],
    );
    assert.equal(
      said.fixes.at(-1)?.text,
      "Your team's rule says that a retry never helps. Correct the task, and submit it again.",
    );
    assert.ok(![...said.remedies, ...said.fixes.flatMap(({ remedies = [] }) => remedies)].includes('task.retry'));
    const causes = said.evidence.filter(({ isCause }) => isCause === true);
    assert.deepEqual(causes, [{ text: 'Mesh wing7 has negative volume', source: 'stderr.txt:1', isCause: true }]);
    assert.ok(
      said.evidence.some(({ text }) => text.includes('MemoryError')),
      'ours stays as evidence',
    );
    assert.equal(explainLog(stderr, { stream: 'stderr' })?.rootCause.line, 1);
  });

  test('are named in the evidence as they are shown, with what the failure is called without them', () => {
    const stderr = 'Mesh wing7 has negative volume\nTraceback (most recent call last):\nMemoryError\n';
    const ours = explain('t1', { stderr });
    hold(mesh);
    const said = explain('t1', { stderr });
    assert.deepEqual(
      said.evidence.filter(({ text }) => /rule/.test(text)).map(({ text, source }) => [text, source]),
      [
        ["Your team's rule: Mesh wing7 has negative volume", rulesFile],
        [`Without this rule: ${ours.title}`, undefined],
      ],
    );
  });

  test('join failures that ours tell apart, and say nothing that differs between them', () => {
    hold({ ...mesh, category: undefined });
    const tasks = [
      explain('t1', { stderr: 'Mesh a has negative volume\nMemoryError\n' }),
      explain('t2', { stdout: 'Mesh b has negative volume\nNo space left on device\n' }, 3),
    ];
    assert.equal(new Set(tasks.map(({ fingerprint }) => fingerprint)).size, 1);
    const [cluster, ...others] = clusterFailures(
      tasks.map((explanation, index) => ({
        accountId: 'a',
        jobId: 'j',
        taskId: `t${index + 1}`,
        at: '2026-01-01T00:00:00Z',
        explanation,
        message: '',
      })),
    );
    assert.deepEqual([others.length, cluster?.count], [0, 2]);
    assert.match(cluster?.title ?? '', /has negative volume/);
    assert.doesNotMatch(cluster?.title ?? '', /Mesh [ab]\b/);
  });

  test('name a page anywhere, which nothing else does, and which breaks out of no link', () => {
    const show = (...links: readonly string[]) =>
      links.map((link) => {
        hold({ ...mesh, link });
        return /More: .*/.exec(renderExplanation(explain('t', { stderr: 'Mesh a has negative volume\n' })))?.[0] ?? '';
      });
    const [plain = '', odd = '', secret = ''] = show(
      mesh.link,
      'https://wiki.example.com/a)[x](command:evil)',
      'https://wiki.example.com/a?sig=abcdefghijklmnopqrstuvwxyz0123456789%3D',
    );
    assert.ok(plain.includes('](https://wiki.example.com/mesh)') && plain.includes('Your team'));
    assert.ok(odd.includes('https://wiki.example.com/') && !/[^\\]\(command:/.test(odd));
    assert.ok(!secret.includes('abcdef'));
    const said = explain('t', { stderr: 'Mesh a has negative volume\n' });
    hold(mesh);
    const foreign = { ...said, fixes: [{ text: 'x', help: 'https://evil.example/' }] };
    assert.ok(!renderExplanation(foreign).includes('evil'));
  });

  test('leave a failure its category, code, and severity, and have one cause all the same', () => {
    const noModule = "ModuleNotFoundError: No module named 'numpy'\n";
    const stderrs = [
      `Mesh a has negative volume\n${noModule}`,
      'Mesh b has negative volume\nNo space left on device\n',
    ];
    const explainAll = () => stderrs.map((stderr, index) => explain(`t${index + 1}`, { stderr }));
    const before = explainAll();
    hold({ ...mesh, category: undefined, retry: undefined });
    const tasks = explainAll();
    const toKind = ({ category, code }: Explanation) => ({ category, code });
    assert.deepEqual(tasks.map(toKind), before.map(toKind));
    assert.deepEqual(
      tasks.map(({ category }) => category),
      ['missing-module', 'disk-full'],
    );
    const failures = tasks.map((explanation, index) => ({
      accountId: 'a',
      jobId: 'j',
      taskId: `t${index + 1}`,
      at: '2026-01-01T00:00:00Z',
      explanation,
      message: stderrs[index] ?? '',
    }));
    const [cluster, ...others] = clusterFailures(failures);
    assert.deepEqual([others.length, cluster?.count, cluster?.category], [0, 2, 'missing-module']);
    assert.doesNotMatch(cluster?.why ?? '', /same kind|same code/);
    // A log is in the other stream than the line that the rule matches.
    assert.equal(explain('t', { stdout: 'Mesh a has negative volume\n', stderr: noModule }).category, 'missing-module');
  });

  test('decide about a retry, but not against what is known to fail again', () => {
    const retry = (advice: string, stderr: string) => {
      hold({ ...mesh, category: undefined, retry: advice });
      const { fingerprint, title, change } = explain('t1', { stderr });
      return wouldFailAgain({ cause: { fingerprint, title, change } });
    };
    const stderr = 'Mesh a has negative volume\n';
    assert.deepEqual(
      ['never', 'afterFix', 'anytime'].map((advice) => retry(advice, stderr)),
      [true, true, false],
    );
    const lasting = [
      `${stderr}cat: /data/mesh.dat: No such file or directory\n`,
      `${stderr}Traceback (most recent call last):\n  File "a.py", line 3, in <module>\nValueError: bad\n`,
    ];
    assert.deepEqual(
      lasting.map((said) => retry('anytime', said)),
      [true, true],
    );
  });

  test('do not apply to tasks that succeeded, and hide no failure', () => {
    hold({ match: 'step', title: 'Nothing to see', step: 'Go on.', category: 'other' });
    const task = { id: 't', state: 'completed', executionInfo: { exitCode: 0, result: 'success' } } as const;
    assert.doesNotMatch(explainTask({ task, stdout: 'step 1\n', stderr: '' }).title, /Nothing to see/);
    assert.match(explain('t2', { stdout: 'step 1\n' }).title, /^t2 failed/);
  });

  test('apply to start tasks, and to messages of the service', () => {
    hold({ match: 'license server', title: 'No license', step: 'Ask the lab.', in: 'stderr' });
    const startTaskInfo = { state: 'completed', result: 'failure', exitCode: 1 } as const;
    const node = { id: 'n', state: 'startTaskFailed', startTaskInfo } as const;
    assert.match(explainNode({ node, stderr: 'no license server\n', stdout: '' }).title, /no license/i);
    hold({ match: 'exited with an exit code', title: 'It ended', step: 'Look.', in: 'message' });
    assert.match(explain('t', {}).title, /it ended/i);
  });

  test('apply to what the service says of nodes and pools', () => {
    hold({ match: '/subnet (\\S+) is full/', title: 'No address in {1}', step: 'Widen {1}.', in: 'message' });
    const error = {
      code: 'AllocationFailed',
      message: 'Sorry',
      values: [{ name: 'Reason', value: 'subnet s1 is full' }],
    };
    const pool = { id: 'p', allocationState: 'steady', targetDedicatedNodes: 2, currentDedicatedNodes: 0 } as const;
    const node = { id: 'n', state: 'unusable', errors: [error] } as const;
    const all = [
      [explainNode({ node }), /^Node n is .*: no address in s1$/i],
      [explainPool({ pool: { ...pool, resizeErrors: [error] } }), /^Pool p could not be resized: no address in s1$/i],
      [explainPool({ pool: { ...pool, autoScaleRun: { error } } }), /^Pool p isn't being resized: no address in s1$/i],
    ] as const;
    for (const [{ title, cause, fixes, evidence }, expected] of all) {
      assert.match(title, expected);
      assert.match(cause, /Your team's rule in azure-batch\.rules\.json/);
      assert.equal(fixes[0]?.text, 'Widen s1.');
      assert.ok(evidence.some(({ text }) => text.includes('Sorry')));
    }
    hold({ match: 'subnet', title: 'x', step: 'y', in: 'stderr' });
    assert.doesNotMatch(explainNode({ node }).title, /: x$/);
  });

  test('show no secret of the line, also if only a part of it is shown, and no escape sequences', () => {
    hold({ match: '/password=(\\S+) was refused/', title: 'Refused: {1}', step: 'Enter {1} again.' });
    const said = explain('t', { stderr: 'login with password=hunter2hunter2 was refused\n' });
    assert.doesNotMatch(JSON.stringify(said), /hunter2/);
    hold({ match: '/bad name (.+)/', title: 'Bad **{1}**', step: 'Rename.' });
    const { title } = explain('t', { stderr: 'bad name a\u0007b\u202ec\n' });
    assert.match(title, /Bad \*\*a\\u\{7\}b\\u\{202e\}c\*\*/);
  });

  test('of the first file speak before those of the next, and the first in a file before the others', () => {
    const toFile = (name: string, ...rules: readonly object[]) => ({ name, text: JSON.stringify(rules) });
    const of = (match: string, title: string) => ({ match, title, step: 'Go on.' });
    holdRules([
      toFile(rulesFile, of('later words', 'Workspace, first'), of('words', 'Workspace, second')),
      toFile('team.json', of('the words', 'Team'), of('other', 'Team alone')),
    ]);
    const said = (stderr: string) => explain('t', { stderr }).title.replace(/^.*failed: /, '');
    assert.deepEqual(['the words\nlater words\n', 'the words\n', 'other\nlater words\n', 'the other\n'].map(said), [
      'Workspace, first',
      'Workspace, second',
      'Workspace, first',
      'Team alone',
    ]);
  });

  test('can not match everything, and draw nothing with their texts', () => {
    for (const match of ['/.*/', '/\\s*|x/', '/(?:)/', '   ', 'ab', '/[^a]+/']) {
      hold({ match, title: 'Everything', step: 'Go on.' });
      assert.doesNotMatch(explain('t', { stderr: 'a line\n' }).title, /everything/i, match);
    }
    const evil = '**bold** [link](javascript:alert(1)) <img src=x> \u001b[31m\u202e # ';
    hold({ match: 'bad line', title: evil, step: evil, why: evil });
    const text = renderExplanation(explain('t', { stderr: 'bad line\n' }));
    assert.doesNotMatch(text, /\u202e|(?<!\\)\*\*bold|(?<!\\)\[link(?!\\)|(?<!\\)<img/);
    assert.ok(text.includes('bold') && !text.includes('\u001b'));
  });

  test('written from prose for three programs, find their lines', () => {
    hold(
      // "When the solver says it can't check out a seat, the license server is full; just run it again later."
      {
        match: 'could not check out a license',
        title: 'All licenses are taken',
        step: 'Retry at night.',
        retry: 'anytime',
      },
      // "Exit code 42 of renderer means a texture is missing; it prints the texture in brackets."
      {
        match: '/texture \\[([^\\]]+)\\] unavailable/i',
        exitCode: 42,
        command: 'renderer',
        title: 'Texture {1} is missing',
        step: 'Upload {1}.',
        retry: 'afterFix',
      },
      // "OOMGUARD lines on stdout: the scene needs the big pool."
      {
        match: '/^OOMGUARD: (\\d+) GB/',
        in: 'stdout',
        title: 'Needs {1} GB',
        category: 'out-of-memory',
        step: 'Use pool big.',
      },
    );
    assert.match(
      explain('a', { stderr: 'E17 could not check out a license (seat 3)\n' }).title,
      /all licenses are taken/i,
    );
    const texture = { stderr: 'WARN Texture [wood.exr] unavailable\n' };
    assert.match(explain('b', texture, 42, 'renderer -f 7').title, /texture wood\.exr is missing/i);
    assert.doesNotMatch(explain('b', texture, 1, 'renderer -f 7').title, /is missing/);
    assert.equal(explain('c', { stdout: 'frame 7\nOOMGUARD: 96 GB\n' }).category, 'out-of-memory');
  });
});
