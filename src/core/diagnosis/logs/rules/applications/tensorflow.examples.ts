import type { ExamplesOf } from '../../engine/examples.ts';
import type { tensorflowRules } from './tensorflow.ts';

export const tensorflowExamples: ExamplesOf<typeof tensorflowRules> = {
  'tensorflow-fatal': {
    examples: [
      [
        'E tensorflow/stream_executor/cuda/cuda_dnn.cc:389] Loaded runtime CuDNN library: 8.0.5 but source was compiled with: 8.6.0.',
        'F tensorflow/core/kernels/conv_ops.cc:542] Check failed: stream->parent()->GetBlasGemmAlgorithms(&algorithms)',
      ],
    ],
  },
};
