import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import { Template } from '../../engine/template.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

/** Matches missing programs that only builds start: compilers, and tools that describe how to use a library. */
const tool =
  /^\s*(?:error: )?(?:\[Errno 2\] )?No such file or directory: b?'(?<what>(?:[\w.-]{1,40}-)?(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+|gfortran|nvcc|rustc|cargo|go|cmake|make|ninja|swig|git|java|javac|ld|ar)(?:-\d[\d.]{0,6})?|[\w.+]{1,40}-config)'/;

/** Rules for pip and the builds that it starts. */
export const pipRules = {
  'pip-no-version-fits': { on: ['Could not find a version that satisfies'], read: readNoVersion },
  'pip-wheel-missing': { like: "error: invalid command 'bdist_wheel'", category: 'missing-module' },
  'pip-no-distribution': { like: 'No matching distribution found', category: 'missing-module', weight: 'echo' },
  'pip-requirements-conflict': {
    like: ['^ERROR: Cannot install {}conflicting dependencies', '^ERROR: Cannot install'],
    category: 'dependency-version',
  },
  'pip-resolution-impossible': { like: 'ResolutionImpossible', category: 'dependency-version', weight: 'echo' },
  'pip-python-version': {
    like: [
      'require a different python version',
      'requires a different Python',
      'requires Python ',
      "requires Python '",
      'does not support Python',
    ],
    category: 'dependency-version',
  },
  'pip-installed-conflict': {
    like: [
      ' {} requires {}, but you have',
      " {} requires {}, but you 'll have",
      "pip's dependency resolver does not currently",
    ],
    category: 'dependency-version',
    weight: 'hint',
  },
  'pip-environment-managed': {
    like: 'externally-managed-environment',
    category: 'permission',
    says: () => l10n.t("The system's Python doesn't accept packages from pip"),
    fix: () => [
      l10n.t('Create an environment first (python3 -m venv), and call pip and the program with its interpreter.'),
    ],
  },
  'pip-requirements-invalid': {
    like: [
      'Invalid requirement: {what}',
      "Invalid requirement: '{what}",
      'DO NOT MATCH THE HASHES',
      'Hashes are required in --require-hashes',
    ],
    category: 'bad-input',
  },
  'pip-build-tool-missing': {
    on: 'No such file or directory: ',
    match: tool,
    category: 'missing-program',
    narrow: 'unmistakable',
  },
  'pip-compiler-missing': {
    like: [
      "unable to execute '{what}': No such file",
      "error: command '{what}' failed: No such file",
      'Microsoft Visual C++ 14{}is required',
      'CMake must be installed',
    ],
    category: 'missing-program',
  },
  'pip-compiler-failed': {
    like: ["error: command '{}' failed with exit code", "error: command '{}' failed with exit status"],
    category: 'exception-in-user-code',
    weight: 'echo',
  },
  'pip-build-failed': {
    like: [
      'Failed building wheel',
      'Could not build wheels',
      'Failed to build ',
      'subprocess-exited-with-error',
      'metadata-generation-failed',
      'legacy-install-failure',
      'did not run successfully',
      '│ exit code',
      'originates from a subprocess',
      'Encountered error while',
    ],
    unless: /Failed to build image/,
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'pip-wheel-unsupported': { like: ['is not a supported wheel on this platform'], category: 'dependency-version' },
  'pip-uninstall-refused': { like: ['Cannot uninstall {what}', "Cannot uninstall '{what}"], category: 'conflict' },
  'uv-no-solution': { like: 'No solution found when resolving', category: 'dependency-version' },
} satisfies Rules;

const noVersion = new Template(
  'Could not find a version that satisfies the requirement {what} (from versions: {versions}',
);
const retried = /Retrying \(Retry\(total=|after connection broken by/;

/** Reads a package without a matching version. If no version was seen, none exists or the index was unreachable. */
function readNoVersion(log: LogText, line: number): Finding | undefined {
  const found = noVersion.match(log.text(line));
  if (found === undefined) return readUnlisted(log, line);
  const subject = found['what'];
  if (!/^none/.test(found['versions'] ?? ''))
    return { line, category: 'dependency-version', weight: 'cause', narrow: 'exact', subject };
  const broken = firstRetry(log, line);
  if (broken === undefined) return { line, category: 'missing-module', weight: 'cause', narrow: 'exact', subject };
  return { line: broken, category: networkKind(log.text(broken)), weight: 'verdict', narrow: 'exact' };
}

const unlisted = /satisfies the requirement (?<what>[\w.[\]-]+)(?<pin> ?[=<>~!]=?)?/;

/**
 * Reads a failure that doesn't list the versions, as in old versions of pip and in builds that cut off lines. A user
 * who pins a version knows that the package exists.
 */
function readUnlisted(log: LogText, line: number): Finding {
  const { what: subject, pin } = unlisted.exec(log.text(line))?.groups ?? {};
  const category = pin === undefined ? 'missing-module' : 'dependency-version';
  return { line, category, weight: 'cause', narrow: 'exact', subject };
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
  return categoryOfLine(text) === 'timeout' ? 'timeout' : 'network';
}
