import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { out } from './places.mjs';

/**
 * Loaded before tests (`--import`): each of their hundreds of processes would else strip the types of the same sources,
 * which takes longer than most tests. What was stripped once is kept by its content; everything else in it stands where
 * it stood, so that coverage and stacks are right.
 */
const folder = path.join(out, 'stripped');
mkdirSync(folder, { recursive: true });

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.ts') || url.includes('/node_modules/'))
      return nextLoad(url, context);
    return { format: 'module', source: strip(readFileSync(fileURLToPath(url), 'utf8')), shortCircuit: true };
  },
});

function strip(source) {
  const kept = path.join(folder, `${createHash('sha256').update(process.version).update(source).digest('hex')}.js`);
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const stripped = stripTypeScriptTypes(source);
    const written = `${kept}.${process.pid}`;
    writeFileSync(written, stripped);
    renameSync(written, kept); // Another process may read it meanwhile.
    return stripped;
  }
}
