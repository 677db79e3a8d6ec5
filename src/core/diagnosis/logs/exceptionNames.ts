import type { FailureCategory } from '../category.ts';
import { findMeaning, type Meanings } from './words.ts';

/**
 * What the parts of a type's name mean in any language, the telling before the vague: `CsvError`,
 * `MongoServerSelectionTimeout`, `Psych::SyntaxError`.
 */
const parts: Meanings<FailureCategory> = [
  [/Licen[cs]e/, 'license'],
  [/OutOfMemory|NoMemory/, 'out-of-memory'],
  [/Throttl|TooManyRequests|RateLimit/, 'throttled'],
  [/Time(?:d)?[Oo]ut|DeadlineExceeded/, 'timeout'],
  [/UnknownHost|UnresolvedAddress|NameResolution/, 'network-dns'],
  [/SSL|Ssl(?=[A-Z])|TLS|Certificate/, 'network-tls'],
  [/Credential|Authentication|Unauthori[sz]ed(?!Access)|AuthError/, 'auth-storage'],
  [/AccessDenied|PermissionDenied|UnauthorizedAccess|NotPermitted/, 'permission'],
  [/Quota/, 'quota'],
  [/Locked|LockTimeout|LockException/, 'lock-contention'],
  [/(?:File|Path|Directory|Blob|Object|Resource)(?:Does)?Not(?:Found|Exist)|NoSuch(?:File|Key|Bucket)/, 'missing-file'],
  [/(?:Class|Module|Plugin|Package|Driver|Gem)NotFound/, 'missing-module'],
  [/^(?:NoClassDefFound|UnsatisfiedLink)/, 'missing-module'],
  [
    /^(?:NoSuchMethod|NoSuchField|AbstractMethod|IncompatibleClassChange|UnsupportedClassVersion|BadImageFormat)(?:Error|Exception)$/,
    'dependency-version',
  ],
  [
    /Encoding|Charset|Charac?terCoding|Unicode|ByteSequence|UndefinedConversion|Unmappable|Utf8|MalformedInput/,
    'encoding-lineendings',
  ],
  [
    /CommandLine|CmdLine|(?:Missing|Unrecognized|Unknown|Ambiguous|Unexpected)(?:Required)?(?:Option|Argument|Parameter)(?!s?Type)|OptionParser|ArgumentParser|MissingOption|ParameterException|UsageE|UsageException/,
    'bad-arguments',
  ],
  [
    /Connect(?:ion)?(?:Refused|Reset|Closed|Lost|Forced|Aborted)|Connect(?:ion)?(?:Error|Exception|Failure)$|Network|Socket|Unreachable/,
    'network',
  ],
  [
    /Pars(?:e|er|ing)|TypeConver|(?:Unrecognized|Unknown)(?:Property|Field)|Malformed|Corrupt|Decod|Deseriali[sz]|Validation|Schema|Csv|CSV|Json|JSON|Yaml|YAML|Xml|XML|Zod|Format(?:Exception|Error)?$|InvalidData|InvalidFormat|Data(?:Quality|Integrity)|InputException|UnexpectedEnd|EndOf(?:File|Stream)|EOF/,
    'bad-input',
  ],
];

/** What the name of an exception's type says, or undefined. */
export function categoryOfName(name: string): FailureCategory | undefined {
  return findMeaning(name, parts);
}

/** Messages of exceptions raised because another program failed. */
const ofAnother =
  /\b(?:failed|exited|died|returned|finished|terminated|ended) with (?:a )?(?:(?:non-?zero )?(?:exit |return )?(?:code|status)|exit)(?: value)? -?\d{1,10}\b|returned non-?zero|non-zero exit (?:code|status|value)/i;

/** Whether an exception only tells that another program failed, which may have said why. */
export function tellsOfAnother(message: string): boolean {
  return ofAnother.test(message);
}

/** Types that say that this code failed, whatever their messages speak of. */
const ownFault =
  /^(?:NullPointer|NullReference|IndexOutOf|ArrayIndexOutOf|StringIndexOutOf|ArgumentNull|ArgumentOutOf|ClassCast|InvalidCast|Arithmetic|DivideByZero|DivisionByZero|ZeroDivision|NegativeArraySize|ArrayStore|NoSuchElement|KeyNotFound|UnsupportedOperation|NotImplemented|NotSupported|ConcurrentModification|StackOverflow|Assertion|Comparison|MatchError|TypeError|RangeError|ReferenceError|NameError|UnboundLocal|UndefVar|BoundsError|AttributeError|RecursionError|IndentationError|TabError|NoMethod|Frozen|KeyError|IndexError|LookupError|Overflow|FloatingPoint|StopIteration|StopAsyncIteration|(?:System)?Exit$)/;

/** Whether the message of an exception may tell what its type does not. */
export function leavesItToMessage(name: string): boolean {
  return !ownFault.test(name);
}
