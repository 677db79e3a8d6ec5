import type { Reader } from './finding.ts';
import { lineRule } from './lineRule.ts';

/** The dynamic loader of Linux, musl and macOS. */
export const loaderReaders: readonly Reader[] = [
  lineRule({
    on: ['error while loading shared libraries'],
    match: /error while loading shared libraries: (?<what>[^:\s]{1,300}): cannot open shared object file/,
    category: 'missing-module',
    weight: 'verdict',
    narrow: 'exact',
  }),
  lineRule({
    on: ['error while loading shared libraries'],
    match:
      /error while loading shared libraries: (?<what>[^:\s]{1,300}): (?:file too short|invalid ELF header|wrong ELF class|ELF file)/,
    category: 'dependency-version',
    weight: 'verdict',
    narrow: 'exact',
  }),
  lineRule({
    on: ["' not found (required by"],
    match: /: version [`'](?<what>[\w.+-]{1,100})' not found \(required by/,
    category: 'dependency-version',
    weight: 'verdict',
    narrow: 'exact',
  }),
  lineRule({
    on: ['symbol lookup error', 'undefined symbol: '],
    match: /symbol lookup error: .{0,500}undefined symbol: (?<what>\S{1,300})|undefined symbol: \S/,
    category: 'dependency-version',
    weight: 'cause',
    narrow: 'exact',
  }),
  lineRule({
    on: ['Error relocating ', 'Error loading shared library'],
    match: /Error loading shared library (?<what>[^:\s]{1,300}): No such file/,
    category: 'missing-module',
    weight: 'verdict',
    narrow: 'exact',
  }),
  lineRule({
    on: ['Error relocating '],
    match: /Error relocating [^:]{1,300}: \S{1,300}: symbol not found/,
    category: 'dependency-version',
    narrow: 'exact',
  }),
  lineRule({
    on: ['cannot open shared object file'],
    match: /(?<what>[\w.+-]{1,200}\.so[\w.]{0,40}): cannot open shared object file/,
    unless: /\bW\b|[Ww]arning|Could not load dynamic library|dlerror/,
    category: 'missing-module',
    weight: 'cause',
    narrow: 'exact',
  }),
];
