import type { ExamplesOf } from '../../engine/examples.ts';
import type { htslibRules } from './htslib.ts';

export const htslibExamples: ExamplesOf<typeof htslibRules> = {
  'htslib-unopened-file': {
    examples: [
      "[E::main_mem] fail to open file `r1.fq'.",
      '[E::hts_hopen] Failed to open file sample-0042.bam',
      '[E::hts_open_format] Failed to open file "reads.cram" : Exec format error',
    ],
  },
  'htslib-unknown-format': {
    examples: [
      'tabix: Failed to open a.bed: Exec format error',
      'bcftools view: failed to open a.vcf.gz: Exec format error',
      'samtools view: failed to open "trunc.bam" for reading: Exec format error',
    ],
  },
};
