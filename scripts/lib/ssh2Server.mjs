import { readFileSync } from 'node:fs';

/** As much of ssh2's cipher in WebAssembly as is asked for at load. */
const noCipher = 'module.exports = () => ({ _malloc() {}, cwrap() {} });';

/**
 * Bundler plugin: of ssh2 what a server of the sample account needs. Its ciphers are Node's own, so that what computes
 * another in WebAssembly stays out; and ssh2 tells its sessions by the name of their class, which shortening would take.
 */
export const ssh2Server = {
  name: 'ssh2-server',
  setup(build) {
    build.onLoad({ filter: /[\\/]ssh2[\\/]lib[\\/]protocol[\\/]crypto[\\/]poly1305\.js$/ }, () => ({
      contents: noCipher,
    }));
    build.onLoad({ filter: /[\\/]ssh2[\\/]lib[\\/]server\.js$/ }, ({ path }) => ({
      contents: `${readFileSync(path, 'utf8')}\nObject.defineProperty(Session, 'name', { value: 'Session' });`,
    }));
  },
};
