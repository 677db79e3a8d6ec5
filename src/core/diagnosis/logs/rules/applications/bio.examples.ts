import type { ExamplesOf } from '../../engine/examples.ts';
import type { bioRules } from './bio.ts';

export const bioExamples: Partial<ExamplesOf<typeof bioRules>> = {
  'bio-e-main-unrecognized': { examples: ["[E::main] unrecognized command 'cal'"] },
  'bio-err-does-not': {
    examples: ['(ERR): "idx/genome" does not exist', '(ERR): "idx/genome" does not exist or is not a Bowtie 2 index'],
  },
  'bio-unable-to-determine': { examples: ['Error: unable to open file or unable to determine types for file a.bed'] },
  'bio-e-faidx-was': { examples: ['[E::faidx_adjust_position] The sequence "1" was not found'] },
  'bio-file-existence-permissions': {
    examples: [
      '/usr/bin/mafft: Cannot open q2.fa.',
      'MSG: ERROR: No cache found for homo_sapiens, version 93',
      'MSG: ERROR: Cache directory /data/mus_musculus/93_GRCm38//homo_sapiens not found',
    ],
  },
  'bio-file-format-problem': {
    examples: [
      'Error: No input read files were valid',
      "unable to find FASTA index entry for 'chr7'",
      "[tabix] the compression of 'a.bed' is not BGZF",
    ],
  },
  'bio-no-alias-or': {
    examples: [
      'BLAST Database error: No alias or index file found for nucleotide database [nt_sub] in search path [/mnt/wd:/db::]',
    ],
  },
  'bio-parse-error-at': {
    examples: [
      '[W::sam_read1_sam] Parse error at line 2',
      'Parse error at line 31: sequence and quality are inconsistent',
    ],
  },
  'bio-exiting-now': { examples: ['Exiting now ...'] },
  'bio-e-no-such': {
    examples: [
      '[E::bwa_idx_load_from_disk] fail to locate the index files',
      "[E::idx_find_and_load] Could not retrieve index file for 'a.bam'",
      ' [First 300 bytes]:[E::bwa_idx_load_from_disk] fail to locate the index files',
    ],
  },
  'bio-e-pp-ars': {
    examples: [
      '[E::bgzf_read] Read block operation failed with error 4 after 0 of 4 bytes',
      '[E::bgzf_read_block] Failed to read BGZF block data at offset 29122 expected 2013 bytes; hread returned 860',
      '[E::bcf_hdr_parse_sample_line] Could not parse the "#CHROM.." line, either the fields are incorrect or spaces are present instead of tabs:',
    ],
  },
  'bio-eof-marker-is': { examples: ['[W::bam_hdr_read] EOF marker is absent. The input is probably truncated'] },
  'bio-e-category-other': {
    examples: [
      '[E::cram_next_slice] Failure to decode slice',
      '[E::fai_build3_core] Failed to open the file ref.fa',
      '[E::cram_get_ref] Failed to populate reference for id 0',
    ],
  },
  'bio-main-samview-fail': {
    examples: [
      'samtools sort: truncated file. Aborting',
      'bam file is truncated: EOF marker absent',
      'Error in findFileFormatStream: truncated file',
    ],
  },
  'bio-fail-to-read': { examples: ['samtools sort: failed to read header from "-"'] },
  'bio-samtools-sort-couldn': { examples: ["samtools sort: couldn't allocate memory for bam_mem"] },
  'bio-a-user-error-has-occurred': {
    examples: [
      'A USER ERROR has occurred: Input files reference and reads have incompatible contigs: No overlapping contigs found.',
    ],
  },
  'bio-error-message-not': { examples: ["java.lang.RuntimeException: Property: 'GRCh99.genome' not found"] },
  'bio-error-message-argument': {
    examples: [
      '[2014-06-21 18:23] ##### ERROR MESSAGE: Annotation DepthOfCoverage is no longer available in the GATK; it has been deprecated since version 2.4 (renamed to Coverage)',
    ],
  },
  'bio-error-message': {
    examples: [
      '##### ERROR MESSAGE: Input files reads and reference have incompatible contigs. Please see the documentation.',
    ],
  },
  'bio-exiting-because-of': {
    examples: [
      'EXITING because of fatal PARAMETERS error: limitGenomeGenerateRAM=31000000000is too small for your genome',
    ],
  },
  'bio-exiting-because-of-2': { examples: ['EXITING because of fatal input ERROR: could not open readFilesIn=r1.fq'] },
  'bio-samblaster-premature-exit': {
    examples: ['(ERR): bowtie2-align exited with value 1', '(ERR): hisat2-align exited with value 134'],
  },
  'bio-too-few-quality': { examples: ["Unable to parse date '2024-13-01'"] },
};
