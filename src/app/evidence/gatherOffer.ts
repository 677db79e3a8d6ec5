import type { OfferEvidence } from '../../core/diagnosis/pool/endsSection.ts';
import type { BatchService } from '../../service/ports.ts';

/** Reads the images and VM sizes that are available to an account's pools, with at most two requests per hour. */
export async function gatherOffer({ offer }: Pick<BatchService, 'offer'>): Promise<OfferEvidence> {
  const [images, sizes] = await Promise.all([offer.listImages(), offer.listSizes()]);
  return {
    ...('items' in images ? { images: images.items } : { whyNoImages: images.whyUnknown }),
    ...('items' in sizes ? { sizes: sizes.items } : {}),
  };
}
