import { supportedImages } from '../bodies/supportedImages.ts';
import { type Call, param } from '../http/call.ts';
import { listedArray, listPage, type ReplyShape } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import { ServiceError } from '../http/serviceError.ts';
import { singleReply } from '../http/single.ts';
import { toKey } from '../state/sortedTable.ts';
import { findText, type WireObject } from '../state/wire.ts';

const applicationReplyShape: ReplyShape<WireObject> = {
  fragment: 'listapplicationsummariesresponses',
  toWire: (application) => application,
};
const applicationProperties: readonly string[] = ['id', 'displayName', 'versions'];

export function listApplications(call: Call): Reply {
  return listPage(call, listedArray(call.world.applications), applicationReplyShape);
}

export function getApplication(call: Call): Reply {
  const wanted = toKey(param(call, 'applicationId'));
  const found = call.world.applications.find((application) => toKey(findText(application, 'id') ?? '') === wanted);
  if (found === undefined) throw new ServiceError('ApplicationNotFound');
  return singleReply(call, found, { ...applicationReplyShape, properties: applicationProperties });
}

export function listSupportedImages(call: Call): Reply {
  return listPage<WireObject>(call, listedArray(supportedImages), {
    fragment: 'supportedimages',
    filter: {
      osType: { type: 'enum', values: ['linux', 'windows'] },
      verificationType: { type: 'enum', values: ['verified', 'unverified'] },
      nodeAgentSKUId: { type: 'id' },
    },
    toWire: (image) => image,
  });
}
