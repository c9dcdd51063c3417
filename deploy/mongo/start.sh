#!/bin/bash
# mongod refuses a key file that others can read or that is not its own; a mounted secret is both.
set -euo pipefail
install -m 0400 -o mongodb -g mongodb /run/secrets/mongo_keyfile /tmp/keyfile
exec docker-entrypoint.sh mongod --replSet gridlink --keyFile /tmp/keyfile --bind_ip_all
