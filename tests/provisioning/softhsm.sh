#!/bin/sh
# Find SoftHSM 2, a PKCS#11 token in software; install Debian's where we are root and may.
# Without it the tests of tokens are skipped, with their reason (and fail under CI=true).
set -eu

if command -v softhsm2-util >/dev/null; then
	exit 0
fi

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
	echo 'Installing SoftHSM 2 for the tests of PKCS#11 tokens'
	export DEBIAN_FRONTEND=noninteractive
	if apt-get update -qq &&
		apt-get install -qq --yes --no-install-recommends softhsm2 >/dev/null
	then
		exit 0
	fi
fi
echo 'No SoftHSM here, so the tests of tokens will be skipped. Install softhsm2 to run them.' >&2
