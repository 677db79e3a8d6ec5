import type { ExamplesOf } from '../../engine/examples.ts';
import type { bioRules, htslibRules } from './bio.ts';

export const bioExamples: ExamplesOf<typeof bioRules> = {
  'htslib-unknown-command': { examples: ["[E::main] unrecognized command 'cal'"] },
  'bedtools-unknown-format': { examples: ['Error: unable to open file or unable to determine types for file a.bed'] },
  'macs-model-not-built': {
    examples: [
      'WARNING @ Thu, 14 Dec 2023 23:23:07: Too few paired peaks (0) so I can not build the model! Broader your MFOLD range parameter may erase this error. ',
    ],
  },
  'htslib-missing-sequence': { examples: ['[E::faidx_adjust_position] The sequence "1" was not found'] },
  'bio-missing-input': {
    examples: [
      '(ERR): "idx/genome" does not exist',
      '(ERR): "idx/genome" does not exist or is not a Bowtie 2 index',
      '/usr/bin/mafft: Cannot open q2.fa.',
      'MSG: ERROR: No cache found for homo_sapiens, version 93',
      'MSG: ERROR: Cache directory /data/mus_musculus/93_GRCm38//homo_sapiens not found',
      '[E::bwa_idx_load_from_disk] fail to locate the index files',
      "[E::idx_find_and_load] Could not retrieve index file for 'a.bam'",
      ' [First 300 bytes]:[E::bwa_idx_load_from_disk] fail to locate the index files',
      'samtools view: failed to open "reads.bam" for reading: No such file or directory',
      'samtools sort: failed to open reads.bam',
      "java.lang.RuntimeException: Property: 'GRCh99.genome' not found",
      '"hg38" does not exist or is not a Bowtie 2 index',
    ],
  },
  'bio-unknown-format': {
    examples: [
      'Error: No input read files were valid',
      "unable to find FASTA index entry for 'chr7'",
      "[tabix] the compression of 'a.bed' is not BGZF",
    ],
  },
  'blast-missing-database': {
    examples: [
      'BLAST Database error: No alias or index file found for nucleotide database [nt_sub] in search path [/mnt/wd:/db::]',
    ],
  },
  'bio-parse-error': {
    examples: [
      '[W::sam_read1_sam] Parse error at line 2',
      'Parse error at line 31: sequence and quality are inconsistent',
    ],
  },
  'bio-exiting': {
    examples: [
      'Exiting now ...',
      '(ERR): bowtie2-align exited with value 1',
      '(ERR): hisat2-align exited with value 134',
    ],
  },
  'htslib-malformed': {
    examples: [
      '[E::bgzf_read] Read block operation failed with error 4 after 0 of 4 bytes',
      '[E::bgzf_read_block] Failed to read BGZF block data at offset 29122 expected 2013 bytes; hread returned 860',
      '[E::bcf_hdr_parse_sample_line] Could not parse the "#CHROM.." line, either the fields are incorrect or spaces are present instead of tabs:',
    ],
  },
  'htslib-truncated': { examples: ['[W::bam_hdr_read] EOF marker is absent. The input is probably truncated'] },
  'htslib-error': {
    examples: [
      '[E::cram_next_slice] Failure to decode slice',
      '[E::fai_build3_core] Failed to open the file ref.fa',
      '[E::cram_get_ref] Failed to populate reference for id 0',
    ],
  },
  'samtools-unreadable': {
    examples: [
      'samtools sort: truncated file. Aborting',
      'bam file is truncated: EOF marker absent',
      'Error in findFileFormatStream: truncated file',
    ],
  },
  'samtools-unreadable-header': { examples: ['samtools sort: failed to read header from "-"'] },
  'samtools-out-of-memory': { examples: ["samtools sort: couldn't allocate memory for bam_mem"] },
  'gatk-bad-input': {
    examples: [
      'A USER ERROR has occurred: Input files reference and reads have incompatible contigs: No overlapping contigs found.',
    ],
  },
  'gatk3-error': {
    examples: [
      '##### ERROR MESSAGE: Input files reads and reference have incompatible contigs. Please see the documentation.',
    ],
    not: ['##### ERROR MESSAGE: Code exception (the stack is above)'],
  },
  'star-bad-parameter': {
    examples: [
      'EXITING because of fatal PARAMETERS error: limitGenomeGenerateRAM=31000000000is too small for your genome',
    ],
  },
  'star-missing-input': { examples: ['EXITING because of fatal input ERROR: could not open readFilesIn=r1.fq'] },
  'bio-malformed-record': { examples: ["Unable to parse date '2024-13-01'"] },
  'bcftools-unknown-tag': {
    examples: [
      'Error: no such tag defined in the VCF header: INFO/AFX. FORMAT fields must be in square brackets',
      'Error: Argument "dbb". Unknown argument.',
      'Error: Argument "query". File is not accessible:  `reads.fa\'',
    ],
  },
  'htslib-missing-index': {
    examples: [
      '[main_samview] random alignment retrieval only works for indexed BAM or CRAM files.',
      '[tabix] could not load index of calls.vcf.gz',
      '[bwa_idx_load_from_disk] fail to locate the index files',
    ],
  },
  'gatk-missing-input': {
    examples: [
      "A USER ERROR has occurred: Couldn't read file file:///mnt/batch/wd/in.bam. Error was: It doesn't exist.",
      'A USER ERROR has occurred: The specified fasta file (file:///ref/hg38.fa) does not exist.',
    ],
  },
  'gatk-bad-argument': {
    examples: [
      'A USER ERROR has occurred: Argument emit-ref-confidence has a bad value: GVCFF is not a recognized option',
      "A USER ERROR has occurred: Invalid argument '--foo'.",
      '[2014-06-21 18:23] ##### ERROR MESSAGE: Annotation DepthOfCoverage is no longer available in the GATK; it has been deprecated since version 2.4 (renamed to Coverage)',
    ],
  },
  'gatk-user-error': { examples: ['A USER ERROR has occurred: a tool name was given that does not apply'] },
  'picard-exception': {
    examples: [
      'PicardException: tag OQ is empty',
      'Exception in thread "main" picard.PicardException: tag OQ is empty',
    ],
  },
  'star-bad-reads': {
    examples: [
      'EXITING because of FATAL ERROR in reads input: quality string length is not equal to sequence length',
      'EXITING: FATAL ERROR in input reads: unknown file format: the read ID should start with @ or >',
    ],
  },
  'star-out-of-memory': {
    examples: [
      'EXITING: fatal error trying to allocate genome arrays, exception thrown: std::bad_alloc',
      'EXITING because of fatal ERROR: not enough memory for BAM sorting: ',
    ],
  },
  'star-fatal': { examples: ['EXITING because of fatal ERROR: could not make temporary directory: out/_STARtmp/'] },
};

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
