#!/bin/sh
set -e
# An upgrade leaves the service as it is; the record in /var/lib/onrecord always stays.
case "$1" in
remove | 0)
  if [ -d /run/systemd/system ]; then systemctl disable --now onrecord.service || true; fi
  ;;
esac
