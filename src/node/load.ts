import { join } from 'node:path';
import type * as Causes from '../app/causes/causesBundle.ts';
import type { Bundles, DiagnosisBundle, TextSearch } from '../app/ports.ts';
import { type configureText, passTexts } from '../core/text/configureText.ts';
import type * as Auth from '../service/auth/auth.ts';
import type * as Service from '../service/service.ts';
import type * as Mcp from './mcp/mcp.ts';
import { startTextSearch } from './textSearch.ts';

const loaded = new Set<string>();

/** Returns true if a bundle was loaded before. */
export const hasLoaded = (name: string): boolean => loaded.has(name);

/**
 * Loads a bundle next to this one. The path is computed so that esbuild doesn't bundle the module; Node caches it. On
 * the first load, the bundle gets the language and translations of this one.
 */
export function loadBundle<Bundle extends object>(name: string): Bundle {
  const bundle: Bundle & { readonly configureText?: typeof configureText } = require(join(__dirname, `${name}.cjs`));
  if (!loaded.has(name)) {
    loaded.add(name);
    if (bundle.configureText !== undefined) passTexts(bundle.configureText);
  }
  return bundle;
}

/** The bundles that the application loads through its port. */
export const bundles = {
  diagnosis: () => loadBundle<DiagnosisBundle>('diagnosis'),
  service: () => loadBundle<typeof Service>('service'),
  auth: () => loadBundle<typeof Auth>('auth'),
  reading: () => loadBundle<typeof Causes>('causes'),
} satisfies Bundles;

/** Loads the MCP server, when the first agent requests it. */
export const loadMcp = (): typeof Mcp => loadBundle<typeof Mcp>('mcp');

/** Starts a thread that searches files. */
export const startSearch = (text: string, maxFound: number, isRedacted?: boolean): TextSearch =>
  startTextSearch(join(__dirname, 'search.cjs'), text, maxFound, isRedacted);

/** Loads the analysis of an account's failures, with the first account that is shown or that a command is about. */
export const loadCauses = (): typeof Causes => loadBundle<typeof Causes>('causes');
