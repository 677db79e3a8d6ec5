import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { writeNativeStandIns } from './nativeStandIns.mjs';

test('the logger stand-in can be imported, and writes what VS Code logs', async (context) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stand-ins-'));
  context.after(() => rmSync(folder, { recursive: true }));
  writeNativeStandIns(folder);
  const { createAsyncRotatingLogger, setFlushOn } = await import(
    pathToFileURL(path.join(folder, '@vscode/spdlog/index.js'))
  );
  setFlushOn(0);
  const file = path.join(folder, 'logs/Azure Batch.log');
  const logger = await createAsyncRotatingLogger('log', file, 1, 1);
  logger.debug('left out');
  logger.warn('written');
  assert.match(readFileSync(file, 'utf8'), /^\S+ \S+ \[warning\] written\n$/);
});
