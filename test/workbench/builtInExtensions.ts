import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { isNight } from '../builders/nightly.ts';
import { vscodeServer } from './places.ts';

/**
 * VS Code's extensions for other services, and for languages that we don't need. Without them, a window uses a quarter
 * less processor time until it is quiet. The nightly run has them.
 */
const others =
  /^(copilot|(css|html|php|typescript)-language-features|debug-.*|emmet|extension-editing|github|github-authentication|grunt|gulp|ipynb|jake|merge-conflict|mermaid-.*|ms-vscode\..*|notebook-renderers|npm|references-view|simple-browser|terminal-suggest|tunnel-forwarding)$/;

/** Returns the arguments with which VS Code's server has no such extensions; links to the rest are made in `folder`. */
export function withoutOthers(folder: string): readonly string[] {
  if (isNight) return [];
  const all = path.resolve(vscodeServer, '../../extensions');
  const few = path.join(folder, 'builtInExtensions');
  mkdirSync(few);
  for (const name of readdirSync(all).filter((each) => !others.test(each)))
    symlinkSync(path.join(all, name), path.join(few, name));
  return ['--builtin-extensions-dir', few];
}
