import type { ImageReference } from './pool.ts';

/** A VM image for pools, with its node agent. Property names are the wire's. */
export interface SupportedImage {
  readonly nodeAgentSKUId: string;
  readonly imageReference: ImageReference;
  readonly osType?: string;
  /** Additional features, such as `DockerCompatible`. */
  readonly capabilities?: readonly string[];
  /** End of Batch's support, as ISO 8601; absent if undecided. */
  readonly batchSupportEndOfLife?: string;
}

/** A VM size that Batch supports in the account's region, as Resource Manager lists it. */
export interface SupportedSize {
  readonly name: string;
  /** End of Batch's support, as ISO 8601; absent if undecided. */
  readonly batchSupportEndOfLife?: string;
}

/** An application of an account, with the versions that can be deployed to nodes. */
export interface Application {
  readonly id: string;
  readonly versions?: readonly string[];
}

/** Images, sizes and applications available for an account's pools, as far as known. */
export interface Offer {
  readonly images?: readonly SupportedImage[] | undefined;
  readonly sizes?: readonly SupportedSize[] | undefined;
}
