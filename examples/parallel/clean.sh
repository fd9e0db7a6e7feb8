#!/usr/bin/env bash
# Works off JSON lines with GNU parallel: clean.sh PAGES.jsonl OUT [JOBS]
#
# The lines are dealt into shards once; each shard is one job, whose output is
# resumed where it stopped. So after a crash, or on another day, the same
# command does only what is not done. With parallel's --sshlogin the shards go
# to other machines that see the same folder.
set -euo pipefail
pages=$1 out=$2 jobs=${3:-$(nproc)}
lines=${LINES_PER_SHARD:-10000}

if [ ! -e "$out/shards.done" ]; then
  rm -rf "$out/shards"
  mkdir -p "$out/shards" "$out/answers"
  split --lines "$lines" --suffix-length 6 --numeric-suffixes "$pages" "$out/shards/"
  touch "$out/shards.done"
fi

# Exit code 1 says that some pages failed: their lines hold an "error", and the shard is done.
clean() {
  columnist --jsonl --resume --out "$2/answers/$1.jsonl" < "$2/shards/$1" || [ $? -eq 1 ]
}
export -f clean
find "$out/shards" -type f -printf '%f\n' | sort |
  parallel --jobs "$jobs" --joblog "$out/joblog" --resume-failed clean {} "$out"
