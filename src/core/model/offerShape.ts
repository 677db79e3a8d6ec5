import type { Application, SupportedImage, SupportedSize } from './offer.ts';
import { imageReference } from './poolShape.ts';
import { list, needed, object, type Read, text, time } from './shape.ts';

/** An image that the service lists; without its node agent or its names it says nothing. */
export const readSupportedImage: Read<SupportedImage> = object<SupportedImage>({
  nodeAgentSKUId: needed(text),
  imageReference: needed(imageReference),
  osType: text,
  capabilities: list(text),
  batchSupportEndOfLife: time,
});

export const readSupportedSize: Read<SupportedSize> = object<SupportedSize>({
  name: needed(text),
  batchSupportEndOfLife: time,
});

export const readApplication: Read<Application> = object<Application>({ id: needed(text), versions: list(text) });
