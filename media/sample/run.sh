#!/bin/bash
# Fetches one day of measurements, checks and loads it. Usage: run.sh DAY
set -euo pipefail

day=$1
source ./settings.env
archive="measurements-$day.csv.gz"

echo "Fetching $archive"
curl --fail --silent --show-error --output "$archive" "$SOURCE_URL/$archive"

rows=$(zcat "$archive" | csvstat --count)
echo "$rows rows"

cd "$TARGET_DIR"
python3 "$AZ_BATCH_TASK_WORKING_DIR/load.py" --day "$day" --expect "$rows"
