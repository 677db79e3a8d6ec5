import type { RunScript } from '../../executors/runScript.ts';
import { inputFile, outputFile, padded } from '../bodies.ts';
import { failed, hourMs, minuteMs, secondMs, succeeded } from '../runs.ts';
import type { JobSeed, TaskSeed } from '../scenario.ts';

const sampleCount = 96;
const poolNodes = 6;
/** Samples that ran on preempted nodes, with the number of preemptions of each. */
const preempted: Readonly<Record<number, number>> = { 12: 1, 13: 1, 14: 2, 37: 1, 58: 3, 90: 2 };

/** Creates the job `genomics` on low-priority nodes: aligner crashes, an image without samtools, and preemptions. */
export function genomicsJob(): JobSeed {
  return {
    body: {
      id: 'genomics',
      displayName: 'Cohort 7, alignment',
      poolInfo: { poolId: 'spot-genomics' },
      constraints: { maxTaskRetryCount: 0 },
    },
    tasks: Array.from({ length: sampleCount }, (_, index) => toAlignTask(index + 1)),
    createdAgoMs: 14 * hourMs,
  };
}

function toAlignTask(number: number): TaskSeed {
  const name = `NA${padded(12800 + number, 5)}`;
  const requeueCount = preempted[number];
  const endedAgoMs = 2 * hourMs + number * 50 * secondMs;
  const requeued = requeueCount !== undefined && { executionInfo: { requeueCount } };
  return {
    body: {
      id: name.toLowerCase(),
      commandLine: `bash align.sh ${name}`,
      resourceFiles: [
        inputFile('align.sh', 'programs/align.sh'),
        inputFile(`${name}_R1.fastq.gz`, `reads/${name}_R1.fastq.gz`),
        inputFile(`${name}_R2.fastq.gz`, `reads/${name}_R2.fastq.gz`),
      ],
      outputFiles: [outputFile('*.vcf.gz', 'variants')],
    },
    state: 'completed',
    node: number % poolNodes,
    outcomes: [toAlignRun(number, name)],
    endedAgoMs,
    ...requeued,
  };
}

function toAlignRun(number: number, name: string): RunScript {
  const stdout = `[align] ${name}: 08:${padded(number % 60, 2)}:12 start\n`;
  switch (number) {
    case 20:
    case 21:
    case 64:
      return failed(139, 12 * minuteMs, { stdout, stderr: crashLog(name) });
    case 33:
      return failed(127, 31 * minuteMs, {
        stdout: `${stdout}[align] ${name}: sorting\n`,
        stderr: `${bwaLog(24)}align.sh: line 13: samtools: command not found\n`,
      });
    case 48:
      return failed(1, 32 * minuteMs, {
        stdout: `${stdout}[align] ${name}: sorting\n`,
        stderr: `${bwaLog(24)}[E::bgzf_uncompress] Inflate operation failed: invalid distance too far back\n[W::sam_read1_sam] Parse error at line 4810231\nsamtools sort: truncated file. Aborting\n`,
      });
    case 71:
      return failed(3, 44 * minuteMs, { stdout: afterSorting(stdout, name), stderr: bwaLog(24) + gatkLog(name) });
    default:
      return succeeded(41 * minuteMs, {
        stdout: `${afterSorting(stdout, name)}[align] ${name}: done\n`,
        stderr: bwaLog(24),
        files: { [`wd/${name}.vcf.gz`]: 'variants would be here\n' },
      });
  }
}

function afterSorting(stdout: string, name: string): string {
  return `${stdout}[align] ${name}: sorting\n[align] ${name}: calling variants\n`;
}

function bwaLog(batches: number): string {
  const lines = Array.from({ length: batches }, (_, index) => {
    const sequences = 792_080 + ((index * 977) % 400);
    return (
      `[M::process] read ${sequences} sequences (80000${padded((index * 31) % 100, 2)}4 bp)...\n` +
      `[M::mem_process_seqs] Processed ${sequences} reads in ${412 + (index % 9)}.${padded((index * 71) % 1000, 3)} CPU sec, 103.${padded((index * 53) % 1000, 3)} real sec\n`
    );
  });
  return `[M::bwa_idx_load_from_disk] read 0 ALT contigs\n${lines.join('')}`;
}

function crashLog(name: string): string {
  const command = `bwa mem -t "$threads" "$reference" "\${sample}_R1.fastq.gz" "\${sample}_R2.fastq.gz" > "$sample.sam"`;
  const pid = 3000 + name.length * 7;
  return `${bwaLog(7)}align.sh: line 10: ${pid} Segmentation fault      (core dumped) ${command}\n`;
}

function gatkLog(name: string): string {
  const command = `java -Xmx12g -jar /opt/gatk-4.5.0.0/gatk-package-4.5.0.0-local.jar HaplotypeCaller -I ${name}.bam -O ${name}.vcf.gz`;
  return `Using GATK jar /opt/gatk-4.5.0.0/gatk-package-4.5.0.0-local.jar
Running:
    ${command}
09:41:12.731 INFO  HaplotypeCaller - The Genome Analysis Toolkit (GATK) v4.5.0.0
09:41:13.004 INFO  HaplotypeCaller - Initializing engine
09:41:13.377 INFO  HaplotypeCaller - Shutting down engine
[November 20, 2026 at 9:41:13 AM UTC] org.broadinstitute.hellbender.tools.walkers.haplotypecaller.HaplotypeCaller done. Elapsed time: 0.01 minutes.
Runtime.totalMemory()=285212672
***********************************************************************

A USER ERROR has occurred: Fasta dict file file:///mnt/batch/tasks/shared/GRCh38.dict for reference file:///mnt/batch/tasks/shared/GRCh38.fa does not exist. Please see http://gatkforums.broadinstitute.org/discussion/1601/how-can-i-prepare-a-fasta-file-to-use-as-reference for help creating it.

***********************************************************************
`;
}
