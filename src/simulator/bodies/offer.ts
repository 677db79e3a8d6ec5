import type { WireObject } from '../state/wire.ts';
import { supportedImages } from './supportedImages.ts';

/** Images and VM sizes for nodes in an account. */
export interface Offer {
  /** Images, with the matching node agents. */
  readonly images: readonly WireObject[];
  /** VM sizes, in lower case, beyond those of known series. */
  readonly vmSizes: readonly string[];
  /** Set if unknown images and sizes are accepted as well, because the service may support them. */
  readonly takesOthers: boolean;
}

/** Images and sizes offered in addition to those that the simulator knows. */
export interface Offered {
  readonly images?: readonly WireObject[] | undefined;
  readonly vmSizes?: readonly string[] | undefined;
}

/** Throws a `RangeError` for a VM size that can't be the name of one. */
export function makeOffer(others: readonly Offered[], takesOthers: boolean): Offer {
  const wrong = others.flatMap(({ vmSizes = [] }) => vmSizes).find((size) => !/^[a-z]+_\w[\w-]*$/i.test(size));
  if (wrong !== undefined) throw new RangeError(`A VM size must be like Standard_D2s_v3, not ${wrong}.`);
  return {
    images: [...supportedImages, ...others.flatMap(({ images = [] }) => images)],
    vmSizes: others.flatMap(({ vmSizes = [] }) => vmSizes.map((size) => size.toLowerCase())),
    takesOthers,
  };
}

/** Initial letters of series names. Microsoft documentation: sizes for virtual machines. */
const series = /^(?:a|b|d|ds|dc|e|ec|f|fs|fx|g|gs|h|hb|hc|hx|l|ls|m|nc|ncc|nd|ng|np|nv|pb)$/;

/**
 * Returns true if a size exists, judging by its series and the form of its name: `standard_e96-24ads_v5`,
 * `standard_nc24ads_a100_v4`.
 */
export function isOffered(vmSize: string, { vmSizes, takesOthers }: Offer): boolean {
  const name = vmSize.toLowerCase();
  const [, letters = ''] = /^(?:standard|basic)_([a-z]+)\d+(?:-\d+)?[a-z]*(?:_[a-z0-9]+)*$/.exec(name) ?? [];
  return takesOthers || series.test(letters) || vmSizes.includes(name);
}
