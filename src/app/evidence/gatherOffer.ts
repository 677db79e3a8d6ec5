import type { OfferEvidence } from '../../core/diagnosis/pool/endsSection.ts';
import type { BatchService } from '../../service/ports.ts';

/** Reads what an account's pools can be made of, with at most two requests per hour. */
export async function gatherOffer({ offer }: Pick<BatchService, 'offer'>): Promise<OfferEvidence> {
  const [images, sizes] = await Promise.all([offer.listImages(), offer.listSizes()]);
  return {
    ...('items' in images ? { images: images.items } : { whyNoImages: images.whyUnknown }),
    ...('items' in sizes ? { sizes: sizes.items } : {}),
  };
}
