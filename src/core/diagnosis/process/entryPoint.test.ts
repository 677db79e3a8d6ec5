import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainTask } from '../explainTask.ts';

const script = '/bin/sh -c "echo go && tool --month 5 in.csv"';

function explain(stderr: string, commandLine = script, containerRunOptions = '--rm') {
  return explainTask({
    task: {
      id: 't',
      state: 'completed',
      nodeInfo: { nodeId: 'n' },
      commandLine,
      containerSettings: { imageName: 'contoso.azurecr.io/tool:1', containerRunOptions },
      executionInfo: {
        exitCode: 2,
        result: 'failure',
        failureInfo: { category: 'UserError', code: 'FailureExitCode' },
      },
    },
    stderr,
    stdout: '',
    os: 'linux',
  });
}

test("a program that complains about the shell was given the command line by its image's entry point", () => {
  for (const stderr of [
    "git: '/bin/sh' is not a git command. See 'git --help'.\n",
    'Error: unknown command "/bin/sh" for "kubectl"\nRun \'kubectl --help\' for usage.\n',
    'Terraform has no command named "/bin/sh".\n',
    'usage: fit.py [-h] [--rate RATE] data\nfit.py: error: unrecognized arguments: -c echo go && tool --month 5 in.csv\n',
    "unknown shorthand flag: 'c' in -c\n",
    "python: can't open file '/bin/sh': [Errno 2] No such file or directory\n",
    '/bin/sh: /bin/sh: cannot execute binary file\n',
  ]) {
    const { title, fixes, confidence } = explain(stderr);
    assert.match(title, /entry point/, stderr);
    assert.match(fixes[0]?.text ?? '', /remove \/bin\/sh -c\.$/, stderr);
    assert.notEqual(confidence, 'certain');
  }
});

test('a program that misses an option that the command line gives did not read the command line as a script', () => {
  for (const stderr of [
    'usage: fit.py [-h] --month MONTH\nfit.py: error: the following arguments are required: --month\n',
    "error: the following required arguments were not provided:\n  --month <MONTH>\nerror: required option '--month' not specified\n",
    "Usage: tool [OPTIONS]\n\nError: Missing option '--month'.\n",
  ])
    assert.match(explain(stderr).title, /entry point/, stderr);
});

test('a mistake in the script itself is not blamed on an entry point', () => {
  const missing = 'usage: fit.py [-h] --year YEAR\nfit.py: error: the following arguments are required: --year\n';
  assert.doesNotMatch(explain(missing).title, /entry point/);
  assert.doesNotMatch(explain("unknown shorthand flag: 'c' in -c\n", "/bin/sh -c 'tool -c'").title, /entry point/);
  assert.doesNotMatch(explain("unknown shorthand flag: 'c' in -c\n", 'tool -c').title, /entry point/);
  assert.doesNotMatch(
    explain("unknown shorthand flag: 'c' in -c\n", script, '--entrypoint /bin/x').title,
    /entry point/,
  );
  for (const stderr of [
    '/bin/sh: 1: tool: not found\n',
    '/bin/sh: -c: line 1: syntax error: unexpected end of file\n',
    '/bin/sh: 1: cannot open in.csv: No such file\n',
    "env: can't execute '/bin/sh': No such file or directory\n",
    'exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown\n',
    'error: invalid value in in.csv: /bin/shared\n',
  ])
    assert.doesNotMatch(explain(stderr).title, /entry point/, stderr);
  const two = '/bin/sh -c "tool --month 5 && other in.csv"';
  assert.doesNotMatch(explain("other: error: option '--month' is required\n", two).title, /entry point/);
  assert.doesNotMatch(explain("error: option '--month' is required\n", two).title, /entry point/);
});
