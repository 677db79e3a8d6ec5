/** How serious a finding is, by the policy that `docs/definitions.md` states. */
export type Severity = 'error' | 'warning' | 'information';

interface Code {
  readonly severity: Severity;
  /** What is found, for the page about definitions. */
  readonly about: string;
}

const error = (about: string) => ({ severity: 'error', about }) as const;
const warning = (about: string) => ({ severity: 'warning', about }) as const;
const information = (about: string) => ({ severity: 'information', about }) as const;

/** Every code that a finding can have. People name them in comments and settings, so none changes its meaning. */
export const codes = {
  'unknown-property': error('The service does not know the property there.'),
  'renamed-property': error('The property has another name since an earlier version of the API.'),
  'not-in-version': error('The version of the API that definitions are for does not have the property.'),
  'missing-property': error('A required property is missing.'),
  'wrong-type': error('A value is of another type, such as a text where a number belongs.'),
  'invalid-value': error('A value is none of those that the service knows there.'),
  'invalid-time': error('A time is not in ISO 8601.'),
  'invalid-duration': error('A duration is not in ISO 8601.'),
  'invalid-id': error('An ID has characters that are not allowed, or is too long.'),
  'out-of-range': error('A number or a duration is below the least or above the most that the service allows.'),
  'too-long': error('A text has more characters than the service allows.'),
  'too-many': error('A list has more items than the service allows.'),
  'duplicate-id': error('Two definitions in one file have the same ID.'),
  'two-pools': error('A job names a pool and defines one too.'),
  'no-pool': error('A job has neither the ID of a pool nor the definition of one.'),
  'release-without-preparation': error('A job has a release task and no preparation task.'),
  'same-id': error('The preparation task and the release task of a job have the same ID.'),
  'multi-instance-slots': error('A multi-instance task takes more than one task slot.'),
  'depends-on-itself': error('A task depends on itself.'),
  'dependency-cycle': error('Tasks depend on each other in a circle.'),
  'dependencies-off': error('A task depends on others, and its job does not allow that.'),
  'idle-job-action': error('A task has a job action, and its job allows none.'),
  'too-many-slots': error('A task takes more task slots than a node of its pool has.'),
  'no-communication': error('A multi-instance task is for a pool whose nodes do not communicate with each other.'),
  'container-mismatch': error('A task runs in a container and its pool has none, or the other way round.'),
  'two-users': error('A task names a user and asks for an automatic one too.'),
  'ends-before-start': error('A schedule ends before it starts.'),
  'reversed-range': error('The end of a range is before its start.'),
  'target-with-autoscale': error('A pool has a fixed number of nodes and autoscale.'),
  'autoscale-without-formula': error('A pool has autoscale and no formula.'),
  'formula-without-autoscale': error('A pool has a formula, or its interval, and no autoscale.'),
  'unknown-symbol': error('An autoscale formula uses a name that is not defined.'),
  'formula-syntax': error('A parenthesis, an operator, or a value of an autoscale formula is missing.'),
  'formula-type': error('An autoscale formula sets a target to a text.'),
  'too-many-nodes': error('A pool whose nodes communicate with each other wants more nodes than such a pool can have.'),
  'agent-mismatch': error('The node agent is not the one for the image.'),
  'reserved-port': error('A port is reserved for Batch.'),
  'overlapping-ports': error('A public port is in two ranges.'),
  'few-ports': error('A range of public ports is too small.'),
  'file-source': error('A resource file has no source, or several.'),
  'prefix-without-container': error('A resource file has a prefix of blobs and no container.'),
  'path-outside': error('A resource file leaves the working directory of the task.'),
  'invalid-address': error('A text is not an address, or not one of a blob container.'),
  'sas-incomplete': error('A SAS lacks its signature, its end, or its permissions.'),
  'sas-never-valid': error('A SAS can never be valid.'),
  'sas-expired': error('A SAS has expired.'),
  'sas-permission': error('A SAS does not allow what it is used for.'),
  'empty-command-line': error('A command line is empty.'),
  'wrong-system': error('A command line starts a program of another operating system than that of the pool.'),
  'duplicate-property': warning('A property is there twice, so the first one has no effect.'),
  'read-only-property': warning('The service sets the property, and refuses most of those in a definition.'),
  'ends-at-once': warning('A job ends as soon as it is created, because it has no tasks yet.'),
  'unknown-dependency': warning('A task depends on one that is not defined with it.'),
  'idle-dependency-action': warning('A task has a dependency action, and its job does not allow dependencies.'),
  'overlapping-exit-codes': warning('An exit code is in two ranges.'),
  'endless-retries': warning('A task is retried without end.'),
  'short-retention': warning('The files of a task are deleted less than an hour after it has ended.'),
  'spot-communication': warning('A pool whose nodes communicate with each other has Spot nodes.'),
  'open-to-all': warning('Everyone can reach SSH or RDP of the nodes.'),
  'image-without-containers': warning('A pool is set up for containers, and its image has no container runtime.'),
  'plain-http': warning('An address starts with http:, so that others can read and change what is sent.'),
  'pattern-without-logs': warning('A pattern for stdout.txt or stderr.txt looks in the wrong folder.'),
  'linux-shell': warning('A command line starts a shell of Linux on a pool of Windows.'),
  'vector-without-sample': warning('An autoscale formula uses a series of samples as a number.'),
  'shell-syntax': warning('A command line uses what only a shell understands, and Batch starts programs without one.'),
  'open-quote': warning('A quotation mark in a command line is not closed.'),
  'line-break': warning('A command line has several lines.'),
  'inline-secret': warning('A secret is in a place that everyone who may read the account sees.'),
  'reserved-name': warning('An environment variable has a name that Batch sets itself.'),
  'retired-image': warning('Batch no longer supports the image or its node agent.'),
  'retired-size': warning('Azure has retired the VM size.'),
  'retired-feature': warning('Azure has retired what a property asks for.'),
  'support-ends-soon': warning('The support of the image or the VM size ends within 180 days.'),
  'sas-not-yet-valid': warning('A SAS is not valid yet.'),
  'sas-expires-soon': warning('A SAS expires within an hour.'),
  'other-version': information('The newest version of the API no longer has the property.'),
  'support-ends': information('The support of the image or the VM size ends within two years.'),
  'extension-only': information('Only the Azure Batch CLI extensions know the property.'),
  'no-nodes': information('A pool has no nodes: both targets are 0, and autoscale is off.'),
  'many-tasks': information('The body of a request has more tasks than one request takes.'),
  'absolute-pattern': information('A pattern of output files looks outside the folder of the task.'),
  'secret-in-file': information('A definition holds a password or a key.'),
  'sas-restricted': information('A SAS is for certain IP addresses only.'),
  comments: information('The file has comments, which the Azure CLI does not take.'),
  'unknown-code': information('A comment that turns a check off names none that exists.'),
  'too-deep': information('Something is nested too deep to be checked.'),
  'too-large': information('The file is too large to be checked.'),
} as const satisfies Readonly<Record<string, Code>>;

export type RuleCode = keyof typeof codes;

export function isRuleCode(text: string): text is RuleCode {
  return Object.hasOwn(codes, text);
}
