import * as l10n from '@vscode/l10n';
import { redactText } from '../../text/redact.ts';
import type { Trait } from './observation.ts';

/** What tasks have in common, by name, without secrets. */
export function nameValue(trait: Trait, given: string): string {
  const value = redactText(given);
  switch (trait) {
    case 'node':
      return l10n.t('node {0}', value);
    case 'vmSize':
      return l10n.t('VM size {0}', value);
    case 'image':
      return l10n.t('image {0}', value);
    case 'nodeAgent':
      return l10n.t('node agent {0}', value);
    case 'application':
      return l10n.t('application {0}', value);
    case 'input':
      return l10n.t('input {0}', value);
    case 'option':
      return `\`${value}\``;
    case 'environment':
      return l10n.t('environment variable {0}', value);
    case 'commandLine':
      return l10n.t('program {0}', value);
  }
}
