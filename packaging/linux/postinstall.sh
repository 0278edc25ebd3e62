#!/bin/sh
set -e
if command -v systemd-sysusers >/dev/null 2>&1; then
  systemd-sysusers onrecord.conf
elif ! getent passwd onrecord >/dev/null 2>&1; then
  useradd --system --home-dir /var/lib/onrecord --shell /usr/sbin/nologin onrecord
fi
chgrp onrecord /etc/onrecord/onrecord.env || true
if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi
