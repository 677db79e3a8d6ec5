import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import type { EditorRunOptions, EditorRunResult } from './editorRun.ts';
import { plantLeftKey } from './leftKey.ts';
import { root } from './places.ts';
import { TestLog } from './testLog.ts';

/** Runs a suite in a desktop VS Code. */
export async function runDesktopTests(code: string, options: EditorRunOptions): Promise<EditorRunResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-'));
  const log = new TestLog(path.join(folder, 'results.jsonl'), options.onEvent);
  const timer = setInterval(() => log.read(), 200);
  const problems: string[] = [];
  try {
    await runTests({
      vscodeExecutablePath: code,
      extensionDevelopmentPath: [root, ...(options.extensions ?? [])],
      extensionTestsPath: options.entry,
      extensionTestsEnv: {
        ...options.env,
        EDITOR_TEST_LEFT_KEY: plantLeftKey(folder).join(';'),
        EDITOR_TEST_RESULTS: log.file,
      },
      launchArgs: [options.folder ?? folder, `--user-data-dir=${folder}`, '--disable-extensions'],
    });
  } catch (error) {
    problems.push(String(error));
  } finally {
    clearInterval(timer);
    log.read();
    rmSync(folder, { recursive: true, force: true });
  }
  if (!log.ended) problems.push('the run stopped before its end');
  return {
    passed: log.passed,
    failed: log.failed,
    skipped: log.skipped,
    problems: log.failed > 0 && log.ended ? [] : problems,
  };
}
