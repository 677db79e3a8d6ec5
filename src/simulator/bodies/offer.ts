import type { WireObject } from '../state/wire.ts';
import { supportedImages } from './supportedImages.ts';

/** What nodes can be made of in an account. */
export interface Offer {
  /** Images, with the node agents that fit. */
  readonly images: readonly WireObject[];
  /** Sizes of virtual machines, in lower case, besides those whose series is known. */
  readonly vmSizes: readonly string[];
  /** Whether others are taken as well, since the service may have them. */
  readonly takesOthers: boolean;
}

/** Images and sizes that are offered besides those that the simulator knows. */
export interface Offered {
  readonly images?: readonly WireObject[] | undefined;
  readonly vmSizes?: readonly string[] | undefined;
}

export function makeOffer(others: readonly Offered[], takesOthers: boolean): Offer {
  return {
    images: [...supportedImages, ...others.flatMap(({ images = [] }) => images)],
    vmSizes: others.flatMap(({ vmSizes = [] }) => vmSizes.map((size) => size.toLowerCase())),
    takesOthers,
  };
}

/** Letters with which the names of series begin. Microsoft documentation: sizes for virtual machines. */
const series = /^(?:a|b|d|ds|dc|e|ec|f|fs|fx|g|gs|h|hb|hc|hx|l|ls|m|nc|ncc|nd|ng|np|nv|pb)$/;

/** Whether there is such a size, by its series and the form of its name: `standard_e96-24ads_v5`, `standard_nc24ads_a100_v4`. */
export function isOffered(vmSize: string, { vmSizes, takesOthers }: Offer): boolean {
  const name = vmSize.toLowerCase();
  const [, letters = ''] = /^(?:standard|basic)_([a-z]+)\d+(?:-\d+)?[a-z]*(?:_[a-z0-9]+)*$/.exec(name) ?? [];
  return takesOthers || series.test(letters) || vmSizes.includes(name);
}
