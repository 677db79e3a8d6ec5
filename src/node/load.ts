import { join } from 'node:path';
import type * as Causes from '../app/causes/causesBundle.ts';
import type { Bundles, DiagnosisBundle, TextSearch } from '../app/ports.ts';
import { type configureText, passTexts } from '../core/text/configureText.ts';
import type * as Auth from '../service/auth/auth.ts';
import type * as Service from '../service/service.ts';
import type * as Mcp from './mcp/mcp.ts';
import { startTextSearch } from './textSearch.ts';

const loaded = new Set<string>();

/** Whether a bundle was asked for before. */
export const hasLoaded = (name: string): boolean => loaded.has(name);

/**
 * Requires a bundle that lies beside this one. The path is computed so that esbuild leaves it alone; Node keeps the
 * loaded module. The first time, the bundle is given the language and the texts in it, as this one was.
 */
export function loadBundle<Bundle extends object>(name: string): Bundle {
  const bundle: Bundle & { readonly configureText?: typeof configureText } = require(join(__dirname, `${name}.cjs`));
  if (!loaded.has(name)) {
    loaded.add(name);
    if (bundle.configureText !== undefined) passTexts(bundle.configureText);
  }
  return bundle;
}

/** What the application loads through its port. */
export const bundles = {
  diagnosis: () => loadBundle<DiagnosisBundle>('diagnosis'),
  service: () => loadBundle<typeof Service>('service'),
  auth: () => loadBundle<typeof Auth>('auth'),
  reading: () => loadBundle<typeof Causes>('causes'),
} satisfies Bundles;

/** What speaks the Model Context Protocol. Loaded with the first agent that asks for it. */
export const loadMcp = (): typeof Mcp => loadBundle<typeof Mcp>('mcp');

/** Searches files in a thread of its own. */
export const startSearch = (text: string, maxFound: number, isRedacted?: boolean): TextSearch =>
  startTextSearch(join(__dirname, 'search.cjs'), text, maxFound, isRedacted);

/** What finds out what is wrong with an account. Loaded with the first account that is shown, or asked about. */
export const loadCauses = (): typeof Causes => loadBundle<typeof Causes>('causes');
