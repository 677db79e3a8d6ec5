import type { Rules } from '../../engine/rule.ts';

/** The dynamic loader of Linux, musl and macOS. */
export const loaderRules = {
  'loader-error-while-loading': {
    like: 'error while loading shared libraries: {what}: cannot open shared object file',
    category: 'missing-module',
    weight: 'verdict',
    narrow: 'exact',
  },

  'loader-error-while-loading-shared': {
    like: [
      'error while loading shared libraries: {what}: file too short',
      'error while loading shared libraries: {what}: invalid ELF header',
      'error while loading shared libraries: {what}: wrong ELF class',
      'error while loading shared libraries: {what}: ELF file',
    ],
    category: 'dependency-version',
    weight: 'verdict',
    narrow: 'exact',
  },

  'loader-version-not-found': {
    like: [": version `{what}' not found (required by", ": version '{what}' not found (required by"],
    category: 'dependency-version',
    weight: 'verdict',
    narrow: 'exact',
  },

  'loader-symbol-lookup-error': {
    like: ['symbol lookup error: {}undefined symbol: {what}', 'undefined symbol: '],
    category: 'dependency-version',
    weight: 'cause',
    narrow: 'exact',
  },

  'loader-error-loading-shared': {
    like: 'Error loading shared library {what}: No such file',
    category: 'missing-module',
    weight: 'verdict',
    narrow: 'exact',
  },

  'loader-error-relocating-symbol': {
    like: 'Error relocating {}: {}: symbol not found',
    category: 'dependency-version',
    narrow: 'exact',
  },

  'loader-cannot-open-shared': {
    like: 'cannot open shared object file',
    unless: /\bW\b|[Ww]arning|Could not load dynamic library|dlerror/,
    category: 'missing-module',
    weight: 'cause',
    narrow: 'exact',
  },
} satisfies Rules;
