/** The possible uses of a record's field, by its name. */
export interface FieldUse {
  /** The name in lowercase without separators: `error.stack_trace` becomes `errorstacktrace`. */
  readonly bare: string;
  /** Lower for a more likely message; undefined for a field that is never the message. */
  readonly messageRank: number | undefined;
  readonly isLevel: boolean;
  /** True for a field that loggers add to each record. */
  readonly isStamp: boolean;
  /** True for a field that gives the reason in different words than the message. */
  readonly isReason: boolean;
  readonly isStack: boolean;
  readonly isOutput: boolean;
  /** True for a field that may add information to the message. */
  readonly saysMore: boolean;
}

const messages = (
  '@m renderedmessage message @message msg event log logmessage logentry syslogmessage shortmessage textpayload ' +
  'rendereddescription text @mt'
).split(' ');
const levels = /^(?:(?:log)?level(?:name)?|@l|lvl|severity(?:text|level)?|priority)$/;
const stamps =
  /^(?:@?time(?:stamp|generated|millis)?|@t|ts|asctime|date(?:time)?|instant|realtimetimestamp|eventtime|logger(?:name)?|category|caller|stream|hostname|host|pid|thread(?:name)?|computer|(?:container|pod)(?:name|id)|containerlogsource)$/;
const reasons =
  /^(?:error|err|errormessage|reason|cause|code|errorcode|exception(?:message)?|@x|excinfo|exctext|stack(?:trace)?|errorstack(?:trace)?)$/;
const stacks =
  /^(?:exception|@x|exc|excinfo|exctext|traceback|backtrace|thrown|throwable|error|err|(?:error|err|exception)?stack(?:trace)?|fullmessage)$/;
const outputs = /^(?:stdout|stderr|output|outputs|logs?|text|content|result|std(?:out|err)text|combinedoutput)$/;

/** Maximum number of cached names; loggers use few. */
const mostKnown = 2000;
const known = new Map<string, FieldUse>();

/** Returns the possible uses of a field with this name. */
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
