import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure, run } from './run.mjs';

const evaluate = (program, limit) => run(process.execPath, ['-e', program], { limit });
const spin = 'for (;;) ;';
const onLinux = { skip: process.platform !== 'linux' && 'only Linux shows the processor time of other processes' };

test(
  'a program that exceeds its limit of processor time is stopped together with its child processes',
  onLinux,
  async () => {
    const child = `require('child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(spin)}])`;
    for (const program of [spin, child]) {
      const { code, output } = await evaluate(program, { processorS: 1, hangS: 300 });
      assert.equal(code, 124);
      assert.match(output, /^ended: it used more than 1 s of processor time, at last in: .*for \(;;\)/m);
    }
  },
);

test('a program that waits forever is ended, and its command is named', async () => {
  const { code, output } = await evaluate('setInterval(() => {}, 1000)', { processorS: 300, hangS: 1 });
  assert.equal(code, 124);
  assert.match(output, /^ended: it was not done after 1 s/m);
  if (process.platform === 'linux') assert.match(output, /while running: .*setInterval/);
});

test(
  'a program that does nothing is ended long before it would count as hanging, but not one that is slow',
  onLinux,
  async () => {
    const limit = { processorS: 300, hangS: 300, idleS: 2 };
    const { code, output } = await evaluate('setInterval(() => {}, 1000)', limit);
    assert.equal(code, 124);
    assert.match(output, /^ended: it used no processor time for 2 s, while running: .*setInterval/m);
    const slow =
      'const end = Date.now() + 4000; const step = () => { for (let turn = 0; turn < 3e7; turn += 1) ; if (Date.now() < end) setTimeout(step, 300); }; step();';
    assert.deepEqual(await evaluate(slow, limit), { code: 0, output: '' });
  },
);

test('the processor time of a program includes that of its children', onLinux, async () => {
  const burn = 'while (process.cpuUsage().user < 1e6) for (let turn = 0; turn < 1e6; turn += 1) ;';
  const child = `require('child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(burn)}])`;
  for (const program of [burn, child]) {
    const { result, processorS } = await measure(() => evaluate(program));
    assert.equal(result.code, 0);
    assert.ok(processorS > 0.4 && processorS < 5, `${processorS} s`);
  }
});
