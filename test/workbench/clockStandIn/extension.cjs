const { appendFileSync, readFileSync } = require('node:fs');
const files = require('node:fs/promises');
const Module = require('node:module');
const { join } = require('node:path');

/** Folder of the journey: `offset` has the milliseconds by which the clock is wrong, and `used` gets what is recorded. */
const folder = process.env.CLOCK_STAND_IN;
/** Interval at which the file is read. */
const lookMs = 50;
const ownFile = /globalStorage[\\/]batch-troubleshooter\.azure-batch-troubleshooter[\\/](.+)/;
const ownBundle = /[\\/]dist[\\/](\w+\.cjs)$/;

/** Gives all extensions of this window a clock that is wrong, and may be set at any time. */
function shiftClock() {
  const Real = Date;
  let offset = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const now = () => {
    if (performance.now() - lookedAt > lookMs) {
      lookedAt = performance.now();
      offset = Number(readFileSync(join(folder, 'offset'), 'utf8'));
    }
    return Real.now() + offset;
  };
  globalThis.Date = new Proxy(Real, {
    apply: () => new Real(now()).toString(),
    construct: (target, given, self) => Reflect.construct(target, given.length === 0 ? [now()] : given, self),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}

/** Records the bundles that are loaded, and the files in the extension's folder that are looked at. */
function recordUse() {
  const record = (name) => appendFileSync(join(folder, 'used'), `${name}\n`);
  const load = Module._load;
  Module._load = function (name, ...others) {
    const bundle = ownBundle.exec(String(name))?.[1];
    if (bundle !== undefined) record(bundle);
    return load.call(this, name, ...others);
  };
  for (const name of ['lstat', 'open', 'readdir', 'readFile', 'stat']) {
    const real = files[name];
    files[name] = (file, ...others) => {
      const own = ownFile.exec(String(file))?.[1];
      if (own !== undefined) record(own);
      return real(file, ...others);
    };
  }
}

exports.activate = () => {
  if (folder === undefined) return;
  shiftClock();
  recordUse();
};
