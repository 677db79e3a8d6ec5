import type { FailureCategory } from '../../explanation/category.ts';
import { findMeaning, type Meanings } from '../engine/words.ts';
import { codeMeanings } from './codes.ts';
import { knownTypes } from './knownTypes.ts';
import { looseCategoryInCode } from './loose.ts';
import { phrasesInCode } from './phrases/phrases.ts';

/** Words that have a meaning in the names of types, specific before vague: `MongoServerSelectionTimeout`. */
const parts: Meanings<FailureCategory> = [
  [/Licen[cs]e/, 'license'],
  [/OutOfMemory|NoMemory|Memory(?:Limit|Exhausted|Error)/, 'out-of-memory'],
  [/NoSpace|OutOfDisk/, 'disk-full'],
  [
    /(?:^|File|Database|Table|Already)Lock(?:ed|Held|Conflict|Error|Exception|Failed)|FileLock|LockTimeout/,
    'lock-contention',
  ],
  [/Timed?[Oo]ut|DeadlineExceeded/, 'timeout'],
  [/UnresolvedAddress/, 'network-dns'],
  [/SSL|TLS|(?:Ssl|Tls)(?=[A-Z])|Certificate/, 'network-tls'],
  [/Credential|Auth(?:entication|orization)?(?:Fail|Error|Exception)|Unauthori[sz]ed(?!Access)/, 'auth-storage'],
  [/NotPermitted|Permission/, 'permission'],
  [/Quota/, 'quota'],
  [
    /(?:Column|Field|Variable|Attribute|Property|Parameter|Node|Element|Record|Row|Entry|Item|Symbol|Section|Sequence|Sample|Unit)NotFound/,
    'bad-input',
  ],
  [
    /(?:Class|Module|Plugin|Dependency|Package|Library|Backend|Driver|Gem)s?(?:NotFound|Missing|Unavailable)|(?:Missing|NoSuch)(?:Module|Plugin|Dependency|Package|Library|Kernel|Driver)|^(?:NoClassDefFound|UnsatisfiedLink)/,
    'missing-module',
  ],
  [/(?:Command|Program|Executable|Binary|Tool)(?:NotFound|Missing)/, 'missing-program'],
  [
    /^(?:NoSuchMethod|NoSuchField|AbstractMethod|BadImageFormat)(?:Error|Exception)$|Version(?:Mismatch|Conflict|Error)|Incompatible|UnsupportedClassVersion/,
    'dependency-version',
  ],
  [
    /Encoding|Charset|Charac?terCoding|Unicode|ByteSequence|UndefinedConversion|Unmappable|Utf8|MalformedInput/,
    'encoding-lineendings',
  ],
  [
    /CommandLine|CmdLine|(?:Missing|Unrecognized|Unknown|Ambiguous|Unexpected)(?:Required)?(?:Option|Argument|Parameter)(?!s?Type)|OptionParser|ArgumentParser|MissingOption|ParameterException|UsageE|NotConfigured|ImproperlyConfigured/,
    'bad-arguments',
  ],
  [
    /Connect(?:ion)?(?:Refused|Reset|Closed|Lost|Forced|Aborted)|(?:Comm|Stream|Channel)Closed|(?:Connect(?:ion)?|Transport|Proxy)(?:Failed)?(?:Error|Exception|Failure)$|Network(?:Error|Exception|Failure)|Socket|Unreachable|(?:Broker|Host|Server)s?(?:Not|Un)?Available$/,
    'network',
  ],
  [
    /(?:File|Path|Directory|Blob|Object|Resource)(?:Does)?Not(?:Found|Exist)|NoSuch(?:File|Key|Bucket|Blob|Path)|FileMissing/,
    'missing-file',
  ],
  [
    /Pars(?:e|er|ing)(?:Int|Float|E)|TypeConver|InputMismatch|(?:Unrecognized|Unknown)(?:Property|Field)|Malformed|Corrupt|Decod|Deseriali[sz]|Csv|CSV|Json|JSON|Yaml|YAML|Xml|XML|Zod|\wSyntaxE(?=rr|xc)|UnexpectedEnd|EndOf(?:File|Stream)|EOF/,
    'bad-input',
  ],
];

/** Words in the names of types that count only if the message has no meaning. */
const vagueParts: Meanings<FailureCategory> = [
  [/^AnalysisException$/, 'bad-input'],
  [
    /(?:Validation|Schema|Format|Checksum|Integrity|Header|CRS|Data|Config(?:uration)?|Input|Quality)(?:Error|Exception|Failed|Mismatch)$/,
    'bad-input',
  ],
  [
    /^Bad\w{0,20}File|^(?:Invalid|Malformed|Truncated|Bad|Empty|Unsupported)(?:Data|File|Input|Format|Header|Record|Config|Geometry|Image|Schema)/,
    'bad-input',
  ],
  [
    /^Invalid(?!Argument|Operation|State|Handle|Use)\w{1,60}(?:Error|Exception)$|^Undefined(?:Table|Column|Object)$/,
    'bad-input',
  ],
  [
    /File(?:Type|Format|Signature)?(?:Error|Exception)$|^Duplicate\w{1,60}(?:Error|Exception)$|^OutOfBounds/,
    'bad-input',
  ],
  [/NotFound(?:Error|Exception)?$|DoesNotExist/, 'missing-file'],
  [/(?:Option|Parameter)s?(?:Error|Exception)$/, 'bad-arguments'],
];

