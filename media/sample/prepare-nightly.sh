#!/bin/bash
# Job preparation task of the job nightly: fetches the risk model once per node.
set -euo pipefail

target="$AZ_BATCH_NODE_SHARED_DIR/model"
mkdir -p "$target"
echo "Fetching the risk model"
tar -xzf model.tar.gz -C "$target"
sha256sum --check --quiet model.sha256
echo "Model ready"
