import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { check } from './check.ts';
import { type CliCommand, readArguments } from './commandLine.ts';
import { makeCompletion } from './completion.ts';
import { toExitCode } from './exit.ts';
import { explain } from './explain.ts';
import { failures } from './failures.ts';
import { logs } from './logs.ts';
import { makeOutput } from './output.ts';
import { retry } from './retry.ts';
import { wait } from './wait.ts';

const commands: Readonly<Record<string, CliCommand>> = {
  failures,
  explain,
  logs,
  wait,
  check,
  retry,
  completion: makeCompletion(() => commands),
};

suite('what a command does not accept', () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['failures', '--acount', 'x'], /There is no option --acount\. Did you mean --account\?/],
    [['wait'], /Which job\?/],
    [['wait', 'a', '--timeout', '0s'], /“0s” is not valid for --timeout\. Specify a time such as 60s/],
    [['failures', '--budget', 'soon'], /“soon” is not valid for --budget\. Specify a time such as 60s/],
    [['failures', 'more'], /“more” is not expected here/],
    [['failures', '--job', 'a', '--job', 'b'], /--job is specified twice/],
    [['check'], /Which file\?/],
    [['check', '-', '-'], /- is specified twice/],
    [['failures', '--job='], /--job needs a value/],
    [['failures', '--job'], /--job needs a value/],
    [['failures', '--since', 'monday'], /“monday” is not valid for --since\. Specify a time span such as 24h/],
    [['failures', '--limit', '0'], /“0” is not valid for --limit\. Specify a positive whole number/],
    [['failures', '--exit-code', 'x'], /“x” is not valid for --exit-code\. Specify a whole number/],
    [['failures', '--json', '--annotate', 'github'], /either --json or --annotate/],
    [
      ['failures', '--sign-in', 'azurecli'],
      /“azurecli” is not valid for --sign-in\. Specify one of these: .*\. Did you mean azureCli\?/,
    ],
    [
      ['check', 'a.json', '--kind', 'pol'],
      /“pol” is not valid for --kind\. Specify one of these: .*\. Did you mean pool\?/,
    ],
    [['logs', '--follow', '--json'], /either --follow or --json/],
    [['wait', 'a', '--job', 'b'], /“b” is not expected here/],
    [['completion'], /Which shell\? Specify one: bash, zsh, fish, powershell\./],
    [
      ['completion', 'bsh'],
      /“bsh” is not valid for SHELL\. Specify one of these: bash, zsh, fish, powershell\. Did you mean bash\?/,
    ],
    [['failures', '--json=1'], /--json doesn't take a value/],
    [['failures', '--help=1'], /--help doesn't take a value/],
    [
      ['logs', '--since', '5m'],
      /There is no option --since\. Azure Batch records no times of lines\. .*--lines N.*--follow/,
    ],
    [['logs', '--tail', '5'], /There is no option --tail\. Use --lines N\./],
    [['logs', '--tail=5'], /There is no option --tail\. Use --lines N\./],
    [['completion', 'fsh'], /Did you mean fish\?/],
    [['retry', ''], /^JOB is empty\.$/],
    [['retry', 'a', ' '], /^TASK is empty\.$/],
    [['wait', ''], /^JOB is empty\.$/],
    [['failures', ''], /^“” is not expected here\.$/],
    [
      ['failures', '--color', 'maybe'],
      /“maybe” is not valid for --color\. Specify one of these: auto, always, never\./,
    ],
    [['explain', 'nonsense', '--simulator', '-'], /“nonsense” is not an address\. Name a job with --job nonsense/],
    [['failures', '--nonsense'], /There is no option --nonsense\.$/],
    [['logs', '--lines', '0'], /“0” is not valid for --lines\. Specify a positive whole number/],
    [
      ['logs', 'https://a.westeurope.batch.azure.com/jobs/a', 'https://a.westeurope.batch.azure.com/jobs/b'],
      /“http.+b” is not expected/,
    ],
  ];

  for (const [[name = '', ...args], message] of cases)
    test(`is explained: ${[name, ...args].join(' ')}`, async () => {
      const command = commands[name] ?? assert.fail(name);
      await assert.rejects(
        async () => command.run(readArguments(command, args), makeOutput()),
        (error: Error) => {
          assert.match(error.message, message);
          assert.equal(toExitCode(error), 2);
          return true;
        },
      );
    });
});
