import type { FailureCategory } from '../../../explanation/category.ts';
import type { Meanings } from '../../engine/words.ts';

/** Phrases about networks and the services behind them. */
export const remotePhrases: Meanings<FailureCategory> = [
  [
    [
      /\blicen[cs](?:es?|ing)\b(?![./])/i,
      /d(?:id|oes) not|no response|timed? ?out|unreachable|unavailable|busy|\bdown\b|cannot|refused|failed|not found|missing/i,
    ],
    'license',
  ],
  [[/\b(?:token|SAS)\b/i, /\bexpired\b|\bnot yet valid\b|\bno longer valid\b/i], 'sas-expired'],
  [
    /signature (?:has )?expired|\b(?:SAS|access|shared access) ?(?:token|signature|URL).{0,40}(?:expired|no longer valid)|token (?:has |is )?expired|request has expired/i,
    'sas-expired',
  ],
  [
    /\bpull rate limit\b|\bpull access denied\b|\bimage manifest\b|\bmanifest unknown\b|\bimage\b.{0,80}\b(?:not be pulled|not (?:in|found in|on) (?:the )?registry)|\b(?:pull|pulling|fetch|fetching|download) (?:the )?(?:container )?(?:image \S{1,200}[:/]|docker:)|\bpull(?:ing)? of \S{1,200}:\S{1,100} failed\b|\bunable to find image\b|\bresolve reference\b/i,
    'image-pull',
  ],
  [
    /\b(?:HTTP(?:\/[\d.]{1,3})?|status|code|error|return(?:s|ed)?|answer(?:s|ed)?|response|got)[ :=(]{1,3}(?:(?:code|status|HTTP|with|was|is)[ :=]{1,2}){0,3}(?:429|503)\b/i,
    'throttled',
  ],
  [
    /rate limit|too many requests|throttl|server (?:is )?busy|slow ?down|request rate is|reduce your request rate|\brate exceeded\b|over the account limit|\bexceeds the ingress/i,
    'throttled',
  ],
  [
    /resolve host|name resolution|name lookup|unknown (?:server )?host\b|\bhost \S{1,80} is (?:unknown|not known)\b|\bhost(?: ?name)? (?:was )?not found\b|no such host\b|no address (?:associated with|known for)|\bgetaddrinfo\b|\bDNS\b|nodename nor servname|name or service not known|translate host name|\blookup \S{1,100} on \S{1,60}:53/i,
    'network-dns',
  ],
  [
    /(?:cannot|could not|couldn't|unable to|failed to) resolve(?! (?:service for|['\x22]?\S{1,80} \(?[<>=~^]|(?:\w+ )?(?:dependenc|commit|revision|reference|ref|symbol|type|import|path|placeholder)\b))|remote name could not/i,
    'network-dns',
  ],
  [
    [
      /\b(?:host|account|server|endpoint|address|broker)\b/i,
      /\bcannot be resolved|could not be resolved|did not resolve/i,
    ],
    'network-dns',
  ],
  [/\b(?:SSL|TLS) (?:connection|session) .{0,30}\b(?:closed|lost|dropped)\b|\bSSL SYSCALL error\b/i, 'network'],
  [/certificate|\b(?:SSL|TLS)\b|\bhandshake\b|\bPKIX\b/i, 'network-tls'],
  [
    /\block wait timeout\b|\b(?:acquire|obtain|get|set) (?:an? |the )?(?:(?:\w{1,20} )?lock|\S{1,200}\.(?:lock|lck|pid))\b/i,
    'lock-contention',
  ],
  [/\brequested .{1,40} (?:is|are) (?:invalid|not (?:valid|allowed))\b/i, 'bad-arguments'],
  [
    /timed? ?out|deadline[ _]?exceeded|time limit|request timeout|operation timeout|no (?:response|answer|reply|heartbeat|progress)\b|did not (?:respond|answer|reply|finish in)|exceeded its (?:time )?budget|\bexceed(?:s|ed)? .{0,30}\b\d{1,7} ?(?:seconds|minutes|hours)\b|deadline (?:\w+ ){0,4}(?:passed|reached|missed)\b|(?:ran|took|running) (?:for )?(?:longer|more) than|\baborted after \d|\bwall ?time\b|\bexceed(?:s|ed)? (?:the |its )?(?:max(?:imum)? )?(?:allowed )?(?:run ?|wall ?|cpu )?time\b|\bwall ?clock (?:time )?limit\b|\b(?:maximum|allowed) (?:run|wall|cpu|execution|elapsed) ?time\b|heartbeat .{0,40}not received|(?:gave|giving) up (?:waiting|after (?:waiting|\d{1,9} ?(?:ms|s|sec|seconds|min|minutes|h|hours)\b))/i,
    'timeout',
  ],
  [[/\blimit (?:was |has been )?(?:exceeded|reached|hit)\b/i, /\btime\b/i], 'timeout'],
  [[/\bnot\b/i, /\b(?:within|in) \d{1,9} ?(?:ms|s|sec|seconds|min|minutes|h|hours)\b/i], 'timeout'],
  [
    /\bcredentials? .{0,40}\b(?:bucket|blob|container|storage)\b|\bno credentials\b|\b(?:unable|failed) to (?:load|locate|find) credentials\b|\bcredentials? (?:(?:were|was) )?not found\b|\b40[13]\b.{0,20}\b(?:returned|answered|response|status|from)\b|\bno valid token\b|\bsign in again\b/i,
    'auth-storage',
  ],
  [/^(?:Forbidden|Unauthorized)\.?$/, 'auth-storage'],
  [/\b(?:bad|invalid|wrong) credentials?\b|refused login|login (?:was )?(?:refused|denied|failed)\b/i, 'permission'],
  [
    /\b407 Proxy|\bproxy\b.{0,40}\b50[234]\b|\bproxy\b.{0,40}\b407\b|(?:could not|cannot|failed to|unable to) establish (?:an? |the )?(?:\w{1,20} )?connection|(?:failed|unable|could not|cannot|can't|couldn't) (?:to )?connect\b(?!.{0,60}\b(?:licen|daemon))/i,
    'network',
  ],
  [
    /\bMSI token\b|\bidentity (?:was |is )?not (?:assigned|found)\b|\bimds\b|\blog ?in first\b|\b(?:run|use) ['`"]?(?:az|gcloud auth|huggingface-cli|aws sso|wandb|docker)[ -]login|\bnot (?:logged|signed) in\b/i,
    'auth-storage',
  ],
  [
    [/\b(?:HTTP|status|code|answer(?:s|ed)?|return(?:s|ed)?|response|GET|PUT|POST|HEAD)\b/i, /\b40[13]\b/],
    'auth-storage',
  ],
  [
    /\b(?:refused|denied|rejected): 40[13]\b|\b40[13] (?:Unauthorized|Forbidden|This request)|\bden(?:y|ies|ied)\b.{0,40}\b(?:Object|Blob|Bucket|Container)|\bno \w+ permission for this (?:container|blob|share)/i,
    'auth-storage',
  ],
  [
    /\bconnection .{0,100}\bfailed: (?:FATAL: +)?password authentication\b|\bpassword authentication failed\b|\bNOAUTH\b/i,
    'permission',
  ],
  [
    /\b(?:docker )?daemon (?:is )?(?:not )?running\b|\b(?:upstream|service) (?:is )?(?:temporarily )?unavailable\b|\bservice returned an error\b|\binternal (?:server )?error (?:on|from|of|in) (?:the )?(?:server|service)|\b(?:service|server|remote) .{0,40}\binternal error\b|\binternal server error\b|\bbad gateway\b|\bupstream: 5\d\d\b|\b(?:returned|status|answered|HTTP|code|error)[ :]{1,2}(?:HTTP )?50[024]\b/i,
    'service',
  ],
  [[/\bMPI\b/, /\b(?:lost|fail(?:s|ed|ure)?|gone)\b/i], 'mpi'],
  [
    /\bMPI_\w{1,40}: .{0,80}\b(?:dead|died|failed|lost)\b|\bhydra\b|\bcommunicator\b.{0,60}\b(?:invalid|failed|failure)\b/,
    'mpi',
  ],
  [
    /\brank \d{1,7} (?:was |is |has )?(?:lost|died|gone|left the)\b|\bcollective abort\b|^(?:mpi(?:exec|run)|orted|prted)\b.{0,40}\b(?:unable to|failed to|could not|cannot) (?:(?:start|launch|spawn) (?:an? |the )?process|reach|contact)|\b(?:exited|terminated|ended|quit) (?:before|without) (?:calling )?MPI_Finalize\b/i,
    'mpi',
  ],
  [
    /(?:failed|unable|could not|cannot|can't|could ?n.t) (?:to )?(?:retrieve|download|fetch)\b(?! (?:a |the )?(?:token|credential|access|index))|\bdownload (?:has |was )?(?:failed|interrupted|aborted)|\b(?:fetching|downloading|retrieving)\b.{1,80}\bfailed\b|\bconnect(?:ion)? to \S{1,120}:? (?:was )?(?:failed|refused|rejected)\b/i,
    'network',
  ],
  [
    /socket hang up|\bserver returned nothing\b|\bempty reply from server\b|\b(?:receiving|sending) data (?:from|to) the (?:peer|remote)|\b(?:send|recv) failure\b|\btransfer closed with\b|\blost (?:the )?(?:link|contact) (?:to|with)\b|\b(?:open|bind|listen) (?:to |on )?(?:any |the )?(?:port|\S{1,60}:\d{2,5})\b|\bassign requested address\b|\bconnect error\b|\breset before headers\b|broken pipe|other side closed|remote end|no route to|network error|actively refused|connection attempt failed|connection (?:was )?(?:refused|reset|closed|aborted|lost|failed|forced)|\b(?:transport|stream|peer) (?:is )?clos|\bpeer closed\b|\b(?:ended|terminated|reset|dropped|closed) by (?:the )?(?:remote )?(?:peer|host|server)\b|\b(?:is|became|was) unreachable\b|\bclosed the connection\b|address (?:is )?(?:already )?in use|\bconnection to \S{1,40} (?:was )?lost\b/i,
    'network',
  ],
];
