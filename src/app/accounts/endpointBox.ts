import * as l10n from '@vscode/l10n';
import type { TextStep } from '../ui.ts';
import { type Endpoint, parseEndpoint } from './endpoint.ts';

/** The first step of every way to add an account: its endpoint. `value` is what was typed before. */
export function toEndpointRequest(title: string, value: string, steps: number): TextStep {
  return {
    title,
    prompt: l10n.t('Endpoint of the Batch account (Azure portal: Overview, “Account endpoint”)'),
    placeholder: 'https://myaccount.westeurope.batch.azure.com',
    value,
    step: 1,
    steps,
    validate: (text) => {
      const result = parseEndpoint(text);
      return 'problem' in result ? result.problem : undefined;
    },
  };
}

/** The endpoint in a text that the box has let through. */
export function toEndpoint(text: string): Endpoint {
  const result = parseEndpoint(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.endpoint;
}
