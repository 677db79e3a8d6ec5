import type { ImageReference } from './pool.ts';

/** An image that pools may be made of, with the node agent that goes with it. Property names are the wire's. */
export interface SupportedImage {
  readonly nodeAgentSKUId: string;
  readonly imageReference: ImageReference;
  readonly osType?: string;
  /** What it brings besides, such as `DockerCompatible`. */
  readonly capabilities?: readonly string[];
  /** When Batch ends its support, as ISO 8601; absent where that was not decided. */
  readonly batchSupportEndOfLife?: string;
}

/** A VM size that Batch has in the region of an account, as Resource Manager lists it. */
export interface SupportedSize {
  readonly name: string;
  /** When Batch ends its support, as ISO 8601; absent where that was not decided. */
  readonly batchSupportEndOfLife?: string;
}

/** An application of an account, with the versions that can be deployed to nodes. */
export interface Application {
  readonly id: string;
  readonly versions?: readonly string[];
}

/** What pools of an account can be made of, as far as it is known. */
export interface Offer {
  readonly images?: readonly SupportedImage[] | undefined;
  readonly sizes?: readonly SupportedSize[] | undefined;
}
