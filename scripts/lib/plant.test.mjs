import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openProjects, plant } from './plant.mjs';

const source = `export async function work(a: number, b?: () => Promise<void>): Promise<string> {
  if (b) await b();
  return a === 0 ? '€' : a < 9 && a > 3 ? String(a - 1) : '';
}
`;
let folder;
let projects;

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'plant-'));
  writeFileSync(path.join(folder, 'tsconfig.json'), '{"compilerOptions": {"strict": true, "types": []}}');
  writeFileSync(path.join(folder, 'work.ts'), source);
  projects = await openProjects(folder, ['tsconfig.json']);
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('each place yields a fault, and the rest of the source stays unchanged', () => {
  const faults = projects.findFaults('work.ts', 1);
  const found = faults.map((fault) => plant(source, fault).split('\n')[fault.line - 1].trim());
  assert.deepEqual(found, [
    'if (!(b)) await b();',
    'if (b) b();',
    "return !(a === 0) ? '€' : a < 9 && a > 3 ? String(a - 1) : '';",
    "return a !== 0 ? '€' : a < 9 && a > 3 ? String(a - 1) : '';",
    "return a === 0 ? '€' : !(a < 9 && a > 3) ? String(a - 1) : '';",
    "return a === 0 ? '€' : a < 9 || a > 3 ? String(a - 1) : '';",
    "return a === 0 ? '€' : a <= 9 && a > 3 ? String(a - 1) : '';",
    "return a === 0 ? '€' : a < 9 && a >= 3 ? String(a - 1) : '';",
    "return a === 0 ? '€' : a < 9 && a > 3 ? String(a - 0) : '';",
  ]);
  assert.deepEqual(projects.findFaults('work.ts', 1), faults, 'the same seed, the same ranks');
  assert.notDeepEqual(projects.findFaults('work.ts', 2), faults);
});

test('the compiler refuses some faults, and accepts the source again after it is restored', () => {
  const [turned, unawaited] = projects.findFaults('work.ts', 1);
  const refuses = (text) => {
    writeFileSync(path.join(folder, 'work.ts'), text);
    return projects.refuses('work.ts');
  };
  assert.ok(refuses(plant(source, turned)), 'what is undefined is called');
  assert.ok(!refuses(plant(source, unawaited)));
  assert.ok(!refuses(source));
});
