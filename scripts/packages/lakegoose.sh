#!/bin/sh
# Runs lakegoose on the Node that is there, version 24 or newer.
self=$(readlink -f -- "$0") || exit 1
root=$(dirname -- "$(dirname -- "$self")")
node=$(command -v node) || node=
major=$("${node:-false}" -p 'process.versions.node.split(".")[0]' 2>/dev/null) || major=0
if [ "$major" -lt 24 ]; then
  echo "lakegoose needs Node.js 24 or newer. Install it from https://nodejs.org, then try again." >&2
  exit 1
fi
# Compiled code is kept for the next start, in a place that is this person's own.
cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
if [ -n "$cache" ] && [ -z "$NODE_COMPILE_CACHE" ] && { [ -w "$cache" ] || mkdir -p "$cache" 2>/dev/null; }; then
  export NODE_COMPILE_CACHE="$cache/lakegoose/node"
fi
# Node takes these when it starts only. Each statement of the local workspace holds a thread while it runs; and short-lived
# values may take 16 or 32 MB twice over where nothing is said, of which a result that is read row by row needs little.
export UV_THREADPOOL_SIZE="${UV_THREADPOOL_SIZE:-16}"
exec "$node" --max-semi-space-size=4 "$root/lib/js/cli.mjs" "$@"
