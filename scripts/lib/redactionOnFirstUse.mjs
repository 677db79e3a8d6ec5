const names = ['redactText', 'redactJson'];

/** Stand-in for the sources: each function loads the bundle next to this one at its first call. */
const standIn = `
  import { join } from 'node:path';
  let redaction;
  const load = () => (redaction ??= require(join(__dirname, 'redaction.cjs')));
  ${names.map((name) => `export const ${name} = (value) => load().${name}(value);`).join('\n')}`;

/**
 * Bundler plugin that loads the redaction from its own bundle when the first text is shown, instead of including it.
 * Activation shows no text, and the redaction would take a tenth of its budget. Sources import it like everything in
 * core, and tests need no bundle.
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
