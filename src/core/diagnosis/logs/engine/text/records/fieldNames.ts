/** What a field of a record can be, going by its name. */
export interface FieldUse {
  /** In small letters, without what joins words: `error.stack_trace` is `errorstacktrace`. */
  readonly bare: string;
  /** The likelier the message, the smaller; undefined for what is none. */
  readonly messageRank: number | undefined;
  readonly isLevel: boolean;
  /** Whether loggers say it of each record. */
  readonly isStamp: boolean;
  /** Whether it says why, in other words than the message. */
  readonly isReason: boolean;
  readonly isStack: boolean;
  /** Whether programs keep in it what another printed. */
  readonly isOutput: boolean;
  /** Whether it may say more than the message does. */
  readonly saysMore: boolean;
}

const messages = [
  '@m',
  'renderedmessage',
  'message',
  '@message',
  'msg',
  'event',
  'log',
  'logmessage',
  'logentry',
  'syslogmessage',
  'shortmessage',
  'textpayload',
  'rendereddescription',
  'text',
  '@mt',
];
const levels = /^(?:(?:log)?level(?:name)?|@l|lvl|severity(?:text|level)?|priority)$/;
const stamps =
  /^(?:@?time(?:stamp|generated|millis)?|@t|ts|asctime|date(?:time)?|instant|realtimetimestamp|eventtime|logger(?:name)?|category|caller|stream|hostname|host|pid|thread(?:name)?|computer|(?:container|pod)(?:name|id)|containerlogsource)$/;
const reasons =
  /^(?:error|err|errormessage|reason|cause|code|errorcode|exception(?:message)?|@x|excinfo|exctext|stack(?:trace)?|errorstack(?:trace)?)$/;
const stacks =
  /^(?:exception|@x|exc|excinfo|exctext|traceback|backtrace|thrown|throwable|error|err|(?:error|err|exception)?stack(?:trace)?|fullmessage)$/;
const outputs = /^(?:stdout|stderr|output|outputs|logs?|text|content|result|std(?:out|err)text|combinedoutput)$/;

/** How many names are remembered: loggers have few. */
const mostKnown = 2000;
const known = new Map<string, FieldUse>();

/** What a field of this name can be. */
export function toFieldUse(name: string): FieldUse {
  let use = known.get(name);
  if (use === undefined) {
    use = toUse(name.toLowerCase().replaceAll(/[\s_.-]/g, ''));
    if (known.size < mostKnown) known.set(name, use);
  }
  return use;
}

function toUse(bare: string): FieldUse {
  const rank = messages.indexOf(bare);
  const isLevel = levels.test(bare);
  const isReason = reasons.test(bare);
  const isStack = stacks.test(bare);
  const isOutput = outputs.test(bare);
  return {
    bare,
    messageRank: rank === -1 ? undefined : rank,
    isLevel,
    isStamp: isLevel || stamps.test(bare),
    isReason,
    isStack,
    isOutput,
    saysMore: isReason || isStack || isOutput,
  };
}
