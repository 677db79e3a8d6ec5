import type { ExamplesOf } from '../../engine/examples.ts';
import type { javaRules } from './java.ts';

export const javaExamples: ExamplesOf<typeof javaRules> = {
  'java-throwable': {
    examples: [
      ['Exception in thread "main" java.lang.AssertionError: no scene', '\tat Main.main(Main.java:3)'],
      [
        'Exception in thread "main" com.acme.errors.DataQualityException: 14 of 200 rows have no timestamp (file trades_0311.csv)',
        '\tat com.acme.Check.run(Check.java:77)',
      ],
      [
        'Exception in thread "main" net.helio.sim.Main$SolverException: mesher failed with exit code 3',
        '\tat net.helio.sim.Main.step(Main.java:33)',
        '\tat net.helio.sim.Main.main(Main.java:40)',
      ],
    ],
  },
  'java-missing-main-class': { examples: ['Error: Could not find or load main class com.contoso.Render'] },
  'java-missing-jar': { examples: ['Error: Unable to access jarfile app.jar'] },
  'java-no-class-def': { examples: ['\tjava.lang.NoClassDefFoundError: org/slf4j/LoggerFactory'] },
  'java-class-version': {
    examples: [
      'java.lang.UnsupportedClassVersionError: has been compiled by a more recent version of the Java Runtime',
    ],
  },
  'java-bad-option': { examples: ["Unrecognized VM option 'UseMagic'", 'Invalid maximum heap size: -Xmx4x'] },
  'java-vm-not-created': {
    examples: [
      'Error: Could not create the Java Virtual Machine.',
      'Error: A fatal exception has occurred. Program will exit.',
    ],
  },
  'java-insufficient-memory': { examples: ['Could not reserve enough space for object heap'] },
  'java-cannot-allocate': { examples: ['Could not allocate compressed class space: 1073741824 bytes'] },
  'java-out-of-memory': {
    examples: [
      'java.lang.OutOfMemoryError: Java heap space',
      'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
      '26/03/11 08:02:11 WARN TaskSetManager: Lost task 17.0 in stage 3.0 (TID 117) (node-4 executor driver): java.lang.OutOfMemoryError: Java heap space',
    ],
  },
  'java-crashed': { examples: ['# A fatal error has been detected by the Java Runtime Environment:'] },
  'java-no-main-manifest': { examples: ['no main manifest attribute, in app.jar'] },
  'java-home-not-set': { examples: ['JAVA_HOME is not set', 'ERROR: java is not installed or JAVA_HOME is not set'] },
  'java-not-installed': { examples: ['Unable to locate a Java Runtime.'] },
  'java-linkage-error': { examples: ['Error: LinkageError occurred while loading main class Main'] },
  'java-initialization-failed': { examples: ['Error occurred during initialization of VM'] },
};
