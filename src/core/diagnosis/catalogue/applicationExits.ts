import * as l10n from '@vscode/l10n';
import { exit, maybe, mostly, type ProgramExits } from './exit.ts';

/** Documented exit codes of applications, containers, and workflow engines. FFmpeg's are negative errnos in a byte. */
export const applicationExits: readonly ProgramExits[] = [
  {
    programs: ['ffmpeg', 'ffprobe'],
    exits: {
      1: maybe('other', () => l10n.t('FFmpeg failed; the last lines of its output show the reason.')),
      69: exit('bad-input', () => l10n.t('Too much of the input could not be decoded.')),
      183: exit('bad-input', () => l10n.t('The input contains invalid data.')),
      228: exit('disk-full', () => l10n.t('The disk is full.')),
      234: exit('bad-arguments', () => l10n.t('An argument is not valid.')),
      243: exit('permission', () => l10n.t('Access was denied.')),
      244: exit('out-of-memory', () => l10n.t('It ran out of memory.')),
      254: exit('missing-file', () => l10n.t('A file was not found.')),
      255: mostly('interrupted', () => l10n.t('It was interrupted.')),
    },
  },
  {
    programs: ['blender'],
    exits: {
      11: mostly(
        'crash-signal',
        () => l10n.t('Blender crashed (segmentation fault).'),
        () => [l10n.t('Debug the program.')],
      ),
    },
  },
  {
    programs: ['blastn', 'blastp', 'blastx', 'tblastn', 'tblastx', 'psiblast', 'rpsblast', 'deltablast'],
    exits: {
      1: mostly('bad-input', () => l10n.t('The query sequences or the options are wrong.')),
      2: mostly(
        'missing-file',
        () => l10n.t('The BLAST database is missing or broken.'),
        () => [l10n.t('Check that all database files are on the node, and check where BLASTDB points.')],
      ),
      3: exit('other', () => l10n.t('The BLAST engine failed.')),
      4: exit('out-of-memory', () => l10n.t('It ran out of memory.')),
      5: exit('network', () => l10n.t('NCBI could not be reached to get sequences.')),
      6: mostly('permission', () => l10n.t('An output file could not be created.')),
    },
  },
  {
    programs: ['docker', 'podman', 'nerdctl'],
    exits: {
      125: mostly(
        'image-pull',
        () => l10n.t('The container could not be created.'),
        () => [l10n.t('Check the command-line options and whether the image can be pulled.')],
      ),
      126: exit('permission', () => l10n.t('The command in the container could not be executed.')),
      127: exit(
        'missing-program',
        () => l10n.t('The command was not found in the container.'),
        () => [l10n.t('Install the program in the container image, or call it by its full path there.')],
      ),
    },
  },
  {
    programs: ['singularity', 'apptainer'],
    exits: { 255: mostly('image-pull', () => l10n.t('The container could not be created or started.')) },
  },
  {
    programs: ['snakemake'],
    exits: {
      1: exit(
        'other',
        () => l10n.t('A workflow rule failed.'),
        () => [l10n.t('Look in its output for “Error in rule”, and read the log that it names.')],
      ),
    },
  },
  {
    programs: ['nextflow'],
    exits: {
      1: exit(
        'other',
        () => l10n.t('A pipeline process failed.'),
        () => [l10n.t('Look in its output for “Error executing process”, and read `.command.err` in its work folder.')],
      ),
    },
  },
];
