import assert from 'node:assert/strict';
import path from 'node:path';
import { suite, test } from 'node:test';
import { type EditorRunResult, runEditorTests } from '../workbench/editorRun.ts';
import { out } from '../workbench/places.ts';

/** Tests the harness itself: each kind of failed run in the real extension host is distinguished from success. */
function runFault(name: string, idleMs = 300_000): Promise<EditorRunResult> {
  return runEditorTests({ entry: path.join(out, 'host-faults', name, 'index.cjs'), idleMs });
}

suite('runs in the extension host', { concurrency: 2 }, () => {
  test('a passing run in the extension host passes', async () => {
    assert.deepEqual(await runFault('pass'), { passed: 1, failed: 0, skipped: 0, problems: [] });
  });

  test('a failing test fails the run', async () => {
    const { failed, passed } = await runFault('fail');
    assert.deepEqual({ failed, passed }, { failed: 1, passed: 0 });
  });

  test('a crash of the extension host fails the run', async () => {
    const { problems } = await runFault('crash');
    assert.match(problems.join('\n'), /the extension host died \(code null, signal SIGKILL\)/);
  });

  test('a hang fails the run', async () => {
    const { problems } = await runFault('hang', 8_000);
    assert.match(problems.join('\n'), /no test ended for 8 s: a test that never ends/);
  });
});
