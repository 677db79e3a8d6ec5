#!/bin/bash
# Start task of the pool gpu-train: installs what training needs. May run more than once.
set -uo pipefail

echo "Preparing $AZ_BATCH_NODE_ID"
export DEBIAN_FRONTEND=noninteractive

# Images of Debian and Ubuntu only.
apt-get update -q && apt-get install -q -y python3-pip libgl1 || exit $?
pip3 install --quiet torch==2.4.1 torchvision==0.19.1 pillow || exit $?

nvidia-smi --list-gpus || exit $?
echo "Ready"
