import type { FailureCategory } from '../category.ts';
import type { Finding, Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';
import type { LogText } from './logText.ts';
import { guessCategory } from './wording.ts';

/** pip, and the builds it starts. */
export const pipReaders: readonly Reader[] = [
  { on: ['Could not find a version that satisfies'], read: readNoVersion },
  ...lineRules([
    { on: "error: invalid command 'bdist_wheel'", category: 'missing-module' },
    { on: 'No matching distribution found', category: 'missing-module', weight: 'echo' },
    {
      on: ['conflicting dependencies', 'ResolutionImpossible'],
      match: /^ERROR: Cannot install .{1,2000}conflicting dependencies|^ERROR: Cannot install/,
      category: 'dependency-version',
    },
    { on: 'ResolutionImpossible', category: 'dependency-version', weight: 'echo' },
    {
      on: [
        'that require a different python version',
        'requires a different Python',
        'requires Python',
        'does not support Python',
      ],
      match:
        /require a different python version|requires a different Python|requires Python '?[<>=~!\d]|does not support Python/,
      category: 'dependency-version',
    },
    { on: "pip's dependency resolver does not currently", category: 'dependency-version', weight: 'hint' },
    {
      on: [' which is incompatible.', 'but you have '],
      match: /^\S{1,200} .{1,60} requires .{1,300}, but you (?:have|'ll have)/,
      category: 'dependency-version',
      weight: 'hint',
    },
    { on: 'externally-managed-environment', category: 'permission' },
    { on: 'Invalid requirement: ', match: /Invalid requirement: '?(?<what>[^'(]{1,200})/, category: 'bad-input' },
    { on: ['DO NOT MATCH THE HASHES', 'Hashes are required in --require-hashes'], category: 'bad-input' },
    { on: ['problem confirming the ssl certificate'], category: 'network-tls' },
    {
      on: ['unable to execute', "error: command '"],
      match:
        /unable to execute '(?<what>[^']{1,200})': No such file|error: command '(?<command>[^']{1,200})' failed: No such file/,
      category: 'missing-program',
    },
    {
      on: "error: command '",
      match: /error: command '.{1,300}' failed with exit (?:code|status)/,
      category: 'exception-in-user-code',
      weight: 'echo',
    },
    {
      on: 'Microsoft Visual C++ 14',
      match: /Microsoft Visual C\+\+ 14.{0,60}is required/,
      category: 'missing-program',
    },
    { on: 'CMake must be installed', category: 'missing-program' },
    {
      on: [
        'Failed building wheel for',
        'Could not build wheels for',
        'Failed to build ',
        'subprocess-exited-with-error',
        'metadata-generation-failed',
        'legacy-install-failure',
        'did not run successfully',
        'exit code: ',
        'This error originates from a subprocess',
        'Encountered error while',
      ],
      match:
        /Failed building wheel|Could not build wheels|Failed to build (?!image)|subprocess-exited-with-error|metadata-generation-failed|legacy-install-failure|did not run successfully|^\s*│ exit code|originates from a subprocess|Encountered error while/,
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
    { on: 'Failed to build installable wheels', category: 'other', weight: 'echo', narrow: 'other' },
    { on: ['is not a supported wheel on this platform'], category: 'dependency-version' },
    { on: ['Cannot uninstall'], match: /Cannot uninstall '?(?<what>[\w.-]{1,100})/, category: 'conflict' },
    {
      on: ['Could not install packages due to an'],
      match:
        /Could not install packages due to an (?:OSError|EnvironmentError): (?!.{0,600}(?:Errno|HTTPS?ConnectionPool))/,
      category: 'other',
      narrow: 'guess',
    },
    {
      on: ['uv pip', 'No solution found when resolving'],
      match: /No solution found when resolving/,
      category: 'dependency-version',
    },
  ]),
];

const retried = /Retrying \(Retry\(total=|after connection broken by/;

/** No version at all was seen: either there is none, or the index could not be asked. */
function readNoVersion(log: LogText, line: number): Finding | undefined {
  const found =
    /Could not find a version that satisfies the requirement (?<what>[^(]{1,200}?) \(from versions: (?<versions>.{0,12})/.exec(
      log.text(line),
    )?.groups;
  if (found === undefined) return { line, category: 'missing-module', weight: 'cause', narrow: 'exact' };
  const subject = found['what'];
  if (!/^none/.test(found['versions'] ?? ''))
    return { line, category: 'dependency-version', weight: 'cause', narrow: 'exact', subject };
  const broken = firstRetry(log, line);
  if (broken === undefined) return { line, category: 'missing-module', weight: 'cause', narrow: 'exact', subject };
  return { line: broken, category: networkKind(log.text(broken)), weight: 'verdict', narrow: 'exact' };
}

function firstRetry(log: LogText, line: number): number | undefined {
  let first: number | undefined;
  for (let at = log.previous(line), seen = 0; at !== -1 && seen < 40; at = log.previous(at), seen++)
    if (retried.test(log.text(at))) first = at;
  return first;
}

function networkKind(text: string): FailureCategory {
  if (/Name or service not known|name resolution|NameResolutionError|getaddrinfo/.test(text)) return 'network-dns';
  if (/SSL|CERTIFICATE/.test(text)) return 'network-tls';
  if (/Connect ?Timeout|connect timeout/i.test(text)) return 'network';
  return guessCategory(text) === 'timeout' ? 'timeout' : 'network';
}