/** Matches types that only mean that code stopped. */
const plain =
  /^(?:Runtime|Value|IO|OS|Type|(?:Illegal|Invalid)?(?:Argument|State|Operation)|Standard|System|Application|Base|Operational|Database|Programming|Internal)?(?:Error|Exception)$/;

const ownFault =
  /^(?:NullPointer|NullReference|(?:Invalid)?(?:Array|String)?Index(?=OutOf|Err|Exc)|ArgumentNull|ArgumentOutOf|ClassCast|InvalidCast|Arithmetic|DivideByZero|DivisionByZero|ZeroDivision|NegativeArraySize|ArrayStore|NoSuchElement|KeyNotFound|UnsupportedOperation|NotImplemented|NotSupported|ConcurrentModification|StackOverflow|Assertion|Comparison|MatchError|TypeError|RangeError|ReferenceError|NameError|UnboundLocal|UndefVar|BoundsError|AttributeError|RecursionError|IndentationError|TabError|NoMethod|Frozen|KeyError|LookupError|Overflow|FloatingPoint|StopIteration|StopAsyncIteration|(?:System)?Exit$)/;

/**
 * Returns the category that the name of an exception type, without its module, implies beyond doubt; otherwise
 * undefined.
 */
export function categoryOfType(name: string): FailureCategory | undefined {
  if (plain.test(name) || ownFault.test(name)) return undefined;
  return (
    knownTypes.get(name) ?? findMeaning(name, codeMeanings) ?? findMeaning(name, parts) ?? categoryOfWords(spell(name))
  );
}

/** Returns the category of the words of a name, interpreted like a message. */
function categoryOfWords(words: string): FailureCategory | undefined {
  const stated = findMeaning(words, phrasesInCode);
  return stated === 'exception-in-user-code' ? undefined : (stated ?? looseCategoryInCode(words));
}

/** Returns the category that a type's name suggests if the message is uninformative; undefined if it suggests none. */
export function guessOfType(name: string): FailureCategory | undefined {
  return plain.test(name) || ownFault.test(name) ? undefined : findMeaning(name, vagueParts);
}

/** Matches types with which libraries report that their functions were called, or their classes used, incorrectly. */
const ofUse =
  /^Not[A-Z]|Typ(?:e|ing)|Compil|Usage|State|Attribute|Axis|Index|Variable|Precondition|Pickling|Resource|Client|Server|Service|Request|Response|Api|API|[Hh]ttp|HTTP|Fetch|Axios|Execa|Programming|Internal|Runtime|Assert|Operation|Overflow|^error$/;

/**
 * Returns the category of a library's own type if neither its name nor its message is informative: the input is usually
 * wrong, unless the type is about the calling code.
 */
export function categoryOfLibraryType(name: string): FailureCategory | undefined {
  return ownFault.test(name) || ofUse.test(name) ? undefined : 'bad-input';
}

/** Splits a name into words: `QuotaExceededException` into `Quota Exceeded`. */
function spell(name: string): string {
  return name
    .replace(/(?:Error|Exception|Fault)$/, '')
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_/g, ' ');
}

/** Checks whether the message of an exception may add to its type. */
export function leavesItToMessage(name: string): boolean {
  return !ownFault.test(name);
}

const named =
  /(?:^|[\s:([{"'])(?:[a-z_][\w$]{0,40}[.:]{1,2}){0,9}(?<name>[A-Z_]\w{1,60}(?:Error|Exception|Interrupt|Fault))\b/;
const qualified = /(?:^|[\s:([{"'])(?:[a-z_][\w$]{0,40}\.){1,9}(?<name>[A-Z]\w{1,60}|gaierror|timeout): /;
/** Matches a `KeyError` with a sentence; otherwise, its message is a missing key and the mistake is in the code. */
const sentence = /^\w+(?:\.\w+)*: ["'].{0,200} .{0,200}["']$/;

interface NamedType {
  readonly category: FailureCategory | undefined;
  /** True if the type blames this code, even if the message mentions something else. */
  readonly ownFault: boolean;
}

/** Returns the category of the exception type in a line and whether it blames this code; undefined without a type. */
export function typeIn(text: string): NamedType | undefined {
  const name = (named.exec(text) ?? qualified.exec(text))?.groups?.['name'];
  if (name === undefined) return undefined;
  const ownFault = !leavesItToMessage(name) && !(name === 'KeyError' && sentence.test(text));
  return { category: categoryOfType(name) ?? guessOfType(name), ownFault };
}
