import * as l10n from '@vscode/l10n';
import {
  describeEnd,
  type EndOfSupport,
  firstLastingVersion,
  listEndsOfSupport,
} from '../../definitions/endOfSupport.ts';
import { readSupportedImage, readSupportedSize } from '../../model/offer.ts';
import type { Pool } from '../../model/pool.ts';
import { type Infer, list, text } from '../../model/shape.ts';
import { facts } from '../evidence/shapes.ts';
import type { Evidence, Section } from '../explanation/explanation.ts';
import { joinSentences, listSome } from '../explanation/sentences.ts';

export const readOfferEvidence = facts({
  images: list(readSupportedImage),
  sizes: list(readSupportedSize),
  /** Sentence that explains why the images supported by Batch are unknown. */
  whyNoImages: text,
});

/** The images that Batch offers for pools, if they were requested. */
export interface OfferEvidence extends Infer<typeof readOfferEvidence> {}

interface Ending {
  readonly pools: readonly Pool[];
  readonly accountId?: string | undefined;
  readonly offer?: OfferEvidence | undefined;
  readonly apiVersion?: string | undefined;
  readonly now?: Date | string | undefined;
}

interface EndOfPools {
  readonly end: EndOfSupport;
  readonly poolIds: string[];
}

/**
 * Creates the section on ends of support for images, sizes, and API versions in use, earliest first; nothing has failed
 * because of them yet.
 */
export function toEndsSection({ pools, accountId, offer, apiVersion, now }: Ending): Section | undefined {
  const at = now === undefined ? undefined : new Date(now);
  if (at === undefined) return undefined;
  const byEnd = new Map<string, EndOfPools>();
  for (const pool of pools)
    for (const end of listEndsOfSupport(pool, at, offer)) {
      const key = `${end.kind} ${end.name.toLowerCase()}`;
      const known = byEnd.get(key) ?? { end, poolIds: [] };
      known.poolIds.push(pool.id);
      byEnd.set(key, known);
    }
  const ends = [...byEnd.values()].sort((one, other) => (one.end.day ?? '').localeCompare(other.end.day ?? ''));
  const items = [
    ...ends.map((end) => toItem(end, accountId, at)),
    ...describeVersion(apiVersion),
    ...(offer?.whyNoImages === undefined || accountId === undefined ? [] : [{ text: offer.whyNoImages }]),
  ];
  return { id: 'ends', title: l10n.t('End of support'), items };
}

function toItem({ end, poolIds }: EndOfPools, accountId: string | undefined, now: Date): Evidence {
  const sentence = describeEnd(end, now);
  if (accountId === undefined) return { text: sentence };
  const [poolId = ''] = poolIds;
  return {
    text: joinSentences([sentence, l10n.t('Pools: {0}.', listSome(poolIds))]),
    leadsTo: { resource: { kind: 'pool', accountId, poolId }, document: 'explanation' },
  };
}

function describeVersion(version: string | undefined): readonly Evidence[] {
  if (version === undefined || version >= firstLastingVersion) return [];
  return [
    {
      text: l10n.t(
        "The account is read with API version {version}. Versions before {first} are to be retired; Azure hasn't said when.",
        { version, first: firstLastingVersion },
      ),
    },
  ];
}
