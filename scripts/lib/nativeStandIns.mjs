import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * VS Code's server needs two native modules that can't be built without a compiler. The server runs without the
 * modules, but every process then prints a stack trace and writes no log. These plain modules replace them, only in the
 * test host.
 */
const logger = `'use strict';
const fs = require('node:fs');
const path = require('node:path');
const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const methods = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(file) {
    this.file = file;
    this.level = 2;
    this.plain = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, '');
  }
  write(level, text) {
    if (level < this.level) return;
    const prefix = this.plain ? '' : new Date().toISOString().replace('T', ' ').replace('Z', '') + ' [' + levels[level] + '] ';
    try {
      fs.appendFileSync(this.file, prefix + text + (this.plain ? '' : '\\n'));
    } catch {
      // The folder was removed together with the run that it belonged to.
    }
  }
  setLevel(level) { this.level = level; }
  getLevel() { return this.level; }
  setPattern() {}
  clearFormatters() { this.plain = true; }
  flush() {}
  drop() {}
}
methods.forEach((name, level) => { Logger.prototype[name] = function (text) { this.write(level, text); }; });
const create = async (name, file) => new Logger(file);
// Assigned one by one, so that an import sees the names.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;

const watchdog = `'use strict';
module.exports.start = (parent) => {
  const timer = setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(87);
    }
  }, 1000);
  timer.unref();
};
module.exports.exit = (code) => process.exit(code || 0);
`;

/** Writes both modules into the server's packages; `modules` is its node_modules folder. */
export function writeNativeStandIns(modules) {
  for (const [name, text] of [
    ['spdlog', logger],
    ['native-watchdog', watchdog],
  ]) {
    const folder = path.join(modules, '@vscode', name);
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'index.js');
    rmSync(file, { force: true }); // The existing file may be a hard link into a package manager's cache.
    writeFileSync(file, text);
  }
}
