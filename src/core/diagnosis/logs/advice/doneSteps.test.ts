import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';

const first = /^Run apt-get update/;
const missing = 'E: Unable to locate package mesh-tools';

function findStep(log: string, commandLine?: string): string {
  return (
    explainLog(log, { exitCode: 100, ...(commandLine === undefined ? {} : { commandLine }) })?.fixes[0]?.text ?? ''
  );
}

test('a command that the log shows to have run is not advised', () => {
  assert.match(findStep(missing), first);
  for (const above of [
    'Get:1 http://archive.ubuntu.com/ubuntu jammy InRelease [270 kB]',
    '+ apt-get -q update',
    'Step 2/9 : RUN apt update',
  ])
    assert.doesNotMatch(findStep(`${above}\n${missing}`), first, above);
});

test('a package that lists lack may be misspelled, so no reason is certain until the lists are known to be new', () => {
  for (const package_ of ['libeccodes-toolz', 'pythn3-dev', 'mesh-tools']) {
    const log = `E: Unable to locate package ${package_}`;
    const [step = '', ...others] = explainLog(log, { exitCode: 100, commandLine: 'apt-get install -y x' })?.fixes ?? [];
    const text = typeof step === 'string' ? step : step.text;
    assert.match(text, /^Run apt-get update first.* If that ran, the name is wrong/, package_);
    assert.match(others[0]?.text ?? '', /^Correct the package's name/);
    const ran = explainLog(log, { exitCode: 100, commandLine: 'apt-get update && apt-get install -y x' });
    assert.match(ran?.fixes[0]?.text ?? '', /^Correct the package's name/);
    for (const found of [explainLog(log, { exitCode: 100 }), ran]) assert.notEqual(found?.confidence, 'certain');
  }
});

test('only the same command counts as done', () => {
  const interrupted =
    "E: dpkg was interrupted, you must manually run 'sudo dpkg --configure -a' to correct the problem.";
  assert.match(findStep(interrupted, "bash -c 'apt-get install -y jq'"), /^Run dpkg --configure -a/);
  assert.match(findStep(missing, "bash -c 'apt-get install -y jq'"), first);
});
