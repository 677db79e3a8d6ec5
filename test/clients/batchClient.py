"""Drives azure-batch for Python, and prints the results of its calls as JSON."""

import json
import os
import time

from azure.batch import BatchServiceClient, models
from azure.batch.batch_auth import SharedKeyCredentials

credentials = SharedKeyCredentials(os.environ['AZURE_BATCH_ACCOUNT'], os.environ['AZURE_BATCH_ACCESS_KEY'])
client = BatchServiceClient(credentials, batch_url=os.environ['AZURE_BATCH_ENDPOINT'])
client.config.retry_policy.policy.total = 0

seen = {}


def see(name, value):
    seen[name] = value


def refusal(call):
    try:
        call()
    except models.BatchErrorException as refused:
        return refused.error.code
    return None


def until(look):
    """Calls `look` until its result is truthy, and returns that result."""
    while True:
        found = look()
        if found:
            return found
        time.sleep(0.05)


machine = models.VirtualMachineConfiguration(
    image_reference=models.ImageReference(
        publisher='canonical', offer='0001-com-ubuntu-server-jammy', sku='22_04-lts'
    ),
    node_agent_sku_id='batch.node.ubuntu 22.04',
)
pool = models.PoolAddParameter(
    id='p', vm_size='standard_d2s_v3', virtual_machine_configuration=machine, target_dedicated_nodes=1, task_slots_per_node=4
)
in_pool = models.PoolInformation(pool_id='p')

see('account.list_supported_images', 'canonical' in {image.image_reference.publisher for image in client.account.list_supported_images()})
see('pool.exists before', client.pool.exists('p'))
client.pool.add(pool)
see('pool.add again', refusal(lambda: client.pool.add(pool)))
see('pool.exists', client.pool.exists('p'))
see('pool.list', [each.id for each in client.pool.list()])
client.pool.patch('p', models.PoolPatchParameter(metadata=[models.MetadataItem(name='team', value='render')]))
see('pool.patch', client.pool.get('p').metadata[0].value)
client.pool.update_properties('p', models.PoolUpdatePropertiesParameter(
    certificate_references=[], application_package_references=[], metadata=[]))
see('pool.update_properties', client.pool.get('p').metadata)

client.job.add(models.JobAddParameter(id='j', pool_info=in_pool, priority=5))
see('job.add again', refusal(lambda: client.job.add(models.JobAddParameter(id='j', pool_info=in_pool))))
see('job.get', client.job.get('j').priority)
client.job.patch('j', models.JobPatchParameter(priority=9))
client.job.disable('j', 'requeue')
until(lambda: client.job.get('j').state == 'disabled')
client.job.enable('j')
until(lambda: client.job.get('j').state == 'active')
see('job.list', [(each.id, each.priority, each.state) for each in client.job.list()])

client.task.add('j', models.TaskAddParameter(id='says', command_line='/bin/sh -c "echo hello; exit 3"'))
many = [models.TaskAddParameter(id=f'many-{index}', command_line='true') for index in range(250)]
added = client.task.add_collection('j', many, threads=4)
see('task.add_collection', [len(added.value), len({each.task_id for each in added.value if each.status == 'success'})])
task = until(lambda: (lambda it: it if it.state == 'completed' else None)(client.task.get('j', 'says')))
see('task.get', [task.execution_info.exit_code, task.execution_info.result, task.execution_info.failure_info.code])
see('task.list', len(list(client.task.list('j', models.TaskListOptions(max_results=100)))))
see('task.list with a filter', [each.id for each in client.task.list('j', models.TaskListOptions(
    filter="id eq 'many-7'", select='id'))])
see('task.get of none', refusal(lambda: client.task.get('j', 'none')))
see('file.list_from_task', sorted(each.name for each in client.file.list_from_task('j', 'says')))
see('file.get_from_task', b''.join(client.file.get_from_task('j', 'says', 'stdout.txt')).decode())
properties = client.file.get_properties_from_task('j', 'says', 'stdout.txt', raw=True)
see('file.get_properties_from_task', properties.response.headers['Content-Length'])
until(lambda: client.job.get_task_counts('j').task_counts.completed == 251)
counts = client.job.get_task_counts('j').task_counts
see('job.get_task_counts', [counts.active, counts.running, counts.completed, counts.succeeded, counts.failed])
see('task.terminate', refusal(lambda: client.task.terminate('j', 'says')))
client.task.reactivate('j', 'says')
client.task.delete('j', 'many-7')
see('task.delete', refusal(lambda: client.task.get('j', 'many-7')))

node = next(iter(client.compute_node.list('p')))
see('compute_node.list', [node.is_dedicated, node.total_tasks_run > 0])
client.compute_node.disable_scheduling('p', node.id)
see('compute_node.disable_scheduling again', refusal(lambda: client.compute_node.disable_scheduling('p', node.id)))
client.compute_node.enable_scheduling('p', node.id)
until(lambda: client.compute_node.get('p', node.id).state == models.ComputeNodeState.idle)
client.compute_node.add_user('p', node.id, models.ComputeNodeUser(name='me', password='Secret-123', is_admin=True))
client.compute_node.delete_user('p', node.id, 'me')
see('compute_node.get_remote_login_settings', client.compute_node.get_remote_login_settings('p', node.id).remote_login_ip_address)
see('file.list_from_compute_node', 'workitems' in [each.name for each in client.file.list_from_compute_node('p', node.id)])
see('account.list_pool_node_counts', [(each.pool_id, each.dedicated.total) for each in client.account.list_pool_node_counts()])

client.job_schedule.add(models.JobScheduleAddParameter(
    id='s', schedule=models.Schedule(recurrence_interval='PT1H'), job_specification=models.JobSpecification(pool_info=in_pool)))
see('job_schedule.list', [each.id for each in client.job_schedule.list()])
client.job_schedule.delete('s')
see('application.list', list(client.application.list()))

client.pool.resize('p', models.PoolResizeParameter(target_dedicated_nodes=2))
until(lambda: client.pool.get('p').allocation_state == 'steady')
client.pool.enable_auto_scale('p', '$TargetDedicatedNodes=0;')
see('pool.enable_auto_scale', client.pool.get('p').auto_scale_run.results)
client.job.terminate('j', 'DoneWithIt')
until(lambda: client.job.get('j').state == 'completed')
see('job.terminate', client.job.get('j').execution_info.terminate_reason)
client.job.delete('j')
client.pool.delete('p')
until(lambda: not client.pool.exists('p'))
see('pool.delete', refusal(lambda: client.pool.get('p')))

print(json.dumps(seen))
