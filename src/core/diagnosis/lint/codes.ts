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
  'cut-off': error('The text ends in the middle of a definition.'),
  'typographic-quotes': error('Quotation marks are typographic, but JSON accepts only straight ones.'),
  yaml: error('The text is YAML, but Batch accepts JSON.'),
  'unknown-property': error("The service doesn't recognize the property there."),
  'renamed-property': error('The property was renamed in an earlier version of the API.'),
  'not-in-version': error("The API version that definitions target doesn't have the property."),
  'missing-property': error('A required property is missing.'),
  'wrong-type': error('A value has the wrong type, such as a string where a number is required.'),
  'invalid-value': error("A value isn't one of those that the service recognizes there."),
  'invalid-time': error("A time isn't in ISO 8601 format."),
  'invalid-duration': error("A duration isn't in ISO 8601 format."),
  'invalid-id': error("An ID contains characters that aren't allowed, or is too long."),
  'out-of-range': error('A number or a duration is below the minimum or above the maximum that the service allows.'),
  'too-long': error('A string has more characters than the service allows.'),
  'too-many': error('A list has more items than the service allows.'),
  'duplicate-id': error('Two definitions in one file have the same ID.'),
  'two-pools': error('A job both names a pool and defines one.'),
  'no-pool': error('A job has neither a pool ID nor a pool definition.'),
  'release-without-preparation': error('A job has a release task but no preparation task.'),
  'same-id': error("A job's preparation task and release task have the same ID."),
  'multi-instance-slots': error('A multi-instance task requires more than one task slot.'),
  'depends-on-itself': error('A task depends on itself.'),
  'dependency-cycle': error('Tasks depend on each other in a cycle.'),
  'dependencies-off': error("A task depends on others, but its job doesn't allow that."),
  'idle-job-action': error("A task has a job action, but its job doesn't allow any."),
  'too-many-slots': error('A task requires more task slots than a node in its pool has.'),
  'no-communication': error("A multi-instance task is for a pool whose nodes don't communicate with each other."),
  'container-mismatch': error(
    "A task runs in a container, but its pool isn't set up for containers, or the other way around.",
  ),
  'two-users': error('A task names a user and also requests an automatic one.'),
  'ends-before-start': error('A schedule ends before it starts.'),
  'reversed-range': error('The end of a range is before its start.'),
  'target-with-autoscale': error('A pool has both a fixed number of nodes and autoscale.'),
  'autoscale-without-formula': error('A pool has autoscale but no formula.'),
  'formula-without-autoscale': error('A pool has a formula, or its interval, but no autoscale.'),
  'unknown-symbol': error("An autoscale formula uses a name that isn't defined."),
  'formula-syntax': error(
    "An autoscale formula lacks a parenthesis or a value, or has an operator that formulas don't support.",
  ),
  'formula-type': error('An autoscale formula sets a target to a string, a time, or a series of samples.'),
  'too-many-nodes': error(
    'A pool whose nodes communicate with each other requests more nodes than such a pool can have.',
  ),
  'agent-mismatch': error("The node agent doesn't match the image."),
  'reserved-port': error('A port is reserved for Batch.'),
  'overlapping-ports': error('A public port is in two ranges.'),
  'duplicate-endpoint': error("Two of a pool's endpoints have the same name, or lead to the same port on a node."),
  'few-ports': error('A range of public ports is too small.'),
  'file-source': error('A resource file has no source, or several.'),
  'prefix-without-container': error('A resource file has a blob prefix but no container.'),
  'path-outside': error("A resource file's path leads outside the task's working directory."),
  'invalid-address': error("A string isn't an address, or isn't that of a blob container."),
  'sas-incomplete': error('A SAS lacks its signature, its expiry time, or its permissions.'),
  'sas-never-valid': error('A SAS can never be valid.'),
  'sas-expired': error('A SAS has expired.'),
  'sas-permission': error("A SAS doesn't allow what it's used for."),
  'empty-command-line': error('A command line is empty.'),
  'slots-per-node': error("A pool has more task slots per node than Batch allows for the node's cores."),
  'wrong-system': error("A command line starts a program for a different operating system than the pool's."),
  'duplicate-property': warning('A property appears twice, so the first one has no effect.'),
  'read-only-property': warning('The service sets the property, and rejects most of these in a definition.'),
  'ends-at-once': warning('A job ends as soon as it is created, because it has no tasks yet.'),
  'unknown-dependency': warning("A task depends on one that isn't defined along with it."),
  'idle-dependency-action': warning("A task has a dependency action, but its job doesn't allow dependencies."),
  'overlapping-exit-codes': warning('An exit code is in two ranges.'),
  'endless-retries': warning('A task is retried without limit.'),
  'short-retention': warning("A task's files are deleted less than an hour after it ends."),
  'spot-communication': warning('A pool whose nodes communicate with each other has Spot nodes.'),
  'open-to-all': warning('Anyone can reach SSH or RDP on the nodes.'),
  'image-without-containers': warning('A pool is set up for containers, but its image has no container runtime.'),
  'plain-http': warning('An address starts with http:, so others can read and change what is sent.'),
  'pattern-without-logs': warning('A pattern for stdout.txt or stderr.txt looks in the wrong folder.'),
  'linux-shell': warning('A command line starts a Linux shell in a Windows pool.'),
  'vector-without-sample': warning('An autoscale formula uses a series of samples as a number.'),
  'shell-syntax': warning(
    'A command line uses syntax that only a shell understands, but Batch starts programs without one.',
  ),
  'open-quote': warning("A quotation mark in a command line isn't closed."),
  'line-break': warning('A command line has several lines.'),
  'inline-secret': warning('A secret is in a place that everyone with read access to the account can see.'),
  'reserved-name': warning('An environment variable has a name that is reserved for those that Batch sets.'),
  'retired-image': warning('Batch no longer supports the image or its node agent.'),
  'retired-size': warning('Azure has retired the VM size.'),
  'retired-feature': warning('Azure has retired the feature that a property requests.'),
  'support-ends-soon': warning('Support for the image or the VM size ends within 180 days.'),
  'pool-not-found': warning('Checked against an account: it has no pool with this ID.'),
  'job-takes-no-tasks': warning('Checked against an account: the job that the tasks are for no longer accepts tasks.'),
  'application-not-found': warning(
    "Checked against an account: it doesn't have the application, or not in this version.",
  ),
  'image-not-supported': warning("Checked against an account: Batch doesn't support the image with this node agent."),
  'size-not-supported': warning("Checked against an account: Batch doesn't offer the VM size in the account's region."),
  'quota-exceeded': warning('Checked against an account: its quotas have no room for the pool, its nodes, or the job.'),
  'limit-too-short': warning('Checked against an account: the command took longer there than its time limit allows.'),
  'sas-ends-in-queue': warning('Checked against an account: a SAS expires in less time than tasks wait there.'),
  'sas-not-yet-valid': warning("A SAS isn't valid yet."),
  'sas-expires-soon': warning('A SAS expires within an hour.'),
  'dependency-elsewhere': information(
    "A task in a list depends on one that isn't in the list, but that its job may already have.",
  ),
  'other-version': information('The newest version of the API no longer has the property.'),
  'support-ends': information('Support for the image or the VM size ends within two years.'),
  'extension-only': information('Only the Azure Batch CLI extensions recognize the property.'),
  'no-nodes': information('A pool has no nodes: both targets are 0, and autoscale is off.'),
  'many-tasks': information('A request body has more tasks than one request accepts.'),
  'absolute-pattern': information("An output file pattern looks outside the task's directory."),
  'secret-in-file': information('A definition contains a password or a key.'),
  'sas-lasts-long': information('A SAS is valid for more than a year.'),
  'sas-restricted': information('A SAS is valid only for certain IP addresses.'),
  'trailing-comma': information("There is a comma after the last item, which the Azure CLI doesn't accept."),
  comments: information("The file has comments, which the Azure CLI doesn't accept."),
  'unknown-code': information("A comment that turns off a check names a check that doesn't exist."),
  'not-checked': information("Checked against an account: something couldn't be determined there."),
  'too-deep': information('Something is nested too deeply to be checked.'),
  'too-large': information('The file is too large to be checked.'),
} as const satisfies Readonly<Record<string, Code>>;

export type RuleCode = keyof typeof codes;

export function isRuleCode(text: string): text is RuleCode {
  return Object.hasOwn(codes, text);
}
