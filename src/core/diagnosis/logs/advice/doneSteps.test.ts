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

test('only the same command counts as done', () => {
  const interrupted =
    "E: dpkg was interrupted, you must manually run 'sudo dpkg --configure -a' to correct the problem.";
  assert.match(findStep(interrupted, "bash -c 'apt-get install -y jq'"), /^Run dpkg --configure -a/);
  assert.match(findStep(missing, "bash -c 'apt-get install -y jq'"), first);
});
