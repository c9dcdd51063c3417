#!/bin/sh
# The database's address holds its password, so it comes as a file; every other secret is read as a file by the process.
set -eu
if [ -n "${MONGODB_URI_FILE:-}" ]; then
  MONGODB_URI="$(cat "$MONGODB_URI_FILE")"
  export MONGODB_URI
  unset MONGODB_URI_FILE
fi
# As on one machine: the young generation of a process stays small.
exec node --max-semi-space-size=8 "$1"
