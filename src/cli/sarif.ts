import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckedFinding } from '../app/definitions/checkText.ts';
import { bundles } from '../node/load.ts';
import { programName, readVersion } from './texts.ts';

interface Place {
  readonly line: number;
  readonly column: number;
}

/** A region that ends before `end`. Only its start is known if `end` is absent. */
export interface Region {
  readonly start: Place;
  readonly end?: Place | undefined;
}

/** A problem in a file, and its place. */
export interface PlacedFinding extends Pick<CheckedFinding, 'code' | 'severity' | 'message'> {
  readonly file: string;
  readonly region: Region;
  readonly fix?: { readonly title: string; readonly text: string; readonly region: Region } | undefined;
}

interface Unread {
  readonly file: string;
  readonly why: string;
}

const levels = { error: 'error', warning: 'warning', information: 'note' } as const;

const otherCodes = {
  syntax: { severity: 'error', about: 'The text is not valid JSON.' },
  kind: { severity: 'error', about: 'The text is not the definition of a pool, job, task, or job schedule.' },
  rule: { severity: 'error', about: 'A rule for failures is broken, or one of its examples is not matched.' },
} as const;

/** Converts findings to SARIF 2.1.0, the format that the code scanning of GitHub and Azure DevOps reads. */
export function toSarif(findings: readonly PlacedFinding[], unread: readonly Unread[]) {
  const rules = [...new Set(findings.map(({ code }) => code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: programName, version: readVersion(), rules: rules.map(toRule) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          { executionSuccessful: unread.length === 0, toolExecutionNotifications: unread.map(toNotification) },
        ],
        results: findings.map((finding) => toResult(finding, rules.indexOf(finding.code))),
      },
    ],
  };
}

function toRule(code: CheckedFinding['code']) {
  const { severity, about } = { ...bundles.diagnosis().definitionCodes, ...otherCodes }[code];
  return { id: code, shortDescription: { text: about }, defaultConfiguration: { level: levels[severity] } };
}

function toResult({ file, code, severity, message, region, fix }: PlacedFinding, ruleIndex: number) {
  const artifactLocation = toLocation(file);
  const replaced = fix && [{ deletedRegion: toRegion(fix.region), insertedContent: { text: fix.text } }];
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, region: toRegion(region) } }],
    ...(fix && {
      fixes: [{ description: { text: fix.title }, artifactChanges: [{ artifactLocation, replacements: replaced }] }],
    }),
  };
}

function toNotification({ file, why }: Unread) {
  const locations = [{ physicalLocation: { artifactLocation: toLocation(file) } }];
  return { level: 'error', message: { text: why }, locations };
}

function toRegion({ start, end }: Region) {
  return { startLine: start.line, startColumn: start.column, ...(end && { endLine: end.line, endColumn: end.column }) };
}

/** Returns the location of a file. Code scanning matches it by a path relative to the root of the checkout. */
function toLocation(file: string) {
  if (file === '-') return { uri: 'stdin' };
  const whole = path.resolve(file);
  const relative = path.relative(process.cwd(), whole);
  const isBelow = !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
  if (!isBelow) return { uri: pathToFileURL(whole).href };
  return { uri: relative.split(path.sep).map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}
