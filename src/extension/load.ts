import { join } from 'node:path';
import type * as Causes from '../app/causes/causesBundle.ts';
import type { Bundles, DiagnosisBundle } from '../app/ports.ts';
import { type configureText, passTexts } from '../core/text/configureText.ts';
import type * as Auth from '../service/auth/auth.ts';
import type * as Service from '../service/service.ts';
import type * as Simulator from '../simulator/simulator.ts';

export type ServiceBundle = typeof Service;
export type AuthBundle = typeof Auth;
export type SimulatorBundle = typeof Simulator;

/** How we reach Azure Batch: the official client and the store. Loaded with the first account that is opened. */
export const loadService = (): ServiceBundle => loadBundle<ServiceBundle>('service');
/** Token sources of `@azure/identity`. Loaded with the first account that needs one. */
export const loadAuth = (): AuthBundle => loadBundle<AuthBundle>('auth');
/** Explanations. Loaded with the first failure that is looked at. */
export const loadDiagnosis = (): DiagnosisBundle => loadBundle<DiagnosisBundle>('diagnosis');
/** What finds out what is wrong with an account. Loaded with the first account that is shown, or asked about. */
export const loadCauses = (): typeof Causes => loadBundle<typeof Causes>('causes');
/** The embedded Batch service. Loaded with the sample account. */
export const loadSimulator = (): SimulatorBundle => loadBundle<SimulatorBundle>('simulator');

/** What the application loads through its port. */
export const bundles: Bundles = { diagnosis: loadDiagnosis };

const loaded = new Set<string>();

/** Whether a bundle was asked for before. */
export const hasLoaded = (name: string): boolean => loaded.has(name);

/**
 * Requires a bundle that lies beside this one. The path is computed so that esbuild leaves it alone; Node keeps the
 * loaded module. The first time, the bundle is given the editor's language and the texts in it, as this one was.
 */
export function loadBundle<Bundle extends object>(name: string): Bundle {
  const bundle: Bundle & { readonly configureText?: typeof configureText } = require(join(__dirname, `${name}.cjs`));
  if (!loaded.has(name)) {
    loaded.add(name);
    if (bundle.configureText !== undefined) passTexts(bundle.configureText);
  }
  return bundle;
}
