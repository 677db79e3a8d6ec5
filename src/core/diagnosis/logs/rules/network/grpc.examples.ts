import type { ExamplesOf } from '../../engine/examples.ts';
import type { grpcRules } from './grpc.ts';

export const grpcExamples: ExamplesOf<typeof grpcRules> = {
  'grpc-call-failed-in-block': {
    examples: [
      ['\tstatus = StatusCode.UNAVAILABLE', '\tdetails = "Connection reset"'],
      [
        '\tstatus = StatusCode.RESOURCE_EXHAUSTED',
        '\tdetails = "Received message larger than max (9012345 vs. 4194304)"',
      ],
    ],
  },
  'grpc-call-failed': {
    examples: [
      'rpc error: code = Unavailable desc = transport is closing',
      'Error: rpc error: code = DeadlineExceeded desc = context deadline exceeded',
    ],
  },
};
