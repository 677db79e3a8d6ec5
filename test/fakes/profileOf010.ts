/**
 * Data left by version 0.1.0, recorded with its first package in a real VS Code and its own simulator: the user added
 * an account by key, signed in to another with the Azure CLI, and retried a task of the first account twice, which
 * failed each time. Only the key is replaced by the test's own. Never update this data when the state of later versions
 * changes.
 */
export const profileOf010 = {
  globalState: {
    'azureBatch.accounts':
      '[{"id":"127.0.0.1:43925","name":"simulated","endpoint":"http://127.0.0.1:43925","authentication":"sharedKey"},{"id":"127.0.0.1:42159","name":"127.0.0.1:42159","endpoint":"http://127.0.0.1:42159","authentication":"azureCli"}]',
  },
  /** Names in the secret storage. */
  keys: ['azureBatch.key:127.0.0.1:43925'],
  /** Files in the folder `attempts`, by name. */
  attempts: {
    'df6bcfe1efa851e69f83366772f4daa4961cbd6b.jsonl': [
      '{"savedAt":"2026-11-21T23:45:40.811Z","action":"retry","task":{"id":"frame-1","url":"http://127.0.0.1:43925/jobs/frames/tasks/frame-1","eTag":"0x8DF48297B42E3A0","creationTime":"2026-11-21T23:45:10.874Z","lastModified":"2026-11-21T23:45:10.874Z","state":"completed","stateTransitionTime":"2026-11-21T23:45:12.588Z","previousState":"running","previousStateTransitionTime":"2026-11-21T23:45:12.390Z","userIdentity":{"autoUser":{"scope":"pool","elevationLevel":"nonadmin"}},"requiredSlots":1,"commandLine":"/bin/sh -c \'echo reading; echo no such file: frame-1.exr >&2; exit 3\'","constraints":{"maxWallClockTime":"P10675199DT2H48M5.4775807S","retentionTime":"P7D","maxTaskRetryCount":0},"executionInfo":{"retryCount":0,"requeueCount":0,"startTime":"2026-11-21T23:45:12.390Z","endTime":"2026-11-21T23:45:12.588Z","exitCode":3,"failureInfo":{"category":"UserError","code":"FailureExitCode","message":"The task process exited with an unexpected exit code","details":[]},"result":"failure"},"nodeInfo":{"affinityId":"TVM:tvmps_df5f4b10142f1add20c90ccbdae6fdd39e379a89e0c525306ed6ef61330b2bf4_d","nodeUrl":"http://127.0.0.1:43925/pools/p/nodes/tvmps_df5f4b10142f1add20c90ccbdae6fdd39e379a89e0c525306ed6ef61330b2bf4_d","poolId":"p","nodeId":"tvmps_df5f4b10142f1add20c90ccbdae6fdd39e379a89e0c525306ed6ef61330b2bf4_d","taskRootDirectory":"workitems/frames/job-1/frame-1","taskRootDirectoryUrl":"http://127.0.0.1:43925/pools/p/nodes/tvmps_df5f4b10142f1add20c90ccbdae6fdd39e379a89e0c525306ed6ef61330b2bf4_d/files/workitems/frames/job-1/frame-1"}},"logs":[{"path":"stderr.txt","text":"no such file: frame-1.exr\\n","leftOut":0},{"path":"stdout.txt","text":"reading\\n","leftOut":0}]}',
      '{"savedAt":"2026-11-21T23:46:02.334Z","action":"retry","task":{"id":"frame-1","url":"http://127.0.0.1:43925/jobs/frames/tasks/frame-1","eTag":"0x8DF48298D1C4940","creationTime":"2026-11-21T23:45:10.874Z","lastModified":"2026-11-21T23:45:40.820Z","state":"completed","stateTransitionTime":"2026-11-21T23:45:40.876Z","previousState":"running","previousStateTransitionTime":"2026-11-21T23:45:40.841Z","userIdentity":{"autoUser":{"scope":"pool","elevationLevel":"nonadmin"}},"requiredSlots":1,"commandLine":"/bin/sh -c \'echo reading; echo no such file: frame-1.exr >&2; exit 3\'","constraints":{"maxWallClockTime":"P10675199DT2H48M5.4775807S","retentionTime":"P7D","maxTaskRetryCount":0},"executionInfo":{"retryCount":0,"requeueCount":0,"startTime":"2026-11-21T23:45:40.841Z","endTime":"2026-11-21T23:45:40.876Z","exitCode":3,"failureInfo":{"category":"UserError","code":"FailureExitCode","message":"The task process exited with an unexpected exit code","details":[]},"result":"failure"},"nodeInfo":{"affinityId":"TVM:tvmps_df5f4b10142f1add20c90ccbdae6fdd39e379a89e0c525306ed6ef61330b2bf4_d","nodeUrl":"http://127.0.0.1:43925/pools/p/nodes/tvmps_df5f4b10142f1add20c90ccbdae6fdd39e379a89e0c525306ed6ef61330b2bf4_d","poolId":"p","nodeId":"tvmps_df5f4b10142f1add20c90ccbdae6fdd39e379a89e0c525306ed6ef61330b2bf4_d","taskRootDirectory":"workitems/frames/job-1/frame-1","taskRootDirectoryUrl":"http://127.0.0.1:43925/pools/p/nodes/tvmps_df5f4b10142f1add20c90ccbdae6fdd39e379a89e0c525306ed6ef61330b2bf4_d/files/workitems/frames/job-1/frame-1"}},"logs":[{"path":"stderr.txt","text":"no such file: frame-1.exr\\n","leftOut":0},{"path":"stdout.txt","text":"reading\\n","leftOut":0}]}',
    ],
  },
  /** The task of these attempts, which 0.1.0 did not save. */
  retried: { kind: 'task', accountId: '127.0.0.1:43925', jobId: 'frames', taskId: 'frame-1' },
} as const;
