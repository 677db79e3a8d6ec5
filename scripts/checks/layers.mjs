import { builtinModules } from 'node:module';
import path from 'node:path';
import { findImports } from '../lib/imports.mjs';
import { root } from '../lib/places.mjs';
import { listSources, readSource, toImported } from '../lib/sources.mjs';

const whereItStands = 'docs/map.md, "Who may import whom"';
const builtins = new Set(builtinModules);
/** Folders of the diagnosis, each of which may use the folders before it. */
const diagnosisFolders = [
  'evidence',
  'explanation',
  'catalogue',
  'logs',
  'process',
  'causes',
  'pool',
  'task',
  'job',
  'account',
  'report',
];
/** Modules at the top of the diagnosis that folders may use too, and the folder that each counts as. */
const diagnosisQuestions = {
  explainLog: 'logs',
  outlineLog: 'logs',
  clusterFailures: 'causes',
  explainNode: 'pool',
  explainPool: 'pool',
  explainTask: 'task',
  explainJob: 'job',
  lintDefinition: 'lint',
};
const features = ['views', 'documents', 'pages', 'definitions', 'problems', 'connect', 'accounts', 'sample'];
const commandFolder = 'src/extension/commands';
const webview = 'src/extension/pages/webview/';
/** Parts of the application, each of which may use the parts before it; every part may use the other folders. */
const parts = ['accounts', 'lists', 'evidence', 'causes', 'explain', 'documents', 'rows', 'actions', 'agents'];
/** The system clock: the only value that a front end may import from `service`, because it loads nothing. */
const systemClock = 'src/service/clock.ts';
/**
 * Redaction has a single implementation, because exports of the simulator must be as free of secrets as displayed text.
 */
