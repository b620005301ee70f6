#!/usr/bin/env bash
# The embedded store beside mongo-java-server's memory store: prints a table. Usage: benchmark.sh [MILLIONS]
# A million messages more take about a minute and a few hundred megabytes, which are given back at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -pl embedded-mongo -am -Dweb.check.skip=true -DskipTests test-compile
path="$(mktemp)"
mvn -q -B -pl embedded-mongo dependency:build-classpath -Dmdep.outputFile="$path"
java="${JAVA_HOME_25:-$(ls -d /usr/lib/jvm/*25* | head -1)}/bin/java"
exec "$java" --enable-native-access=ALL-UNNAMED -Dlogback.configurationFile=quiet.xml \
  -cp "embedded-mongo/target/test-classes:embedded-mongo/target/classes:$(cat "$path")" \
  chat.parley.embedded.mongo.benchmark.Benchmark "$@"
