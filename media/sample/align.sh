#!/bin/bash
# Aligns the reads of one sample and calls variants. Usage: align.sh SAMPLE
set -uo pipefail

sample=$1
reference="$AZ_BATCH_NODE_SHARED_DIR/GRCh38.fa"
threads=$(nproc)

echo "[align] $sample: $(date -u +%H:%M:%S) start"
bwa mem -t "$threads" "$reference" "${sample}_R1.fastq.gz" "${sample}_R2.fastq.gz" > "$sample.sam" || exit $?

echo "[align] $sample: sorting"
samtools sort -@ "$threads" -o "$sample.bam" "$sample.sam" || exit $?
samtools index "$sample.bam" || exit $?

echo "[align] $sample: calling variants"
gatk HaplotypeCaller -R "$reference" -I "$sample.bam" -O "$sample.vcf.gz" || exit $?
echo "[align] $sample: done"
