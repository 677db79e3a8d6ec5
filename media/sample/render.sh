#!/bin/bash
# Renders one frame of the film with Blender. Usage: render.sh FRAME
set -euo pipefail

frame=$1
padded=$(printf '%04d' "$frame")
scene="shots/harbour.blend"

echo "Rendering frame $frame of $scene on $AZ_BATCH_NODE_ID"
blender --background "$scene" \
  --python-expr "import bpy; bpy.context.scene.render.threads = $(nproc)" \
  --render-output "out/frame-####" --engine CYCLES --render-format OPEN_EXR \
  --render-frame "$frame"

test -s "out/frame-$padded.exr"
echo "Frame $frame done"
