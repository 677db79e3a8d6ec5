import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { withoutSequences } from '../../../text/terminal.ts';
import { findRuleProblem, matchesLine, proposeRule } from './proposeRule.ts';

suite('a rule from a line', () => {
  test('matches lines that differ only in names and numbers, and no others', () => {
    const { match, title } = proposeRule('2026-11-20 08:14:02 ERROR Mesh wing7 has negative volume in cell 4711');
    assert.ok(matchesLine(match, '2026-12-01 10:00:00 ERROR Mesh tail9 has negative volume in cell 12'), match);
    assert.ok(!matchesLine(match, 'ERROR Mesh tail9 has no volume'), match);
    assert.match(title, /Mesh \{\d\} has negative volume/);
    assert.equal(findRuleProblem({ match }), undefined);
  });

  test('is the text itself if nothing differs', () => {
    const text = 'seat limit (see wiki) reached';
    assert.deepEqual(proposeRule(`  ${text} `), { match: text, title: text, examples: [text] });
  });

  test('is valid, matches its own line, and has no secret of it', () => {
    for (const line of [
      'a/b/c.txt: 7',
      '[x] (y) {z} $1 7 failed',
      "open '/tmp/a b' failed: -1",
      '{"level":"error","n":7}',
      'FATAL {1} and {2} broke',
      '{3} is missing',
      '/mnt/batch/solver',
      '/scratch/7/',
      '(((((((((((((((((((((((((('.repeat(20),
      '\u001b[31mError\u001b[0m in cell 7',
      'login with password=hunter2hunter2 was refused',
      'password=hunter2hunter2',
      'a 1 b 2 c 3',
      '💥'.repeat(300),
    ]) {
      const proposed = proposeRule(line);
      assert.equal(findRuleProblem({ ...proposed, step: 'Look.' }), undefined, JSON.stringify(proposed));
      assert.ok(matchesLine(proposed.match, withoutSequences(line)), JSON.stringify(proposed));
      assert.doesNotMatch(JSON.stringify(proposed), /hunter2|\\u001b/);
    }
  });

  test('keeps a code in brackets, and replaces the times and places around it', () => {
    for (const [line, other, title] of [
      [
        '[FS-017] equation momentum-x diverged at t=0.0123 s',
        '[FS-017] equation momentum-x diverged at t=4.5 s',
        '[FS-017] equation momentum-x diverged at t= {1}',
      ],
      [
        '2026-11-20 08:14:02 [3] ERROR [FS-017] cell 12 is lost',
        '2026-12-01 09:00:01 [7] ERROR [FS-017] cell 4711 is lost',
        '] ERROR [FS-017] cell {1} is lost',
      ],
    ] as const) {
      const proposed = proposeRule(line);
      assert.equal(proposed.title, title);
      assert.ok(matchesLine(proposed.match, other), proposed.match);
      assert.ok(!matchesLine(proposed.match, other.replace('017', '018')), proposed.match);
    }
  });

  test('has a group for a quoted file name, and keeps the name of a module', () => {
    const { match, title } = proposeRule("FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'");
    assert.equal(title, 'FileNotFoundError: [Errno 2] No such file or directory: {1}');
    assert.ok(matchesLine(match, "FileNotFoundError: [Errno 2] No such file or directory: 'mesh.vtk'"), match);
    assert.match(proposeRule("cannot open 'mesh.vtk' of case 7").title, /^cannot open \{1\} of case/);
    assert.match(proposeRule("No module named 'torch.cuda' in image 7").match, /torch\\.cuda/);
  });

  test('keeps a file name that the lines of all failures of a cause share', () => {
    const line = "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'";
    const { match } = proposeRule(line, [line, line]);
    assert.ok(matchesLine(match, `again: ${line}`), match);
    assert.ok(!matchesLine(match, line.replace('weights.pt', 'mesh.vtk')), match);
    const other = line.replace('weights.pt', 'mesh.vtk');
    assert.ok(matchesLine(proposeRule(line, [line, other]).match, other));
    assert.ok(matchesLine(proposeRule(line, [line]).match, other), 'one line shows nothing');
  });

  test('leaves out the line and the process that a shell puts before a signal', () => {
    const line = 'align.sh: line 10: 3049 Segmentation fault      (core dumped) bwa mem -t 8 "$sample"';
    const { match, title } = proposeRule(line, [line, line]);
    assert.ok(matchesLine(match, line.replace('line 10: 3049', 'line 12: 77')), match);
    assert.match(title, /^Segmentation fault \(core dumped\) bwa mem/);
    assert.equal(proposeRule('run.sh: line 3: 2006 Aborted').title, 'Aborted');
  });
});
