import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { toKey } from '../state/sortedTable.ts';
import { findObject, findText, type WireObject } from '../state/wire.ts';
import type { Offer } from './offer.ts';

/** Batch documentation: ID formats of images outside the marketplace. */
const customImageIds: Readonly<Record<string, RegExp>> = {
  virtualMachineImageId:
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/galleries\/[^/]+\/images\/[^/]+(\/versions\/[^/]+)?$/i,
  sharedGalleryImageId: /^\/sharedGalleries\/[^/]+\/images\/[^/]+(\/versions\/[^/]+)?$/i,
  communityGalleryImageId: /^\/communityGalleries\/[^/]+\/images\/[^/]+(\/versions\/[^/]+)?$/i,
};

const nameParts = ['publisher', 'offer', 'sku'] as const;

/** Checks the image of a pool's nodes. Throws the service's refusals. */
export function checkImage(machine: WireObject, isSharedKey: boolean, { images, takesOthers }: Offer): void {
  const image = findObject(machine, 'imageReference') ?? {};
  const agent = toAgent(machine);
  const fitting = images.filter((one) => toAgent(one) === agent);
  if (fitting.length === 0 && !takesOthers) {
    const Reason = `This simulator knows no node agent "${agent}", though the service may. ${toAdvice(image, agent)}`;
    throw new ServiceError('NodeAgentSKUNotFound', { Reason });
  }
  const custom = Object.keys(customImageIds).find((name) => findText(image, name) !== undefined);
  if (custom !== undefined && Object.keys(image).length > 1) {
    throw invalidPropertyValue('imageReference', image, `${custom} excludes all other properties`);
  }
  if (custom === undefined) {
    checkNames(image);
    if (!takesOthers) checkMarketplaceImage(image, agent, images);
  } else {
    checkCustomImage(custom, findText(image, custom) ?? '', isSharedKey);
  }
}

function toAgent(of: WireObject): string {
  return toKey(findText(of, 'nodeAgentSKUId') ?? '');
}

function checkNames(image: WireObject): void {
  const missing = nameParts.find((name) => image[name] === undefined);
  if (missing !== undefined) {
    throw new ServiceError('MissingRequiredProperty', { PropertyName: `imageReference.${missing}` });
  }
}

function checkMarketplaceImage(image: WireObject, agent: string, images: readonly WireObject[]): void {
  const meant = images.filter((one) => isSameImage(findObject(one, 'imageReference') ?? {}, image));
  if (meant.some((one) => toAgent(one) === agent)) return;
  const [other] = meant;
  if (other !== undefined) {
    // An image that the user has added may need another agent.
    const advice = other['verificationType'] === 'unverified' ? `. ${toAdvice(image, agent)}` : '';
    const reason = `The node agent does not fit the image, which takes ${toAgent(other)}${advice}`;
    throw invalidPropertyValue('nodeAgentSKUId', agent, reason);
  }
  // Recorded: the error is about the whole reference, not about one of its properties.
  const reason = `The image is not supported: this simulator does not know it, though the service may. ${toAdvice(image, agent)}`;
  throw invalidPropertyValue('imageReference', image, reason);
}

/** Explains how to make an image known. */
function toAdvice(image: WireObject, agent: string): string {
  const name = nameParts.map((part) => findText(image, part) ?? part.toUpperCase()).join('/');
  return `Add it by --image "${name}=${agent}", or take all by --lenient`;
}

function isSameImage(one: WireObject, other: WireObject): boolean {
  return nameParts.every((name) => toKey(findText(one, name) ?? '') === toKey(findText(other, name) ?? ''));
}

/** Recorded: only clients that sign in with Microsoft Entra ID may use images of their own gallery. */
function checkCustomImage(name: string, id: string, isSharedKey: boolean): void {
  if (customImageIds[name]?.test(id) !== true) {
    throw invalidPropertyValue(name, id, 'The value is not the id of an image');
  }
  if (isSharedKey && name === 'virtualMachineImageId') {
    throw invalidPropertyValue(name, id, 'The image can be used only with Microsoft Entra ID');
  }
}
