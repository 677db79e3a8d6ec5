import type * as Diagnosis from '../core/diagnosis/diagnosis.ts';
import type { Event } from '../core/event.ts';

/*
 * What the application needs of the program around it. The extension hands over what VS Code has; other programs and
 * tests bring their own.
 */

/** Values that outlive the program, by key; what is read may be of any shape. A `Memento` of VS Code is one. */
export interface State {
  get(key: string): unknown;
  /** Saves a value, or removes it where it is undefined. */
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Secrets, by key. A `SecretStorage` of VS Code is one. Throws what the keyring of the system throws. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, secret: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** A secret was changed, perhaps by another window. */
  readonly onDidChange: Event<{ readonly key: string }>;
}

/** Parts of the product that are loaded when they are first asked for. */
export interface Bundles {
  /** What explains failures. */
  diagnosis(): DiagnosisBundle;
}

export type DiagnosisBundle = typeof Diagnosis;

/** What needs little of the diagnosis. */
export interface DiagnosisWith<Name extends keyof DiagnosisBundle> {
  diagnosis(): Pick<DiagnosisBundle, Name>;
}
