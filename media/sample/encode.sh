#!/bin/bash
# Makes a preview film of one shot. Usage: encode.sh SHOT
set -euo pipefail

shot=$1
mkdir -p out
echo "Encoding shot $shot"
ffmpeg -hide_banner -y -i "$shot.mov" -c:v libx264 -preset medium -crf 20 \
  -pix_fmt yuv420p "out/$shot.mp4"
echo "Shot $shot done"
