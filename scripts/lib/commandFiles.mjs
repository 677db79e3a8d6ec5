import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { Failure } from './failure.mjs';

/** Packages are loaded on demand, since importers of this file also run before they are installed. */
const require = createRequire(import.meta.url);

/**
 * Folders with a file for each command, by noun and verb: commands of the application, and commands of the VS Code
 * window.
 */
export const commandFolders = ['src/app/actions', 'src/extension/commands'];

/**
 * Reads the contributions in the command files below `folder` (src/app/actions/verb/contribution.ts) by name: that of
 * `<noun>/<verb>.ts` is `<noun>.<verb>`. Sorted. Throws `Failure` for a command without a contribution, and for a
 * contribution without a command.
 */
export function readContributions(folder) {
  const entries = [...listCommandFiles(folder)]
    .sort()
    .map(([name, file]) => [name, readContribution(folder, name, file)]);
  return new Map(entries.filter(([, contribution]) => contribution !== undefined));
}

/** Returns the files below `folder` that may be commands, as paths from the root by command name. */
export function listCommandFiles(folder) {
  const files = commandFolders
    .filter((commands) => existsSync(path.join(folder, commands)))
    .flatMap((commands) =>
      readdirSync(path.join(folder, commands), { recursive: true, encoding: 'utf8' }).map((file) => ({
        commands,
        file,
      })),
    );
  return new Map(
    files.flatMap(({ commands, file }) => {
      const [, noun, verb] = /^(\w+)[\\/](\w+)\.ts$/.exec(file) ?? [];
      return verb === undefined ? [] : [[`${noun}.${verb}`, `${commands}/${noun}/${verb}.ts`]];
    }),
  );
}

function readContribution(folder, name, file) {
  const source = readFileSync(path.join(folder, file), 'utf8');
  const hasContribution = /^export const contribution\b/m.test(source);
  const runs = /^export (const|function|async function) run\b/m.test(source);
  if (runs && !hasContribution) throw new Failure(file, 'it runs something but exports no `contribution`');
  if (!hasContribution) return undefined;
  if (!runs) throw new Failure(file, 'it exports a `contribution` but no `run`');
  if (!/^[a-z]\w*\.[a-z]\w*$/.test(name))
    throw new Failure(file, 'its name begins with a capital letter, and so would its ID');
  return evaluate(source, file);
}

/** Evaluates the literal after `export const contribution =`. Nothing else in the file is run. */
function evaluate(source, file) {
  const { parse } = require('acorn');
  const { transformSync } = require('esbuild');
  try {
    const { code } = transformSync(source, { loader: 'ts', format: 'esm', target: 'node20' });
    const declarations = parse(code, { ecmaVersion: 'latest', sourceType: 'module' }).body.flatMap(
      (statement) => (statement.declaration ?? statement).declarations ?? [],
    );
    const { init } = declarations.find(({ id }) => id.name === 'contribution');
    return vm.runInThisContext(`(${code.slice(init.start, init.end)})`);
  } catch (error) {
    throw new Failure(
      file,
      `its contribution is not a plain literal that can be read without running the sources: ${error.message}`,
    );
  }
}
