import * as l10n from '@vscode/l10n';
import type { PlaceVerdict } from './placeVerdict.ts';
import type { ProcessVerdict } from './processFailure.ts';
import type { TaskContext } from './taskContext.ts';

/** Matches a registry's refusal of an image. */
const refused =
  /\bpull access denied\b|\bmay require '?(?:docker|podman) login\b|\brequested access to the resource is denied\b|\bno basic auth credentials\b|\bunauthorized\b/i;

/**
 * Explains an image that a command line or its script pulls itself, outside of a container: Batch signs in to registries
 * only for a pool with a container configuration (Batch documentation: "Run container applications").
 */
export function judgeOwnPull({ task, pool }: TaskContext, verdict: ProcessVerdict): PlaceVerdict | undefined {
  const { containerRegistries = [] } = pool?.virtualMachineConfiguration?.containerConfiguration ?? {};
  const line = verdict.evidence.find(({ isCause }) => isCause)?.text ?? '';
  if (verdict.category !== 'image-pull' || task.containerSettings !== undefined || !refused.test(line))
    return undefined;
  if (pool === undefined || containerRegistries.length > 0) return undefined;
  return {
    why: l10n.t(
      'The image is pulled by the command line or its script, not by Batch, and the pool has no credentials for a registry.',
    ),
    fixes: [
      {
        text: l10n.t(
          'If the image is private, sign in to its registry in the script before the pull: `docker login`, or `az acr login` with a managed identity.',
        ),
        property: ['commandLine'],
      },
      { text: l10n.t("Check the image name too: registries return the same response if the image doesn't exist.") },
    ],
    change: 'surroundings',
  };
}
