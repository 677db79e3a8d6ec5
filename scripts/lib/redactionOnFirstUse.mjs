const names = ['redactText', 'redactJson'];

/** Stand-in for the sources: each function loads the bundle next to this one at its first call. */
const standIn = `
  import { join } from 'node:path';
  let redaction;
  const load = () => (redaction ??= require(join(__dirname, 'redaction.cjs')));
  ${names.map((name) => `export const ${name} = (value) => load().${name}(value);`).join('\n')}`;

/**
 * Bundler plugin: what takes secrets out of texts is no part of a bundle but loaded from beside it, with the first text
 * that is shown. Nothing is shown at activation, and all that is known of secrets is a tenth of its budget. Sources
 * import it as they do everything of core, and tests need no bundle.
 */
export const redactionOnFirstUse = {
  name: 'redaction-on-first-use',
  setup(build) {
    build.onLoad({ filter: /[\\/]core[\\/]text[\\/]redact(?:Json)?\.ts$/ }, () => ({
      contents: standIn,
      loader: 'js',
    }));
  },
};
