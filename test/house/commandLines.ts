import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../workbench/places.ts';
import { runProgram } from './runProgram.ts';

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
);

/** A project script on a command line: `npm test -- …`, `npm run x -- …`. */
const ours = /\bnpm (?:run (?<run>[\w-]+)|(?<plain>test|start))(?: -- (?<rest>.*))?$/;

export const isOurs = (line: string): boolean => ours.test(line);

/** Returns why a command line can't be run: there is no such script, or the script doesn't know a flag or a name. */
export function findFault(line: string): string | undefined {
  const { run, plain, rest = '' } = ours.exec(line)?.groups ?? {};
  const script = run ?? plain ?? '';
  const command = scripts[script];
  if (command === undefined) return `there is no script '${script}'`;
  const usage = readUsage(command.split(' ')[1] ?? '');
  const words = rest.split(' ').filter((word) => word !== '--help' && /^(--)?[a-z][\w-]*$/.test(word));
  const known = (word: string): boolean => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(usage);
  return words.map((word) => (known(word) ? undefined : `${script} knows nothing of '${word}'`)).find(Boolean);
}

const usages = new Map<string, string>();

/** Returns the usage text of a script. */
function readUsage(script: string): string {
  const known = usages.get(script);
  if (known !== undefined) return known;
  const { stdout, stderr } = runProgram(process.execPath, [script, '--help'], { cwd: root });
  usages.set(script, stdout + stderr);
  return stdout + stderr;
}
