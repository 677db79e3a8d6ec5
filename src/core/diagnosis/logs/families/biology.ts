import * as l10n from '@vscode/l10n';
import type { Families } from './family.ts';

const nextflow = /N ?E ?X ?T ?F ?L ?O ?W|nextflow|\.command\.sh|Command error:|work\/[0-9a-f]{2}\/[0-9a-f]{6}/;

/** Program families for sequence alignment, variants, and gene expression, and the pipelines that run them. */
export const biologyFamilies = {
  'star-index': {
    program: /\bSTAR\b/,
    match:
      /Genome version.{0,80}INCOMPATIBLE|genomeParameters\.txt|could not open genome file|genome (?:index|files?) .{0,60}(?:incompatible|not compatible)/i,
    step: () =>
      l10n.t(
        'Build the genome index again with this version of STAR; if the step that built it was killed, give it more memory.',
      ),
  },
  'star-open-files': {
    program: /STAR\b|_STARtmp/,
    match: /(?:could not|cannot|can't|unable to) (?:create|open)\b.{0,200}_STARtmp\/.{0,100}(?:thread\d|BAMsort)/i,
    title: () => l10n.t("STAR couldn't open its file of one thread"),
    step: () =>
      l10n.t(
        'Raise the limit of open files (ulimit -n 10000 in the command line), or lower --runThreadN: each thread of STAR has files of its own.',
      ),
  },
  'snakemake-output': {
    program: /snakemake/i,
    match: /MissingOutputException|some output files are missing|Missing files after \d+ seconds/,
    step: () =>
      l10n.t(
        'Look at the log and the command of the rule: it ended without its output at this path, and a longer wait helps only on a slow share.',
      ),
  },
  'bwa-index': {
    program: /bwa/i,
    match:
      /fail(?:ed)? to (?:locate|load|open) the index|(?:cannot|can't|could not|unable to|fail to) open (?:the )?(?:file )?\S*\.(?:bwt|pac|sa|ann|amb|0123)\b|open.{0,40}\.(?:bwt|pac|ann|amb)\b/i,
    step: () =>
      l10n.t(
        'Run `bwa index` on the reference first, and give the task all files of the index beside it (.amb, .ann, .bwt, .pac, .sa).',
      ),
  },
  'bowtie-index': {
    program: /bowtie2?|hisat2?/,
    match:
      /does not exist or is not a Bowtie ?2? index|(?:could not|cannot) (?:locate|find|open) .{0,60}(?:index|\.bt2|\.ht2|\.ebwt)|index .{0,80}(?:older|newer|different) version/i,
    step: () =>
      l10n.t('Give -x the path of the index files without their numbers and extension, built with this version.'),
  },
  'blast-database': {
    program: /\b(?:t?blast[npx]|tblastx|rpsblast|psiblast|blastdbcmd|makeblastdb)\b|BLAST/,
    match:
      /No alias or index file found|BLAST Database (?:error|creation error)|not a valid (?:BLAST )?(?:version|database)|Database memory map file error/i,
    step: () =>
      l10n.t(
        'Give -db the path of the database files without their extension, and build them with makeblastdb of this version.',
      ),
  },
  'kraken-database': {
    program: /kraken/i,
    match:
      /(?:can't|cannot|can not|unable to) find taxonomy|(?:hash|opts|taxo)\.k2d|does not contain necessary|taxonomy\/? (?:is missing|not found|directory)|unable to find \S+ in \$KRAKEN2?_DB_PATH/i,
    step: () =>
      l10n.t(
        'Give --db the unpacked folder with the .k2d files; to make one, run kraken2-build in order (--download-taxonomy, --add-to-library, --build).',
      ),
  },
  'bracken-dash': {
    program: /bracken/i,
    match:
      /database ([a-z]{1,2}) does not exist|(?:find|open) .{0,40}\b(b)\/database\d*mers|database path ([a-z]{1,2})\b/i,
    step: () =>
      l10n.t('Write `-d PATH`: options with one dash are read letter by letter, and -db is taken for database b.'),
  },
  'hhblits-memory': {
    program: /alphafold|hhblits|hhsearch|jackhmmer|colabfold|hhsuite/i,
    match:
      /(?:HHblits|HHSearch|Jackhmmer|Hmmsearch) failed|could not open .{0,80}_(?:cs219|a3m|hhm)\.ff|ffindex.{0,60}(?:fail|error)/i,
    step: () =>
      l10n.t(
        'Use a VM size with more memory, or the reduced databases (--db_preset=reduced_dbs); check that all files of the database are there.',
      ),
  },
  'read-groups': {
    program: /gatk|picard|htsjdk|mutect/i,
    match:
      /missing Read Group|(?:no|any|without) read ?groups?\b|read groups? .{0,60}(?:not (?:found|defined|present)|missing)|(?:sample|SM) .{0,40}not .{0,20}read group/i,
    step: () =>
      l10n.t(
        'Add read groups before this step: while aligning (bwa mem -R), or with AddOrReplaceReadGroups of Picard.',
      ),
  },
  'gatk-option': {
    program: /gatk|picard/i,
    match:
      /\bis not a recogni[sz]ed option|(?:unrecogni[sz]ed|unknown) (?:option|argument).{0,60}|Argument (?:with name )?['"]?\S{1,60} (?:isn't|is not) defined|No (?:argument|tool) .{0,40}found/i,
    step: () =>
      l10n.t(
        'Write the option as this tool and version spell it: GATK 4 has --read-validation-stringency, Picard VALIDATION_STRINGENCY.',
      ),
  },
  'other-reference': {
    program:
      /gatk|picard|\bSTAR\b|salmon|rsem|bedtools|featureCounts|htseq|stringtie|gffread|varscan|freebayes|bcftools|vcftools|modkit|\.(?:bam|cram|vcf)\b/i,
    match:
      /incompatible contigs|no overlapping contigs|REF prefixes differ|[Cc]ontig '?\S{1,60}'? is not defined in the header|invalid contig name|at least 1 contig|no valid exon lines|(?:contigs?|chromosomes?|transcripts?|sequences?) .{0,80}(?:not (?:be )?(?:present|found|contained) in|missing from|does not (?:exist|occur|appear)|absent)|no features? .{0,60}(?:chromosome|reference) names?/i,
    step: () =>
      l10n.t(
        "Take reference, annotation and intervals from one release: names such as chr1 and 1, or those of GENCODE and Ensembl, don't match.",
      ),
  },
  'picard-temporary': {
    program: /picard|htsjdk|SortSam|MarkDuplicates|gatk/i,
    match: /spillToDisk|SortingCollection.{0,200}No space|No space left on device/i,
    step: () =>
      l10n.t(
        'Set TMP_DIR (or -Djava.io.tmpdir) to a folder under AZ_BATCH_TASK_WORKING_DIR: Picard sorts in /tmp, on the small operating system disk.',
      ),
  },
  'picard-open-files': {
    program: /picard|htsjdk|MarkDuplicates/i,
    match: /Too many open files|EMFILE|open file (?:limit|handles) .{0,40}(?:reached|exceeded)/i,
    step: () =>
      l10n.t(
        'Lower MAX_FILE_HANDLES_FOR_READ_ENDS_MAP, or raise the limit before the program in the command line (ulimit -n).',
      ),
  },
  'reads-damaged': {
    program: /cutadapt|trim_?galore|fastqc|fastp|seqtk|pigz|dnaio|trimmomatic|bbduk/i,
    match:
      /ended before the end-of-stream|Midline .{0,200}didn't start with|unexpected end of (?:file|input|ZLIB)|(?:truncated|incomplete) (?:file|quality|record|FASTQ)|Not in GZIP format|premature end|igzip/i,
    step: () =>
      l10n.t('Test the input file with `gzip -t`: where that fails it is truncated, so upload or download it again.'),
  },
  'reads-unpaired': {
    program: /cutadapt|trim_?galore|fastp|bwa|hisat|STAR|salmon|trimmomatic|bowtie/,
    match:
      /improperly paired|paired reads have different names|(?:read|mate) names? .{0,80}(?:do(?:es)? not|don't) (?:match|agree)|(?:different|unequal) numbers? of (?:reads|records)|fewer reads in file (?:1|2|specified)/i,
    step: () =>
      l10n.t(
        'Make both files of reads again from one source, with the reads in the same order: each is whole, but they are no pair.',
      ),
  },
  'cellranger-chemistry': {
    program: /cell ?ranger/i,
    match:
      /Unable to (?:distinguish|detect|determine) .{0,80}chemistr|chemistry.{0,80}(?:could not|cannot|can't) be|TXRNGR1000[1-9]/i,
    step: () => l10n.t("Name the kit with --chemistry in the command line: it can't be seen in these reads."),
  },
  'cellranger-names': {
    program: /cell ?ranger|spaceranger/i,
    match:
      /No input FASTQs? (?:were|was) found|requested sample.{0,60}not|Unable to (?:find|locate) .{0,40}FASTQ|FASTQ.{0,60}naming convention/i,
    step: () =>
      l10n.t(
        'Name the files SAMPLE_S1_L001_R1_001.fastq.gz and so on, and give --sample the SAMPLE that they begin with.',
      ),
  },
  'nextflow-container-folders': {
    program: nextflow,
    match:
      /\.command\.(?:sh|run): line \d+: (?:cd: )?\S+\.(?:py|r|pl|sh|awk): (?:command not found|No such file)|\bcd: \S*\/work\/[0-9a-f]{2}\/|work\/[0-9a-f]{2}\/[0-9a-f]{20,}.{0,60}(?:No such file|does not exist)|didn't exist, or couldn't be read/i,
    title: () => l10n.t("The container doesn't see the pipeline's folders"),
    step: () =>
      l10n.t(
        "Make the pipeline's bin and work folders visible in the container: singularity.autoMounts, or -B or -v in runOptions.",
      ),
  },
  'nextflow-engine': {
    program: nextflow,
    match:
      /(?:env: |line \d+: |: )[‘'"]?(singularity|apptainer|podman|conda|mamba|charliecloud)[’'"]?: (?:No such file|command not found|not found)/i,
    step: (engine) =>
      l10n.t(
        'Install {0} on the nodes (start task or image), or take the -profile of a container engine that is there.',
        engine,
      ),
  },
  'nextflow-sheet': {
    program: nextflow,
    match:
      /header -> .{0,200} != |must\W{1,4}contain (?:these|the following|the) column|samplesheet.{0,100}(?:invalid|malformed|columns?|header)|(?:missing|required) (?:columns?|field\(s\)).{0,100}(?:sheet|csv)/i,
    step: () =>
      l10n.t(
        'Save the sample sheet as UTF-8 without byte order mark, with LF line ends, the column names of this version, and equally many commas in each line.',
      ),
  },
  'nextflow-parameter': {
    program: nextflow,
    match:
      /Not a valid path value: ['"]?null|argument .{0,60}: expected one argument|Missing required parameter|(?:genome|fasta|gtf) .{0,60}(?:not specified|not provided|not found in)/i,
    step: () =>
      l10n.t("Give the parameter that is missing (--fasta, --gtf and so on): the chosen genome key doesn't define it."),
  },
  'nextflow-output': {
    program: nextflow,
    match: /Missing output file\(s\)|Missing value declared as output|expected output .{0,60}(?:not|missing)/i,
    step: () =>
      l10n.t(
        'Read what the process printed (“Command error”): the output is missing in consequence. If there was nothing to write, use a newer version of the pipeline.',
      ),
  },
  'conda-priority': {
    program: /snakemake|conda|mamba/i,
    match:
      /not configured to use strict channel priorit|channel_priority|strict channel priority .{0,40}(?:required|recommended)/i,
    step: () => l10n.t('Run `conda config --set channel_priority strict` in the start task or the image.'),
  },
  'conda-lock': {
    program: /snakemake|conda|mamba/i,
    match:
      /conda is already doing something|Could not (?:lock|open lockfile|set lock)\b|waiting for other mamba process|LOCKERROR/i,
    title: () => l10n.t('Another conda holds the lock, or left it behind'),
    step: () =>
      l10n.t(
        'Create the environments once before the tasks that need them, or give each task its own package cache (CONDA_PKGS_DIRS): two at once wait for one lock.',
      ),
  },
  'conda-channels': {
    program: /snakemake|conda|mamba|micromamba/i,
    match:
      /excluded by strict (?:repo|channel) priority|nothing provides .{0,100}(?:channel|bioconda)|package .{0,80}(?:does not exist|not found) .{0,40}channel/i,
    step: () =>
      l10n.t(
        'Put the channels in the order conda-forge, bioconda, defaults in the environment file, or set channel_priority to flexible.',
      ),
  },
  'mamba-conda': {
    program: /mamba/i,
    match:
      /'Namespace' object has no attribute|mamba.{0,60}(?:requires|needs) conda|cannot import name .{0,60}from 'conda/i,
    step: () => l10n.t('Update mamba, or use conda below 23.1: these two versions were not made for each other.'),
  },
  'multiqc-names': {
    program: /multiqc/i,
    match:
      /not supported between instances of '(?:str|float|int)' and '(?:str|float|int)'|unorderable types|MultiQC.{0,80}(?:module|sorting).{0,40}(?:crash|error|raised)/i,
    step: () =>
      l10n.t('Update MultiQC (to 1.19 or later), or give the samples names with letters: the failing code is its own.'),
  },
  'cromwell-input': {
    program: /cromwell|caper|\bwdl\b|womtool/i,
    match:
      /Could not localize|(?:localization|localisation) .{0,60}(?:failed|error)|Failed to (?:localize|evaluate input)/i,
    step: () => l10n.t('Correct the path of this input in the inputs file: nothing is there, or it may not be read.'),
  },
  'cromwell-output': {
    program: /cromwell|caper|\bwdl\b/i,
    match:
      /Failed to find index .{0,80}on array|Bad output ['"]|(?:hard ?links?|hard-link).{0,80}(?:fail|not (?:permitted|supported))/i,
    step: () =>
      l10n.t(
        'Set localization and globs to soft-link or copy in the configuration: the file system refuses hard links, so outputs are not found.',
      ),
  },
  'deseq-samples': {
    program: /DESeq/i,
    match: /ncol\(countData\)|nrow\(colData\)|rownames of the colData|colData .{0,80}same order/i,
    step: () =>
      l10n.t(
        'Compare the sample table with the columns of the counts: each sample belongs in both once, in the same order.',
      ),
  },
  'quantifications-missing': {
    program: /DESeq|tximport|tximeta|salmon|sleuth/i,
    match:
      /could not find all .{0,80}(quant\.sf|abundance\.\w+)|all\(file\.exists\(files\)\) is not TRUE|(quant\.sf|abundance\.\w+).{0,60}(?:not|missing)/i,
    title: (what) => l10n.t('Quantifications of samples are missing: {0}', what === '' ? 'quant.sf' : what),
    step: () =>
      l10n.t('Compare the sample table with the folders of the quantification: each sample in it needs its own.'),
  },
  'positions-unsorted': {
    program: /samtools|htslib|bcftools|tabix|pysam|\[E::/,
    match:
      /Unsorted positions|not (?:coordinate|position)[- ]sorted|NO_COOR reads not in a single block|chromosome blocks not continuous/i,
    step: () => l10n.t('Sort by position first: `samtools sort` without -n, or `bcftools sort`.'),
  },
  'tabix-header': {
    program: /tabix|htslib|\[E::/,
    match: /Failed to parse TBX_\w+|was wrong -p \[type\] used|get_intv\] .{0,80}offending line/i,
    step: () =>
      l10n.t('Begin the header line with #, or pass over it with `tabix -S 1`, and name the type of the file with -p.'),
  },
  'index-of-text': {
    program: /samtools/,
    match:
      /SAM file .{0,200}not BGZF|not BGZF compressed|(?:text|SAM) (?:file|format) .{0,60}(?:cannot|can't) be indexed/i,
    step: () => l10n.t('Write BAM instead of SAM before indexing (samtools sort -o NAME.bam): text has no index.'),
  },
  'spades-memory': {
    program: /spades/i,
    match: /err(?:or)? code: -9|OS return value: (?:-6|-9|12)\b|Error in malloc\(\): out of memory|mmap\(2\) failed/i,
    step: () => l10n.t('Use a VM size with more memory, and set -m to the gigabytes that one task may use of it.'),
  },
  'reference-index': {
    program:
      /gatk|picard|htsjdk|samtools|bcftools|freebayes|pysam|\[[EW]::|mutect|deepvariant|varscan|\.(?:vcf(?:\.gz)?|bcf|bam|cram): /i,
    match:
      /^(?![\s\S]*(?:[Ff]ail(?:ed)? to open (?:the )?(?:file|reference)|[Cc]ould not open \S+\.(?:bam|sam|cram|fa)|fai_build))[\s\S]*?(?:Fasta (?:index|dict) file(?: \S{0,300}?([\w.-]{1,80}\.(?:fai|dict))\b)?|([\w.-]{1,80}\.(?:fai|dict|bai|crai|tbi|csi|gzi))\b.{0,200}(?:does not exist|not (?:be )?found|No such|missing|could not)|(?:Could not|failed to|cannot) (?:load|retrieve|open|build) (?:the )?(?:fasta )?index|bamfile without index|index is required but was not found|input files are not indexed|requires? (?:an? )?index(?:ed)?\b)/i,
    title: (what) =>
      what === '' ? l10n.t('An input file has no usable index') : l10n.t('The index {0} is missing', what),
    step: () =>
      l10n.t(
        'Make the index with the file (samtools faidx, samtools dict, samtools index, tabix), and give the task both in one folder.',
      ),
  },
  'samtools-memory': {
    program: /samtools|sambamba/,
    match: /(?:couldn't|failed to|cannot) allocate memory|Cannot allocate memory/i,
    step: () =>
      l10n.t(
        'Lower -m of samtools sort, which counts for each thread, or use fewer threads (-@): together they take more than the node has.',
      ),
  },
  'aligner-pipes': {
    program: /hisat2?|bowtie2?/i,
    match:
      /mkfifo\(|(?:fail(?:ed)?|unable|cannot|can't) .{0,30}(?:create|open|make) .{0,20}(?:named )?(?:pipe|fifo)|inpipe\d/i,
    step: () =>
      l10n.t(
        "Give --temp-directory a folder under AZ_BATCH_TASK_WORKING_DIR: its pipe can't be made in /tmp, which is full or has one of another run.",
      ),
  },
  'nextflow-resources': {
    program: nextflow,
    match:
      /Process requirement exceeds? available (?:CPUs|memory|time)|req(?:uested)?: \d+[^;]{0,20}; avail(?:able)?: \d/i,
    step: () =>
      l10n.t(
        'Lower what the process asks for (process.resourceLimits, or --max_cpus and --max_memory), or run it on a larger VM size.',
      ),
  },
  'index-version': {
    program: /kallisto|salmon|diamond|centrifuge|mmseqs|bwa-mem2|minimap2|hisat|rapmap|bowtie/i,
    match:
      /incompatible ind(?:ex|ices)|(?:index|database) .{0,60}(?:different|older|newer|another|incompatible) version|(?:index|database) (?:was )?(?:built|made|created) with .{0,40}version|index version .{0,60}(?:not supported|mismatch|differs)/i,
    step: () =>
      l10n.t(
        'Build the index or the database again with this version of the program, or run the version that built it.',
      ),
  },
  'snpeff-genome': {
    program: /snp_?eff|snp_?sift/i,
    match:
      /Property: '([\w.-]{1,60})\.genome' not found|snpEffectPredictor\.bin|snpEff_v\w+_([\w.-]{1,60})\.zip|Genome '?([\w.-]{1,60})'? not found/i,
    title: (what) => (what === '' ? undefined : l10n.t('snpEff has no genome {0}', what)),
    step: () =>
      l10n.t(
        'Give the name of a genome that this version of snpEff lists (snpEff databases), and bring its downloaded database with -dataDir.',
      ),
  },
} satisfies Families;
