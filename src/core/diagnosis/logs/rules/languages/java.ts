import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Frame, Narrowness } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { mentionsAnother } from '../../lexicon/codes.ts';
import { categoryOfException } from '../../lexicon/lexicon.ts';

const header =
  /^(?:.*?(?:Exception in thread "[^"]*" |Caused by: ))?(?<name>(?:[a-z][\w$]*\.)+(?:[A-Z]\w*\.)*[A-Z][\w$]*)(?:[:;](?: (?<message>.*))?)?$/;
/** A class without a package, which only its place gives away. */
const unpackaged =
  /^(?:.*?Exception in thread "[^"]*" |\s*Caused by: )(?<name>[A-Z][\w$]*(?:Exception|Error|Throwable))(?:[:;](?: (?<message>.*))?)?$/;
/** An exception after the words of a logger or of another exception. */
const laterHeader =
  /^.*?: (?<name>(?:[a-z][\w$]*\.)+(?:[A-Z]\w*\.)*[A-Z][\w$]*(?:Exception|Error|Throwable))(?:[:;](?: (?<message>.*))?)?$/;
/** An exception whose class prints itself without its name, as SnakeYAML's do. */
const bareHeader = /^(?<name>Exception) in thread "[^"]*" (?<message>[^\s:]+ .*)$/;
const frameLine = /^\s+at (?:[\w.@/-]+\/)?(?<method>[\w.$<>]+)\((?<place>[^()]+)\)/;
const moreLine = /^\s*\.\.\. \d{1,6} (?:more|common frames omitted)/;
const causeLine = /^\s*Caused by: /;

/** Packages of the platform and of common libraries: code in them is not the user's. */
const foreignCode =
  /^(?:java|javax|jdk|sun|com\.sun|scala|kotlin|kotlinx|groovy|clojure|akka|oracle|liquibase|redis|cromwell|wom|wdl|womtool|cwl|io\.(?:netty|grpc|vertx|reactivex|micrometer|opentelemetry|delta|minio|quarkus|micronaut|smallrye|confluent|lettuce|fabric8|kubernetes)|reactor|uk\.ac\.babraham|org\.(?:nlogo|knime|matsim|openlca|deeplearning4j|nd4j|tensorflow|pytorch|repast|apache|snpeff|broadinstitute|springframework|eclipse|hibernate|junit|slf4j|jboss|gradle|codehaus|scalatest|json4s|rocksdb|postgresql|xerial|bouncycastle|yaml|jetbrains|sparkproject|glassfish|mortbay|mongodb|geotools|opengis|locationtech|jooq|flywaydb|elasticsearch|opensearch|neo4j|h2|mariadb|sqlite|jdbi|quartz|aspectj|opentest4j|testng|mockito|fusesource|xml)|net\.snowflake|com\.(?:mongodb|datastax|snowflake|couchbase|hazelcast|rabbitmq|squareup|google|fasterxml|azure|microsoft|amazonaws|mysql|zaxxer|databricks|typesafe|twitter|esotericsoftware|oracle|ibm|github|lmax|ctc)|software\.amazon|ch\.qos|okhttp3|okio|retrofit2|net\.(?:sf|bytebuddy)|py4j|nextflow|ai\.djl|ml\.dmlc|edu\.stanford|weka|loci|ij|qupath|repast|beast|htsjdk|picard|dev\.|cats|zio|shapeless|parquet|breeze|junit|javassist|sbt|coursier|it\.unimi)\./;

/** Types that mean something else in other languages. */
const kinds: ReadonlyMap<string, FailureCategory> = new Map(
  Object.entries<FailureCategory>({
    InvalidInputException: 'missing-file',
    SAMException: 'bad-input',
    TribbleException: 'bad-input',
    UserException: 'bad-input',
    ValidatorException: 'network-tls',
  }),
);

