#!/bin/bash
# Makes the replica set and the services' user. Safe to run again: it changes nothing that is already there.
set -euo pipefail
mongosh --quiet --host mongo-1 --username root --password "$(cat /run/secrets/mongo_root_password)" --authenticationDatabase admin --eval '
  try {
    rs.status();
  } catch {
    rs.initiate({ _id: "gridlink", members: [1, 2, 3].map((n) => ({ _id: n, host: `mongo-${n}:27017` })) });
  }
  while (!db.hello().isWritablePrimary && !db.hello().primary) sleep(500);
'
mongosh --quiet "mongodb://mongo-1,mongo-2,mongo-3/admin?replicaSet=gridlink" --username root --password "$(cat /run/secrets/mongo_root_password)" --eval '
  const password = fs.readFileSync("/run/secrets/mongo_services_password", "utf8").trim();
  if (db.getUser("services") === null) db.createUser({ user: "services", pwd: password, roles: ["readWriteAnyDatabase"] });
'
