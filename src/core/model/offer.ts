import { imageReference } from './poolShape.ts';
import { type Infer, list, needed, object, text, time } from './shape.ts';

/** Reads a supported image; the node agent and the image reference are required. */
export const readSupportedImage = object({
  nodeAgentSKUId: needed(text),
  imageReference: needed(imageReference),
  osType: text,
  /** Additional features, such as `DockerCompatible`. */
  capabilities: list(text),
  /** End of Batch's support, as ISO 8601; absent if undecided. */
  batchSupportEndOfLife: time,
});

/** A VM image for pools, with its node agent. Property names are those of the REST API. */
export interface SupportedImage extends Infer<typeof readSupportedImage> {}

export const readSupportedSize = object({
  name: needed(text),
  /** End of Batch's support, as ISO 8601; absent if undecided. */
  batchSupportEndOfLife: time,
});

/** A VM size that Batch supports in the account's region, as Resource Manager lists it. */
export interface SupportedSize extends Infer<typeof readSupportedSize> {}

export const readApplication = object({ id: needed(text), versions: list(text) });

/** An application of an account, with the versions that can be deployed to nodes. */
export interface Application extends Infer<typeof readApplication> {}

/** Images, sizes, and applications available for an account's pools, as far as is known. */
export interface Offer {
  readonly images?: readonly SupportedImage[] | undefined;
  readonly sizes?: readonly SupportedSize[] | undefined;
}