/** Stubs that Protocol Buffers made. */
const generated = /Grpc\.java$/;
/** Messages whose causes are only consequences. */
const saysAll = /^(?:Cannot run program "|Python worker exited unexpectedly)/;
/** Reports the failure of another program, or of a part of this one that reported it before. */
const wrapper = /\.(?:SparkUserAppException|MojoExecutionException|MojoFailureException|ExecException)$/;
/** The reason for a lost executor is given with the executor, here or before. */
const lostExecutor = /\bExecutorLostFailure \(/;
const rewrapped = /^Application \S+ (?:failed|finished with failed status)/;

interface Block {
  readonly at: number;
  readonly name: string;
  readonly message: string;
  frame: Frame | undefined;
}

/** Exceptions of the Java virtual machine with their causes, and the words of the launcher. */
export const javaRules = {
  'java-throwable': { on: ['Exception', 'Error: ', 'Error\n', 'Caused by: '], read: readThrowable },
  'java-missing-main-class': { like: 'Error: Could not find or load main class {what}', category: 'missing-module' },
  'java-missing-jar': { like: 'Unable to access jarfile {what}', category: 'missing-file' },
  'java-no-class-def': {
    on: ['java.lang.NoClassDefFoundError: '],
    match: /^\s+java\.lang\.NoClassDefFoundError: (?<what>\S+)$/,
    category: 'missing-module',
  },
  'java-linkage-error': {
    like: 'Error: LinkageError occurred while loading main class',
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'java-class-version': { like: 'UnsupportedClassVersionError', category: 'dependency-version' },
  'java-bad-option': {
    like: [
      'Unrecognized option: ',
      'Unrecognized VM option',
      'Invalid maximum heap size',
      'Invalid initial heap size',
      'Too small maximum heap',
    ],
    category: 'bad-arguments',
  },
  'java-vm-not-created': {
    like: ['Could not create the Java Virtual Machine', 'A fatal exception has occurred'],
    category: 'bad-arguments',
    weight: 'echo',
  },
  'java-insufficient-memory': {
    like: [
      'There is insufficient memory for the Java',
      'Could not reserve enough space',
      "error='Not enough space'",
      "error='Cannot allocate memory'",
    ],
    category: 'out-of-memory',
  },
  'java-cannot-allocate': {
    on: ['Could not allocate '],
    match: /^Could not allocate .*: \d+ bytes$/,
    category: 'out-of-memory',
  },
  'java-initialization-failed': {
    like: '^Error occurred during initialization of VM$',
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'java-out-of-memory': { like: 'java.lang.OutOfMemoryError', category: 'out-of-memory', narrow: 'unmistakable' },
  'java-crashed': {
    like: '# A fatal error has been detected by the Java Runtime',
    category: 'crash-signal',
    weight: 'verdict',
  },
  'java-no-main-manifest': { like: 'no main manifest attribute, in {what}', category: 'bad-input' },
  'java-home-not-set': {
    like: ['JAVA_HOME is not set', 'JAVA_HOME is not defined', 'JAVA_HOME is set to an invalid'],
    category: 'missing-program',
    fix: () => [
      l10n.t(
        'Set JAVA_HOME to the folder of a Java installation: in the environment variables of the task, or in the image that it runs in.',
      ),
    ],
  },
  'java-not-installed': { like: 'Unable to locate a Java Runtime', category: 'missing-program' },
} satisfies Rules;

function readThrowable(log: LogText, line: number): Finding | undefined {
  const first = toBlock(log, line);
  if (first === undefined) return undefined;
  const lines = [line];
  const blocks = readBlocks(log, first, lines);
  if (blocks === undefined) return readAlone(log, first);
  const root = blocks.find(({ message }) => saysAll.test(message)) ?? blocks.findLast(isNoTrace) ?? first;
  const { category, narrow } = isEngine(log, lines) ? engineClass(classify(root)) : classify(root);
  return {
    line: root.at,
    category,
    narrow,
    weight: isEcho(root) ? 'echo' : 'cause',
    subject: subjectOf(root),
    frame: blocks.findLast((block) => block.frame !== undefined)?.frame,
    covers: lines,
    details: lines.filter((at) => at > root.at && at <= root.at + longestMessage && !frameLine.test(log.text(at))),
  };
}

/** An exception whose stack was not printed, in a line that says nothing else that is known. */
function readAlone(log: LogText, { at, name, message }: Block): Finding | undefined {
  if (!/(?:Exception|Error)$/.test(name) || !log.text(at).startsWith(name)) return undefined;
  return { line: at, ...classify({ at, name, message, frame: undefined }), weight: 'error', vague: true };
}

/** A line that names an exception, if a stack or a cause follows it within a few lines of message. */
function toBlock(log: LogText, line: number): Block | undefined {
  const text = log.text(line);
  const found = (laterHeader.exec(text) ?? header.exec(text) ?? unpackaged.exec(text) ?? bareHeader.exec(text))?.groups;
  if (found?.['name'] === undefined || /^(?:py4j|pyspark)\./.test(found['name'])) return undefined;
  if (found['message']?.includes('Traceback (most recent') === true) return undefined;
  return { at: line, name: found['name'], message: found['message'] ?? '', frame: undefined };
}

const longestMessage = 12;
const longestThrowable = 400;

function readBlocks(log: LogText, first: Block, lines: number[]): Block[] | undefined {
  const blocks = [first];
  let block = first;
  let strange = 0;
  let framed = false;
  for (let line = log.next(first.at); line !== -1 && lines.length < longestThrowable; line = log.next(line)) {
    const text = log.text(line);
    const frame = frameLine.exec(text)?.groups;
    if (frame !== undefined) {
      framed = true;
      strange = 0;
      block.frame ??= toFrame(frame['method'] ?? '', frame['place'] ?? '');
    } else if (causeLine.test(text)) {
      const next = toBlock(log, line);
      if (next === undefined) break;
      blocks.push(next);
      block = next;
      framed = true;
      strange = 0;
    } else if (!moreLine.test(text) && !/^\s+Suppressed: /.test(text)) {
      strange++;
      if (strange > longestMessage || (framed && !/^\s*$|^Driver stacktrace:|^[\t ]/.test(text))) break;
    }
    lines.push(line);
  }
  return framed ? blocks : undefined;
}

/** A closed channel is due to another failure. */
function isNoTrace({ name, message }: Block, index: number): boolean {
  return index === 0 || message !== '' || !/\.(?:ClosedChannel|AsynchronousClose)Exception$/.test(name);
}

function toFrame(method: string, place: string): Frame | undefined {
  const found = /^(?<file>[\w$.-]+\.(?:java|scala|kt|groovy|clj)):(?<at>\d+)$/.exec(place)?.groups;
  if (found?.['file'] === undefined || foreignCode.test(method) || generated.test(found['file'])) return undefined;
  return { file: found['file'], line: Number(found['at']) };
}

/** Workflow engines: their failures are known by their messages about a step, and are no mistake of the user's code. */
const engine = /^\s+at (?:cromwell|wom|nextflow)\./;

function isEngine(log: LogText, lines: readonly number[]): boolean {
  const first = lines.find((at) => frameLine.test(log.text(at)));
  return first !== undefined && engine.test(log.text(first));
}

function engineClass(found: Classified): Classified {
  return found.narrow === 'failed' ? { category: 'other', narrow: 'failed' } : found;
}

interface Classified {
  readonly category: FailureCategory;
  readonly narrow: Narrowness;
}

function classify({ name, message }: Block): Classified {
  const short = name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  if (message.startsWith('Python worker exited unexpectedly')) return { category: 'crash-signal', narrow: 'kind' };
  if (/^Cannot run program ".*error=2,/.test(message)) return { category: 'missing-program', narrow: 'exact' };
  if (/^Cannot run program ".*error=13,/.test(message)) return { category: 'permission', narrow: 'exact' };
  const category =
    kinds.get(short) ??
    (/^Access denied for user/.test(message) ? 'permission' : undefined) ??
    categoryOfException(short, message);
  return category === undefined
    ? { category: 'exception-in-user-code', narrow: 'failed' }
    : { category, narrow: 'kind' };
}

function isEcho({ name, message }: Block): boolean {
  return wrapper.test(name) || rewrapped.test(message) || lostExecutor.test(message) || mentionsAnother(message);
}

function subjectOf({ name, message }: Block): string | undefined {
  return /^([^\s:(]+)(?: \(|$)/.exec(message)?.[1] ?? name;
}
