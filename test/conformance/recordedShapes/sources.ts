/** A file of recorded exchanges with the service at a commit. */
export interface RecordedFile {
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
}

const assets = 'Azure/azure-sdk-assets';
const jsCommit = '3ee8abae5c0fae8e9eea138111e1bfd4973fdb18';
const jsFolder = 'js/sdk/batch/batch-rest/recordings/node';
const netCommit = '03f255448a9bbaf50a7bb70ffbb3a9f4cffd0017';
const netFolder = 'net/sdk/batch/Azure.Compute.Batch/tests/SessionRecords';
const pythonCommit = '2f5749e81e5bade0acca402ade0e897e3e2c8afd';
const pythonFolder = 'python/sdk/batch/azure-batch/tests/recordings';
const python = 'Azure/azure-sdk-for-python';
const oldPythonCommit = '1248b22bef3dd8fa3b854e400ef4c811d3a0a834';
const oldPythonFolder = 'sdk/batch/azure-batch/tests/recordings';

function ofJs(name: string): RecordedFile {
  const path = `${jsFolder}/${name.replace('/', '/recording_')}.json`;
  return { repository: assets, commit: jsCommit, path };
}

function ofNet(name: string): RecordedFile {
  return { repository: assets, commit: netCommit, path: `${netFolder}/${name}.json` };
}

function ofPython(name: string): RecordedFile {
  const path = `${pythonFolder}/test_batch.pyTestBatchtest_batch_${name}[sync].json`;
  return { repository: assets, commit: pythonCommit, path };
}

function ofOldPython(name: string): RecordedFile {
  const path = `${oldPythonFolder}/test_batch.pyTestBatchtest_batch_${name}.json`;
  return { repository: python, commit: oldPythonCommit, path };
}

/** Recorded files, of REST 2025-06-01 unless noted otherwise. */
export const recordedFiles: Readonly<Record<string, RecordedFile>> = {
  'pool-add': ofJs('pool_operations_test/create_batch_pool_successfully'),
  'pool-get': ofJs('pool_operations_test/should_get_a_pool_reference_successfully'),
  'pool-exists': ofJs('pool_operations_test/should_check_that_pool_exists_successfully'),
  'pool-patch': ofJs('pool_operations_test/should_patch_pool_parameters_successfully'),
  'pool-resize': ofJs('pool_operations_test/should_start_pool_resizing_successfully'),
  'pool-stop-resize': ofJs('pool_operations_test/should_stop_pool_resizing_successfully'),
  'pool-data-disk': ofJs('pool_operations_test/should_add_a_pool_with_a_data_disk'),
  'node-counts': ofJs('pool_operations_test/should_get_pool_node_counts_successfully'),
  'remote-login': ofJs('pool_operations_test/should_get_a_remote_login_settings_successfully'),
  'autoscale-enable': ofJs('autoscale_operations/should_enable_autoscale_successfully'),
  'autoscale-evaluate': ofJs('autoscale_operations/should_evaluate_pool_autoscale_successfully'),
  'autoscale-disable': ofJs('autoscale_operations/should_disable_autoscale_successfully'),
  'supported-images': ofJs('byos_account/should_list_supported_images'),
  'node-get': ofJs('compute_node_operations/should_get_a_compute_node_reference'),
  'node-deallocate': ofJs('compute_node_operations/should_deallocate_and_then_start_a_compute_node_successfully'),
  'node-disable': ofJs('compute_node_operations/should_disable_scheduling_on_a_compute_node_successfully'),
  'node-enable': ofJs('compute_node_operations/should_enable_scheduling_on_a_compute_node_successfully'),
  'node-reboot': ofJs('compute_node_operations/should_reboot_a_compute_node_successfully'),
  'node-reimage': ofJs('compute_node_operations/should_reimage_a_compute_node_successfully'),
  'node-logs': ofJs('compute_node_operations/should_upload_pool_node_logs_at_paas_pool'),
  'user-add': ofJs('compute_node_operations/should_add_a_user_to_a_compute_node_successfully'),
  'user-update': ofJs('compute_node_operations/should_update_a_compute_node_user_successfully'),
  'user-delete': ofJs('compute_node_operations/should_delete_a_compute_node_user_successfully'),
  'job-get': ofJs('job_operations_test/should_get_a_job_reference_successfully'),
  'job-update': ofJs('job_operations_test/should_update_a_job_successfully'),
  'job-disable': ofJs('job_operations_test/should_disable_a_job_successfully'),
  'job-enable': ofJs('job_operations_test/should_enable_a_job_successfully'),
  'job-terminate': ofJs('job_operations_test/should_terminate_a_job_successfully'),
  'job-delete': ofJs('job_operations_test/should_delete_a_job_successfully'),
  'schedule-add': ofJs('job_schedule_operations_test/should_create_a_job_schedule_successfully'),
  'schedule-get': ofJs('job_schedule_operations_test/should_get_a_job_schedule_reference_successfully'),
  'schedule-jobs': ofJs('job_schedule_operations_test/should_list_jobs_from_job_schedule_successfully'),
  'schedule-update': ofJs('job_schedule_operations_test/should_update_a_job_schedule_successfully'),
  'schedule-disable': ofJs('job_schedule_operations_test/should_disable_a_job_schedule_successfully'),
  'schedule-terminate': ofJs('job_schedule_operations_test/should_terminate_a_job_schedule_successfully'),
  'schedule-delete': ofJs('job_schedule_operations_test/should_delete_a_job_schedule_successfully'),
  'task-add': ofJs('task_operations_test/should_create_a_task_with_exit_conditions_successfully'),
  'task-list': ofJs('task_operations_test/should_list_all_tasks_successfully'),
  'task-delete': ofJs('task_operations_test/should_delete_a_task_successfully'),
  'task-counts': ofJs('task_operations_test/should_count_tasks_sucessfully'),
  applications: ofNet('BatchApplicationsIntegrationTests/GetandListApplication'),
  'pool-properties': ofNet('BatchPoolIntegrationTests/ReplacePool'),
  'task-reactivate': ofNet('BatchTaskIntegrationTests/TaskReactive'),
  'task-update': ofNet('BatchTaskIntegrationTests/TaskUpdate'),
  'task-collection': ofNet('BatchTaskIntegrationTests/AddTaskCollection'),
  subtasks: ofNet('BatchTaskIntegrationTests/TaskListSubTasks'),
  'task-files': ofNet('FileIntegrationTests/GetTaskFile'),
  jobs: ofPython('jobs'),
  nodes: ofPython('compute_nodes'),
  extensions: ofPython('compute_node_extensions'),
  'old-applications': ofOldPython('applications'),
  'old-jobs': ofOldPython('jobs'),
  'old-schedules': ofOldPython('job_schedules'),
  'old-pools': ofOldPython('update_pools'),
  'old-scaling': ofOldPython('scale_pools'),
  'old-nodes': ofOldPython('compute_nodes'),
};
