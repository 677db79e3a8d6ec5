import { statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../workbench/places.ts';
import { report } from './harness.ts';

/** Size of the code that VS Code loads on activation; everything else is loaded on first use. */
const bytes = statSync(path.join(root, 'dist/extension.cjs')).size;
report({ name: 'bundle-size', value: bytes / 1000, unit: 'kB', runs: 1 });
