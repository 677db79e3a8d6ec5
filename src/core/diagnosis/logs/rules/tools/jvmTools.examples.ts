import type { ExamplesOf } from '../../engine/examples.ts';
import type { jvmToolRules } from './jvmTools.ts';

export const jvmToolExamples: ExamplesOf<typeof jvmToolRules> = {
  'spring-start-failed': {
    examples: [
      [
        'APPLICATION FAILED TO START',
        '***************************',
        '',
        'Description:',
        '',
        "Failed to configure a DataSource: 'url' attribute is not specified and no embedded datasource could be configured.",
      ],
    ],
  },
  'ant-build-failed': {
    examples: [
      ['BUILD FAILED', 'Target "deploy" does not exist in the project "null".'],
      [
        'BUILD FAILED',
        '/mnt/batch/tasks/workitems/nightly/job-1/ant-fail/wd/build.xml:1: Compile failed; see the compiler error output for details.',
      ],
    ],
  },
  'kotlin-compile-error': {
    examples: [
      'e: file:///mnt/batch/tasks/workitems/b/job-1/t1/wd/src/main/kotlin/Main.kt:12:17 Unresolved reference: frobnicate',
    ],
    not: ['w: file:///src/Main.kt:12:17 Parameter is never used'],
  },
  'maven-dependency-unresolved': {
    examples: [
      '[ERROR] Failed to execute goal on project etl: Could not resolve dependencies for project com.litware:etl:jar:1.0: Failed to collect dependencies at com.litware:core:jar:2.9 -> [Help 1]',
    ],
    not: [
      '[ERROR] Could not resolve dependencies for project com.litware:etl:jar:1.0: Could not find artifact com.litware:core:jar:2.9 in central',
    ],
  },
  'maven-offline': {
    examples: [
      '[ERROR] Failed to execute goal on project etl: Could not resolve dependencies for project com.litware:etl:jar:1.0: Cannot access central (https://repo.maven.apache.org/maven2) in offline mode and the artifact com.litware:core:jar:2.9 has not been downloaded from it before.',
    ],
  },
  'jvm-artifact-missing': {
    examples: [
      '   > Could not find com.contoso:core:2.1.0.',
      'Failed to execute goal on project etl: Could not resolve dependencies for project com.litware:etl:jar:1.0: Could not find artifact com.litware:core:jar:2.9 in central (https://repo.maven.apache.org/maven2) -> [Help 1]',
      '[ERROR] Plugin com.litware:mesh-maven-plugin:1.4 or one of its dependencies could not be resolved: Could not find artifact com.litware:mesh-maven-plugin:jar:1.4 in central (https://repo.maven.apache.org/maven2) -> [Help 1]',
    ],
    not: ['[INFO] Downloading from central: https://repo.maven.apache.org/maven2/com/litware/core/2.9/core-2.9.pom'],
  },
  'maven-artifact-not-transferred': {
    examples: [
      '[ERROR] Failed to execute goal on project etl: Could not resolve dependencies for project com.litware:etl:jar:1.0: Could not transfer artifact com.litware:core:jar:2.9 from/to central (https://repo.maven.apache.org/maven2): Connection reset -> [Help 1]',
      '[ERROR] Failed to execute goal on project etl: Could not resolve dependencies for project com.litware:etl:jar:1.0: Could not transfer artifact com.litware:core:jar:2.9 from/to feed (https://pkgs.contoso.com/maven): status code: 401, reason phrase: Unauthorized (401) -> [Help 1]',
    ],
  },
  'jvm-build-java-version': { examples: ["Could not determine java version from '17.0.9'."] },
  'coursier-download-failed': {
    examples: ['sbt.librarymanagement.ResolveException: Error downloading io.umbra:core_2.12:3.1.0'],
  },
  'jvm-build-task-unknown': {
    examples: [
      'Unknown lifecycle phase "pakcage". You must specify a valid lifecycle phase or a goal in the format <plugin-prefix>:<goal> or <plugin-group-id>:<plugin-artifact-id>[:<plugin-version>]:<goal>. Available lifecycle phases are: validate, initialize, generate-sources, process-sources, generate-resources, process-resources, compile, process-classes, generate-test-sources, process-test-sources, generate-test-resources, process-test-resources, test-compile, process-test-classes, test, prepare-package, package, pre-integration-test, integration-test, post-integration-test, verify, install, deploy, pre-clean, clean, post-clean, pre-site, site, post-site, site-deploy. -> [Help 1]',
    ],
  },
  'gradle-build-missing': { examples: ["Directory '/mnt/batch/tasks/wd' does not contain a Gradle build."] },
  'jvm-build-failed': {
    examples: [
      "Execution failed for task ':compileJava'.",
      '> Compilation error. See log for more details',
      "> Could not resolve all files for configuration ':compileClasspath'.",
    ],
  },
  'maven-pom-malformed': {
    examples: [
      '[FATAL] Non-readable POM /mnt/batch/tasks/workitems/etl/job-1/t1/wd/pom.xml: input contained no data @ ',
    ],
  },
  'maven-pom-missing': {
    examples: [
      '[ERROR] The goal you specified requires a project to execute but there is no POM in this directory (/mnt/batch/tasks/workitems/etl/job-1/t1/wd). Please verify you invoked Maven from the correct directory. -> [Help 1]',
    ],
  },
};
