import type { Application, SupportedImage, SupportedSize } from './offer.ts';
import { imageReference } from './poolShape.ts';
import { list, needed, object, type Read, text, time } from './shape.ts';

/** Reads a supported image; the node agent and the image reference are required. */
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
