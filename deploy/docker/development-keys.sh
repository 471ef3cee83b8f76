#!/bin/sh
# development-keys FOLDER…: one folder a service, each with a random key of its own and the token key that all share.
# Written once; what is there stays, so that data sealed yesterday opens today. For development only, and refused
# anywhere else: there, every service gets its keys from a secret store, and tokens come from an OIDC issuer.
set -eu
if [ "${THROUGHLINE_ENVIRONMENT:-}" != development ]; then
  echo "THROUGHLINE_ENVIRONMENT is '${THROUGHLINE_ENVIRONMENT:-}': keys are made here for development only" >&2
  exit 1
fi
new_key() { head -c 32 /dev/urandom | base64; }
place() { # whole or not at all
  [ -s "$2" ] || { printf '%s\n' "$1" > "$2.new" && mv "$2.new" "$2"; }
}
umask 077
token=$(cat "$1/throughline_token_key" 2>/dev/null || new_key)
for folder; do
  place "$token" "$folder/throughline_token_key"
  place "$(new_key)" "$folder/throughline_service_key"
done
