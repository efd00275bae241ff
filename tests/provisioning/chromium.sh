#!/bin/sh
# Find a Chromium for the browser tests; install Debian's where we are root and may.
# Without one the browser tests are skipped, with their reason (and fail under CI=true).
set -eu

for program in chromium chromium-browser google-chrome google-chrome-stable; do
	if command -v "$program" >/dev/null; then
		exit 0
	fi
done

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
	echo 'Installing Chromium for the browser tests'
	export DEBIAN_FRONTEND=noninteractive
	if apt-get update -qq &&
		apt-get install -qq --yes --no-install-recommends chromium fonts-dejavu-core >/dev/null
	then
		exit 0
	fi
fi
echo 'No Chromium here, so the browser tests will be skipped. Install chromium to run them.' >&2
