#!/bin/sh
# Gives the command every mounted secret as the variable it is named after: /run/secrets/throughline_token_key becomes
# THROUGHLINE_TOKEN_KEY. A variable that is set already wins.
set -eu
for file in /run/secrets/throughline_*; do
  [ -f "$file" ] || continue
  name=$(basename "$file" | tr '[:lower:]' '[:upper:]')
  if eval "[ -z \"\${$name:-}\" ]"; then
    value=$(cat "$file")
    export "$name=$value"
  fi
done
exec "$@"
