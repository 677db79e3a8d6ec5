import * as l10n from '@vscode/l10n';
import { addSubject, type Rules } from '../../engine/finding.ts';

/** Rules for the dynamic loaders of glibc and musl. */
export const loaderRules = {
  'library-missing': {
    like: [
      'error while loading shared libraries: {what}: cannot open shared object file',
      'Error loading shared library {what}: No such file',
    ],
    category: 'missing-module',
    weight: 'verdict',
  },
  'library-not-opened': {
    like: ['rror: {what}: cannot open shared object file', 'cannot open shared object file'],
    unless: /\bW\b|[Ww]arning|Could not load dynamic library|dlerror/,
    category: 'missing-module',
  },
  'library-damaged': {
    like: [
      'error while loading shared libraries: {what}: file too short',
      'error while loading shared libraries: {what}: invalid ELF header',
      'error while loading shared libraries: {what}: wrong ELF class',
      'error while loading shared libraries: {what}: ELF file',
    ],
    category: 'dependency-version',
    weight: 'verdict',
    says: addSubject(() => l10n.t('A library is damaged or built for a different processor')),
  },
  'library-version-missing': {
    like: [": version `{what}' not found (required by", ": version '{what}' not found (required by"],
    category: 'dependency-version',
    weight: 'verdict',
    says: addSubject(() => l10n.t('The image is older than the program')),
    fix: () => [
      l10n.t(
        "Build on a distribution that is at least as old as the image (the container's if the task has one, otherwise the pool's), or use a newer image.",
      ),
    ],
  },
  'symbol-missing': {
    like: ['undefined symbol: {what}', 'Error relocating {}: {what}: symbol not found'],
    category: 'dependency-version',
    fix: () => [
      l10n.t(
        'A different version of a library is found first: check LD_LIBRARY_PATH, and that all libraries come from one installation.',
      ),
    ],
  },
} satisfies Rules;