const redaction = new Set(['hiddenText', 'redact', 'redactJson'].map((name) => `src/core/text/${name}.ts`));
/** Globals for which the application has ports instead. */
const ambient =
  /(?<![\w.#])(?:setTimeout\b|setInterval\b|setImmediate\b|Date\.now\b|process\.|performance\.)|new Date\(\)/;

/** Contracts whose types every feature of the extension may use. */
const sharedTypes = new Set(['src/extension/commands/command.ts', 'src/extension/pages/pageSource.ts']);

/**
 * Import rules in order; the first violation is reported. `from` and `to` are paths from the root ('src/core/…'); `to`
 * is undefined for a package. Each returns the reason, or undefined.
 */
const rules = [
  ({ to, specifier }) =>
    to && !/\.(ts|json)$/.test(specifier)
      ? `a relative import names the file with its extension ('${specifier}.ts')`
      : '',
  ({ from, specifier }) =>
    specifier === undefined && from !== 'src/node/load.ts'
      ? 'only src/node/load.ts loads a module by a computed name; name it, or go through load.ts'
      : '',
  ({ to }) => (to && !to.startsWith('src/') ? 'sources do not import from outside src/' : ''),
  ({ room, to, specifier, package: name }) => {
    if (room !== 'core') return '';
    if (to && roomOf(to) !== 'core') return `core imports nothing but core, not ${roomOf(to)}`;
    if (name && !['jsonc-parser', '@vscode/l10n'].includes(name))
      return `core is pure: from outside it imports only jsonc-parser and @vscode/l10n, not '${specifier}'`;
    return '';
  },
  ({ room, to, typeOnly, package: name, specifier }) => {
    if (room !== 'app') return '';
    if (to && !['app', 'core', 'service'].includes(roomOf(to))) return `app imports app and core, not ${roomOf(to)}`;
    if (to && roomOf(to) === 'service' && !typeOnly) return 'app imports only types from service (import type)';
    if (to?.startsWith('src/core/diagnosis/') && !typeOnly)
      return 'app imports only types from core/diagnosis (import type); its values come through the port Bundles';
    if (name && name !== '@vscode/l10n')
      return `app must not know VS Code or Node: '${specifier}' comes through a port (src/app/ports.ts)`;
    return '';
  },
  ({ from, to }) => {
    const [mine, theirs] = [parts.indexOf(partOf(from)), parts.indexOf(partOf(to))];
    return mine >= 0 && theirs > mine
      ? `in the application ${parts[mine]} must not know about ${parts[theirs]} (${[...parts].reverse().join(' → ')})`
      : '';
  },
  ({ room, to, typeOnly }) =>
    room === 'node' && to && !['node', 'app', 'core'].includes(roomOf(to)) && !(roomOf(to) === 'service' && typeOnly)
      ? `node makes the ports of the application: it imports app and core, not ${roomOf(to)}`
      : '',
  ({ room, to, package: name, specifier }) => {
    if (room !== 'cli') return '';
    if (to && (roomOf(to) === 'extension' || roomOf(to) === 'simulator'))
      return `the command line has its own ports: it imports app, core and node, not ${roomOf(to)}`;
    return name && !['node', '@vscode/l10n'].includes(name)
      ? `the command line imports only the package @vscode/l10n, not '${specifier}'`
      : '';
  },
  ({ room, to }) =>
    room === 'service' && to && !['service', 'core'].includes(roomOf(to))
      ? `service imports only service and core, not ${roomOf(to)}; it meets the simulator only on the wire`
      : '',
  ({ from, room, to }) =>
    room === 'simulator' &&
    to &&
    roomOf(to) !== 'simulator' &&
    !(from.startsWith('src/simulator/export/') && redaction.has(to))
      ? `simulator imports none of our code (except that its export imports what removes secrets), not ${roomOf(to)}; sharing code with what it tests would prove nothing`
      : '',
  ({ room, package: name, specifier }) =>
    name === 'vscode' && room !== 'extension'
      ? `only the extension imports '${specifier}', ${room} runs without it`
      : '',
  ({ from, to, package: name, specifier }) =>
    from.startsWith(webview) &&
    !(to?.startsWith(webview) || to?.startsWith('src/core/page/') || to === 'src/core/model/shape.ts') &&
    name !== 'lit-html'
      ? `what runs in a webview imports itself, src/core/page, src/core/model/shape.ts and lit-html, not '${specifier}'`
      : '',
  ({ from, to, package: name }) =>
    !from.startsWith(webview) && (to?.startsWith(webview) || name === 'lit-html')
      ? 'what runs in a webview is a bundle of its own: src/extension/pages loads it by its address'
      : '',
  ({ room, package: name, specifier }) =>
    name?.startsWith('@azure/') && room !== 'service' ? `only service imports '${specifier}', ${room} may not` : '',
  ({ from, to }) =>
    to?.startsWith('src/simulator/executors/process') &&
    from !== 'src/simulator/main.ts' &&
    !from.startsWith('src/simulator/executors/process')
      ? 'the executor that runs programs is loaded only by src/simulator/main.ts and tests; no shipped bundle contains it'
      : '',
  ({ room, to, typeOnly }) =>
    isFrontEnd(room) && !typeOnly && to !== systemClock && ['service', 'simulator'].includes(roomOf(to))
      ? `a front end imports only types from ${roomOf(to)} (import type); its values come through src/node/load.ts`
      : '',
  ({ room, to, typeOnly }) =>
    isFrontEnd(room) && !typeOnly && to?.startsWith('src/core/diagnosis/')
      ? 'a front end imports only types from core/diagnosis (import type); its values come through src/node/load.ts'
      : '',
  ({ from, to }) => {
    const [mine, theirs] = [diagnosisFolderOf(from), diagnosisFolderOf(to)];
    if (mine === undefined || theirs === undefined || mine === theirs || mine === '') return '';
    if (mine === 'lint' || theirs === 'lint')
      return mine === 'lint' && theirs === 'evidence'
        ? ''
        : `in the diagnosis, lint uses only evidence, and no folder uses lint (${mine} → ${theirs})`;
    return theirs === '' || diagnosisFolders.indexOf(theirs) > diagnosisFolders.indexOf(mine)
      ? `in the diagnosis, ${mine} must not know about ${theirs === '' ? 'what is at the top level' : theirs} (${[...diagnosisFolders].reverse().join(' → ')})`
      : '';
  },
  ({ from, to, typeOnly }) => {
    const [mine, theirs] = [featureOf(from), featureOf(to)];
    if (!features.includes(mine) || mine === theirs || !['commands', ...features].includes(theirs)) return '';
    if (sharedTypes.has(to) && typeOnly) return '';
    return `features of the extension do not import one another (${mine} → ${theirs}); share a core type, a command id or the store`;
  },
];

const roomOf = (file) => /^src\/([^/]+)\//.exec(file ?? '')?.[1];
const isFrontEnd = (room) => room === 'extension' || room === 'cli';
const partOf = (file) => /^src\/app\/([^/]+)\//.exec(file ?? '')?.[1];
const featureOf = (file) => /^src\/extension\/([^/]+)\//.exec(file ?? '')?.[1];

/**
 * Returns the folder of the diagnosis that a file belongs to; empty for files above all folders, undefined elsewhere.
 */
function diagnosisFolderOf(file) {
  const { folder, name } =
    /^src\/core\/diagnosis\/(?:(?<folder>[^/]+)\/.+|(?<name>[^/]+)\.ts)$/.exec(file ?? '')?.groups ?? {};
  return folder ?? (name === undefined ? undefined : (diagnosisQuestions[name] ?? ''));
}

/** Returns the package that a bare specifier belongs to; 'node' for Node's own modules. */
function packageOf(specifier) {
  if (specifier === undefined || specifier.startsWith('.') || path.isAbsolute(specifier)) return undefined;
  const [scopeOrName, name] = specifier.split('/');
  if (specifier.startsWith('node:') || builtins.has(scopeOrName)) return 'node';
  return scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName;
}

/**
 * Lists every import below `folder`/src that breaks a rule, as `file:line  reason (source of the rule)`. Tests may
 * combine rooms. The compiler enforces part of the rules by itself.
 */
export function findViolations(folder = root) {
  return listSources(folder).flatMap((from) => [
    ...findAmbient(from, folder),
    ...findMisplaced(from, folder),
    ...findImports(readSource(from, folder)).flatMap(({ specifier, line, typeOnly }) => {
      const to = toImported(from, specifier);
      const asked = { from, to, specifier, typeOnly, room: roomOf(from), package: packageOf(specifier) };
      for (const rule of rules) {
        const why = rule(asked);
        if (why) return [`${from}:${line}  ${why} (${whereItStands})`];
      }
      return [];
    }),
  ]);
}

/** Finds the places where a file of the application uses time or the environment without a port. */
function findAmbient(from, folder) {
  if (roomOf(from) !== 'app') return [];
  return readSource(from, folder)
    .split('\n')
    .flatMap((text, index) => {
      const [found] = ambient.exec(text) ?? [];
      if (found === undefined || /^\s*(?:\*|\/[/*])/.test(text)) return [];
      return [
        `${from}:${index + 1}  time reaches app as a Clock, and the rest through ports, not through '${found}' (${whereItStands})`,
      ];
    });
}

/** Finds a command that the extension holds although it uses nothing of VS Code, of the computer, or of a feature. */
function findMisplaced(from, folder) {
  if (!from.startsWith(`${commandFolder}/`) || path.posix.dirname(from) === commandFolder) return [];
  const imports = findImports(readSource(from, folder));
  const needsExtension = imports.some(({ specifier, typeOnly }) => {
    const to = toImported(from, specifier);
    return to === undefined ? packageOf(specifier) !== '@vscode/l10n' : !typeOnly && roomOf(to) === 'extension';
  });
  const why = `it needs neither editors nor terminals: its home is src/app/actions (${whereItStands})`;
  return needsExtension ? [] : [`${from}:${imports[0]?.line ?? 1}  ${why}`];
}

if (process.argv[1] === import.meta.filename) {
  const violations = findViolations(process.argv[2]);
  for (const violation of violations) console.error(violation);
  if (violations.length > 0) process.exitCode = 1;
}
