import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { toKey } from '../state/sortedTable.ts';
import { findObject, findText, type WireObject } from '../state/wire.ts';
import { supportedImages } from './supportedImages.ts';

/** Batch documentation: the forms of the ids of images that are in no marketplace. */
const customImageIds: Readonly<Record<string, RegExp>> = {
  virtualMachineImageId:
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/galleries\/[^/]+\/images\/[^/]+(\/versions\/[^/]+)?$/i,
  sharedGalleryImageId: /^\/sharedGalleries\/[^/]+\/images\/[^/]+(\/versions\/[^/]+)?$/i,
  communityGalleryImageId: /^\/communityGalleries\/[^/]+\/images\/[^/]+(\/versions\/[^/]+)?$/i,
};

const nameParts = ['publisher', 'offer', 'sku'] as const;

/** Checks what the nodes of a pool are made of. Throws the service's refusals. */
export function checkImage(machine: WireObject, isSharedKey: boolean): void {
  const image = findObject(machine, 'imageReference') ?? {};
  const agent = toAgent(machine);
  const fitting = supportedImages.filter((one) => toAgent(one) === agent);
  if (fitting.length === 0) throw new ServiceError('NodeAgentSKUNotFound');
  const custom = Object.keys(customImageIds).find((name) => findText(image, name) !== undefined);
  if (custom !== undefined && Object.keys(image).length > 1) {
    throw invalidPropertyValue('imageReference', image, `${custom} excludes all other properties`);
  }
  if (custom === undefined) {
    checkMarketplaceImage(image, agent, fitting);
  } else {
    checkCustomImage(custom, findText(image, custom) ?? '', isSharedKey);
  }
}

function toAgent(of: WireObject): string {
  return toKey(findText(of, 'nodeAgentSKUId') ?? '');
}

/** `fitting` are the images that the node agent is for. */
function checkMarketplaceImage(image: WireObject, agent: string, fitting: readonly WireObject[]): void {
  const missing = nameParts.find((name) => image[name] === undefined);
  if (missing !== undefined) {
    throw new ServiceError('MissingRequiredProperty', { PropertyName: `imageReference.${missing}` });
  }
  const isMeant = (one: WireObject): boolean => isSameImage(findObject(one, 'imageReference') ?? {}, image);
  if (fitting.some(isMeant)) return;
  if (supportedImages.some(isMeant)) {
    throw invalidPropertyValue('nodeAgentSKUId', agent, 'The node agent does not fit the image');
  }
  // Recorded: the property is the whole reference.
  throw invalidPropertyValue('imageReference', image, 'The image is not supported');
}

function isSameImage(one: WireObject, other: WireObject): boolean {
  return nameParts.every((name) => toKey(findText(one, name) ?? '') === toKey(findText(other, name) ?? ''));
}

/** Recorded: only who signs in with Microsoft Entra ID may use images of a gallery of one's own. */
function checkCustomImage(name: string, id: string, isSharedKey: boolean): void {
  if (customImageIds[name]?.test(id) !== true) {
    throw invalidPropertyValue(name, id, 'The value is not the id of an image');
  }
  if (isSharedKey && name === 'virtualMachineImageId') {
    throw invalidPropertyValue(name, id, 'The image can be used only with Microsoft Entra ID');
  }
}
