import type { biologyFamilies } from './biology.ts';
import type { FamilyExamples } from './family.ts';

export const biologyExamples: FamilyExamples<typeof biologyFamilies> = {
  'snakemake-output': {
    source: 'https://snakemake.readthedocs.io/en/stable/project_info/faq.html',
    outputs: [
      '$ snakemake -j 4\nMissingOutputException in rule sort in file /w/Snakefile, line 12:\nJob 3 completed successfully, but some output files are missing. Missing files after 5 seconds',
      '$ snakemake all\nMissingOutputException in line 8 of /w/Snakefile:\nMissing files after 30 seconds:\nout/a.txt',
      '$ snakemake -j 1\nWaiting at most 5 seconds for missing files.\nMissingOutputException in rule plot:',
    ],
  },
  'star-open-files': {
    source: 'https://github.com/alexdobin/STAR/issues/269',
    outputs: [
      '$ STAR --runThreadN 64\nEXITING because of FATAL ERROR: could not create output file S1_STARtmp//Unmapped.out.mate2.thread41',
      '$ STAR --runThreadN 90\nEXITING because of fatal ERROR: could not open temporary bam file: a_STARtmp//BAMsort/19/12',
      '$ STAR --outSAMtype BAM\nEXITING because of *OUTPUT FILE* error: could not create output file b_STARtmp//FilterBySJoutFiles.mate1.thread30',
    ],
  },
  'star-index': {
    source: 'https://github.com/alexdobin/STAR/issues',
    outputs: [
      '$ STAR --genomeDir idx --readFilesIn a.fq\nEXITING because of FATAL ERROR: Genome version: 20201 is INCOMPATIBLE with running STAR version: 2.7.11a',
      '$ STAR --genomeDir idx\nEXITING because of FATAL ERROR: could not open genome file idx/genomeParameters.txt',
      '$ STAR --genomeDir idx\nFATAL ERROR: genome files are incompatible with this version',
    ],
  },
  'bwa-index': {
    source: 'https://bio-bwa.sourceforge.net/bwa.shtml',
    outputs: [
      '$ bwa mem ref.fa a.fq\n[E::bwa_idx_load_from_disk] fail to locate the index files',
      "$ bwa aln ref.fa a.fq\n[bwt_restore_bwt] fail to open file 'ref.fa.bwt'",
      '$ bwa-mem2 mem ref.fa a.fq\nERROR! Unable to open the file: ref.fa.bwt.2bit.64, failed to open the index',
    ],
  },
  'bowtie-index': {
    source: 'https://bowtie-bio.sourceforge.net/bowtie2/manual.shtml',
    outputs: [
      '$ bowtie2 -x idx/hg -U a.fq\n(ERR): "idx/hg" does not exist or is not a Bowtie 2 index\nExiting now ...',
      '$ bowtie -x hg a.fq\nError: Could not locate a Bowtie index corresponding to basename "hg"',
      '$ hisat2 -x grch38 -U a.fq\nError: could not open index file grch38.1.ht2',
    ],
  },
  'blast-database': {
    source: 'https://www.ncbi.nlm.nih.gov/books/NBK279690/',
    outputs: [
      '$ blastn -db nt -query q.fa\nBLAST Database error: No alias or index file found for nucleotide database [nt] in search path [/mnt/wd::]',
      '$ blastp -db prot -query q.fa\nBLAST Database error: Error: Not a valid version 4 database.',
      '$ tblastn -db nt -query q.fa\nBLAST Database error: Database memory map file error',
    ],
  },
  'kraken-database': {
    source: 'https://github.com/DerrickWood/kraken2/wiki/Manual',
    outputs: [
      '$ kraken2-build --build --db std\nCan\'t find taxonomy/ in database folder "std"',
      '$ kraken2 --db std a.fq\nkraken2: database ("./std") does not contain necessary file taxo.k2d',
      '$ kraken2 --db std a.fq\nclassify: unable to open std/hash.k2d: No such file or directory',
    ],
  },
  'bracken-dash': {
    source: 'https://github.com/jenniferlu717/Bracken/issues',
    outputs: [
      '$ bracken -db std -i r.txt -o b.txt\nKraken database b does not exist',
      '$ bracken -db std -i r.txt\nERROR: Bracken database path b does not exist',
      '$ bracken -db /mnt/db -i r.txt\nERROR: cannot open b/database100mers.kmer_distrib',
    ],
  },
  'hhblits-memory': {
    source: 'https://github.com/google-deepmind/alphafold/issues',
    outputs: [
      '$ python3 run_alphafold.py\nRuntimeError: HHblits failed',
      '$ run_alphafold.sh\nRuntimeError: Jackhmmer failed',
      "$ hhblits -i q.fa -d uni\nERROR: could not open file 'uni_cs219.ffdata'",
    ],
  },
  'read-groups': {
    source: 'https://gatk.broadinstitute.org/hc/en-us/articles/360035890671-Read-groups',
    outputs: [
      '$ gatk HaplotypeCaller -I a.bam\nA USER ERROR has occurred: SAM/BAM/CRAM file a.bam is malformed: the input is missing Read Group fields',
      '$ gatk Mutect2 -I a.bam\nA USER ERROR has occurred: sample tumor is not in any read group of the header',
      '$ picard CollectMetrics I=a.bam\nERROR: SAM file has no read groups',
    ],
  },
  'gatk-option': {
    source: 'https://gatk.broadinstitute.org/hc/en-us/articles/360035531132',
    outputs: [
      '$ gatk SortSam VALIDATION_STRINGENCY=SILENT\nA USER ERROR has occurred: VALIDATION_STRINGENCY is not a recognized option',
      '$ gatk MarkDuplicates --foo\nA USER ERROR has occurred: Unrecognized option --foo',
      "$ gatk HaplotypeCaller -nct 4\nERROR: Argument with name 'nct' isn't defined",
    ],
  },
  'other-reference': {
    source: 'https://gatk.broadinstitute.org/hc/en-us/articles/360035891131',
    outputs: [
      '$ gatk CallVariants -R ref.fa\nA USER ERROR has occurred: Input files reference and features have incompatible contigs: no overlapping contigs found',
      '$ STAR --sjdbGTFfile a.gtf\nFatal INPUT FILE error, no valid exon lines in the GTF file: a.gtf',
      '$ salmon quant -t t.fa\nERROR: transcript ENST0001 was not found in the annotation: sequences missing from the gtf',
    ],
  },
  'picard-temporary': {
    source: 'https://broadinstitute.github.io/picard/faq.html',
    outputs: [
      '$ picard SortSam I=a.bam\nhtsjdk.samtools.util.RuntimeIOException: java.io.IOException: No space left on device\n\tat htsjdk.samtools.util.SortingCollection.spillToDisk(SortingCollection.java:245)',
      '$ gatk MarkDuplicates -I a.bam\njava.io.IOException: No space left on device',
      '$ java -jar picard.jar MarkDuplicates\nException in thread "main" htsjdk.samtools.util.RuntimeIOException: No space left on device',
    ],
  },
  'picard-open-files': {
    source: 'https://broadinstitute.github.io/picard/faq.html',
    outputs: [
      '$ picard MarkDuplicates I=a.bam\nhtsjdk.samtools.SAMException: a_0.tmp not found\nCaused by: java.io.FileNotFoundException: a_0.tmp (Too many open files)',
      '$ java -jar picard.jar MarkDuplicates\nException in thread "main" java.io.IOException: Too many open files',
      '$ picard MarkDuplicates I=b.bam\nERROR: open failed: EMFILE, too many open files',
    ],
  },
  'reads-damaged': {
    source: 'https://cutadapt.readthedocs.io/en/stable/guide.html',
    outputs: [
      '$ cutadapt -o o.fq a.fq.gz\nEOFError: Compressed file ended before the end-of-stream marker was reached',
      "$ fastqc a.fq\nuk.ac.babraham.FastQC.Sequence.SequenceFormatException: Midline 'x' didn't start with '+'",
      '$ fastp -i a.fq.gz\nERROR: igzip: unexpected end of file a.fq.gz',
    ],
  },
  'reads-unpaired': {
    source: 'https://cutadapt.readthedocs.io/en/stable/guide.html#paired-end-data',
    outputs: [
      '$ cutadapt -o 1.fq -p 2.fq a1.fq a2.fq\nERROR: Reads are improperly paired. There are more reads in file 2 than in file 1.',
      '$ bwa mem ref.fa 1.fq 2.fq\n[mem_sam_pe] paired reads have different names: "r0", "q0"',
      '$ bowtie2 -1 1.fq -2 2.fq\nError, fewer reads in file specified with -2 than in file specified with -1',
    ],
  },
  'cellranger-chemistry': {
    source: 'https://kb.10xgenomics.com/hc/en-us/articles/115003764132',
    outputs: [
      '$ cellranger count --id a\n[error] Pipestance failed. Unable to distinguish between [SC3Pv2, SC5P-R2] chemistries based on the reads',
      '$ cellranger count --id b\n[error] TXRNGR10002: the reads do not fit',
      '$ cellranger multi --id c\n[error] The chemistry of the library could not be detected',
    ],
  },
  'cellranger-names': {
    source: 'https://kb.10xgenomics.com/hc/en-us/articles/115003802691',
    outputs: [
      '$ cellranger count --id a\nerror: No input FASTQs were found for the requested parameters.',
      '$ cellranger count --id b\nerror: requested sample S7 was not found in the folder',
      '$ spaceranger count --id c\nerror: Unable to find any FASTQ files for S1',
    ],
  },
  'nextflow-container-folders': {
    source: 'https://www.nextflow.io/docs/latest/container.html',
    outputs: [
      '$ nextflow run p -profile singularity\nCommand error:\n  .command.sh: line 2: report.py: command not found',
      '$ nextflow run p -profile docker\nCommand error:\n  /bin/bash: line 1: cd: /data/work/b1/4be07d52c3a19f8866: No such file or directory',
      "$ nextflow run p -profile docker\nCommand error:\n  The file a.fq didn't exist, or couldn't be read",
    ],
  },
  'nextflow-engine': {
    source: 'https://www.nextflow.io/docs/latest/container.html',
    outputs: [
      '$ nextflow run p -profile singularity\nCommand error:\n  env: ‘singularity’: No such file or directory',
      '$ nextflow run p -profile apptainer\nCommand error:\n  .command.run: line 290: apptainer: command not found',
      '$ nextflow run p -profile conda\nCommand error:\n  /bin/sh: 1: conda: not found',
    ],
  },
  'nextflow-sheet': {
    source: 'https://nf-co.re/docs/usage/getting_started/introduction',
    outputs: [
      '$ nextflow run p\nCommand error:\n  ERROR: Please check samplesheet header -> sample,a != sample,a',
      '$ nextflow run p\nCommand error:\n  AssertionError: The sample sheet **must** contain these column headers: sample',
      '$ nextflow run p\nERROR ~ Validation of the samplesheet failed: malformed row 2',
    ],
  },
  'nextflow-parameter': {
    source: 'https://nf-co.re/docs/usage/reference_genomes',
    outputs: [
      "$ nextflow run p\nERROR ~ Not a valid path value: 'null'",
      '$ nextflow run p\nCommand error:\n  make.py: error: argument --gtf: expected one argument',
      '$ nextflow run p\nERROR ~ Missing required parameter: --fasta',
    ],
  },
  'nextflow-output': {
    source: 'https://www.nextflow.io/docs/latest/process.html#outputs',
    outputs: [
      '$ nextflow run p\nCaused by:\n  Missing output file(s) `a.txt` expected by process `P`',
      '$ nextflow run p\nERROR ~ Missing value declared as output parameter: x',
      '$ nextflow run p\nERROR ~ the expected output of process P is missing: b.txt',
    ],
  },
  'conda-priority': {
    source: 'https://snakemake.readthedocs.io/en/stable/snakefiles/deployment.html',
    outputs: [
      '$ snakemake --use-conda\nERROR: Your conda installation is not configured to use strict channel priorities.',
      '$ snakemake --sdm conda\nERROR: set channel_priority to strict in the configuration',
      '$ mamba env create\nERROR: strict channel priority is required by this workflow',
    ],
  },
  'conda-lock': {
    source: 'https://github.com/metagenome-atlas/atlas/issues/484',
    outputs: [
      "$ snakemake --use-conda\nCreateCondaEnvironmentException:\nCould not create conda environment from /opt/envs/a.yaml:\nLockError:\nLOCKERROR: It looks like conda is already doing something.\nThe lock ['/mnt/conda/pkgs/cache.pid9.conda_lock'] was found. Wait for it to finish before continuing.",
      '$ conda create -n qc nose\nError: It looks like conda is already doing something.  The lockfile /opt/conda/.conda_lock was found. Wait for it to finish before continuing.',
      "$ mamba env create -f a.yaml\nerror    libmamba Could not open lockfile '/opt/conda/pkgs/cache/cache.lock'",
    ],
  },
  'conda-channels': {
    source: 'https://bioconda.github.io/',
    outputs: [
      '$ snakemake --use-conda\nERROR: package mafft-7.5 is excluded by strict repo priority',
      '$ micromamba create -f e.yml\nerror: libmamba package x-1 is excluded by strict channel priority',
      '$ conda env create\nERROR: nothing provides htslib needed by samtools in channel bioconda',
    ],
  },
  'mamba-conda': {
    source: 'https://github.com/mamba-org/mamba/issues',
    outputs: [
      "$ mamba install x\nAttributeError: 'Namespace' object has no attribute 'no_user'",
      "$ mamba env update\nAttributeError: 'Namespace' object has no attribute 'func'",
      "$ mamba create\nImportError: cannot import name 'main' from 'conda.cli'",
    ],
  },
  'multiqc-names': {
    source: 'https://github.com/MultiQC/MultiQC/issues',
    outputs: [
      "$ multiqc .\nTypeError: '<' not supported between instances of 'str' and 'float'",
      '$ multiqc .\nTypeError: unorderable types: str() < float()',
      "$ multiqc .\nERROR: MultiQC module 'x' raised an error while sorting",
    ],
  },
  'cromwell-input': {
    source: 'https://github.com/ENCODE-DCC/caper/issues',
    outputs: [
      '$ java -jar cromwell.jar run a.wdl\nERROR: Could not localize /a/b.fq -> /c/b.fq',
      '$ caper run a.wdl\nERROR: localization of s3 file failed with an error',
      "$ caper run b.wdl\nERROR: Failed to evaluate input 'reads'",
    ],
  },
  'cromwell-output': {
    source: 'https://cromwell.readthedocs.io/en/stable/backends/HPC/',
    outputs: [
      "$ caper run a.wdl\nERROR: Bad output 'align.bam': no file",
      '$ java -jar cromwell.jar run a.wdl\nERROR: Failed to find index Success(WomInteger(0)) on array: Success([])',
      '$ caper run c.wdl\nERROR: hard link failed: Operation not permitted, hard-link not supported',
    ],
  },
  'deseq-samples': {
    source: 'https://bioconductor.org/packages/release/bioc/vignettes/DESeq2/inst/doc/DESeq2.html',
    outputs: [
      '$ Rscript deseq2.R\nError in DESeqDataSetFromMatrix(a, b) : ncol(countData) == nrow(colData) is not TRUE',
      '$ Rscript deseq2.R\nError in DESeqDataSet(se) : rownames of the colData are not those of the counts',
      '$ Rscript DESeq.R\nError: colData and counts are not in the same order',
    ],
  },
  'quantifications-missing': {
    source: 'https://bioconductor.org/packages/release/bioc/vignettes/tximport/inst/doc/tximport.html',
    outputs: [
      '$ Rscript tximport.R\nError: could not find all of the quant.sf files',
      '$ Rscript tximport.R\nError in tximport(files) : all(file.exists(files)) is not TRUE',
      '$ Rscript sleuth.R\nError: abundance.h5 is missing for sample 2',
    ],
  },
  'positions-unsorted': {
    source: 'https://github.com/blachlylab/fade/issues/14',
    outputs: [
      '$ samtools index a.bam\n[E::hts_idx_push] Unsorted positions on sequence #5: 12 followed by 4',
      '$ samtools depth a.bam\nERROR: a.bam is not coordinate sorted',
      '$ samtools index b.bam\n[E::hts_idx_push] NO_COOR reads not in a single block at the end 0 -1',
    ],
  },
  'tabix-header': {
    source: 'https://github.com/nanoporetech/modkit/issues/236',
    outputs: [
      '$ tabix -p bed a.gz\n[E::get_intv] Failed to parse TBX_GENERIC: was wrong -p [type] used?',
      '$ tabix -p vcf a.gz\n[E::get_intv] Failed to parse TBX_VCF, was wrong -p [type] used?',
      '$ tabix a.gz\n[E::get_intv] The offending line was: "chrom" (failed to parse: offending line)',
    ],
  },
  'index-of-text': {
    source: 'https://github.com/samtools/samtools/issues/2205',
    outputs: [
      '$ samtools index a.sam\n[E::sam_index_build3] SAM file "a.sam" not BGZF compressed',
      '$ samtools index b.sam\nERROR: b.sam is not BGZF compressed',
      '$ samtools index c.sam\nERROR: a text file cannot be indexed',
    ],
  },
  'spades-memory': {
    source: 'https://github.com/ablab/spades/issues/7',
    outputs: [
      '$ spades.py -o o\n== Error ==  system call finished abnormally, OS return value: -9',
      '$ spades.py -m 4\n<jemalloc>: Error in malloc(): out of memory. Requested: 151',
      '$ metaspades.py -o o\nERROR   General   mmap(2) failed. Reason: Cannot allocate memory. Error code: 12',
    ],
  },
  'reference-index': {
    source: 'https://gatk.broadinstitute.org/hc/en-us/articles/360035531652',
    outputs: [
      '$ gatk HaplotypeCaller\nA USER ERROR has occurred: Fasta index file file:///d/a.fasta.fai for reference file:///d/a.fasta does not exist.',
      '$ gatk HaplotypeCaller\nA USER ERROR has occurred: Traversal by intervals was requested but some input files are not indexed.',
      '$ samtools view a.bam chr1\n[E::idx_find_and_load] Could not retrieve index file for "a.bam"',
      '$ gatk Mutect2\nA USER ERROR has occurred: An index is required but was not found for file v.vcf.gz.',
    ],
  },
  'samtools-memory': {
    source: 'https://github.com/samtools/samtools/issues/2051',
    outputs: [
      "$ samtools sort -@ 16 -m 8G a.bam\nsamtools sort: couldn't allocate memory for bam_mem",
      '$ samtools sort a.bam\n[bam_sort_core] failed to allocate memory',
      '$ samtools sort a.bam\nsamtools sort: failed to create temporary file: Cannot allocate memory',
    ],
  },
  'aligner-pipes': {
    source: 'https://github.com/nf-core/rnaseq/issues/1092',
    outputs: [
      '$ hisat2 -x i\n(ERR): mkfifo(/tmp/45.inpipe1) failed.\nExiting now ...',
      '$ bowtie2 -x i\nError: failed to create named pipe /tmp/7.pipe',
      '$ hisat2 -x i\nError: cannot open fifo /tmp/46.inpipe2',
    ],
  },
  'nextflow-resources': {
    source: 'https://github.com/nf-core/mag/issues/119',
    outputs: [
      "$ nextflow run a\nError executing process > 'fastp (1)'\n\nCaused by:\n  Process requirement exceed available CPUs -- req: 2; avail: 1",
      "$ nextflow run a\nError executing process > 'STAR'\n\nCaused by:\n  Process requirement exceeds available memory -- req: 72 GB; avail: 31.4 GB",
      "$ nextflow run b\nError executing process > 'X'\n\nCaused by:\n  Process requirement exceeds available CPUs -- req: 16; avail: 8",
    ],
  },
  'index-version': {
    source: 'https://github.com/bbuchfink/diamond/wiki',
    outputs: [
      '$ kallisto quant -i a.idx\nError: incompatible indices. Found version 10, expected version 13',
      '$ diamond blastp -d a\nError: Database was built with a different version of Diamond and is incompatible.',
      '$ salmon quant -i a\n[error] The index was built with an older version of salmon',
    ],
  },
  'snpeff-genome': {
    source: 'https://pcingola.github.io/SnpEff/snpeff/running/',
    outputs: [
      "$ java -jar snpEff.jar ann GRCh99 a.vcf\njava.lang.RuntimeException: Property: 'GRCh99.genome' not found\n\tat org.snpeff.interval.Genome.<init>(Genome.java:106)",
      "$ snpEff ann GRCh38.105 a.vcf\njava.lang.RuntimeException: \tERROR: Cannot read file '/opt/snpEff/./data/GRCh38.105/snpEffectPredictor.bin'.",
      '$ snpEff ann hg38 a.vcf\nERROR while connecting to https://contoso.blob.core.windows.net/databases/v5_0/snpEff_v5_0_hg38.zip',
    ],
  },
};
