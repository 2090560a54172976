#!/usr/bin/env bash
# Opens the page with the desktop's browser; without a desktop it prints the address to open.
set -euo pipefail
cd "$(dirname "$0")/.."

page=$PWD/web/index.html
page=${page//%/%25}
page=${page// /%20}
page=${page//#/%23}
url=file://${page//\?/%3F}

opener=
if [[ $OSTYPE == darwin* ]]; then
  opener=open
elif [[ -n ${DISPLAY-}${WAYLAND_DISPLAY-} ]]; then
  opener=xdg-open
fi
if [[ -n $opener ]] && command -v "$opener" >/dev/null && "$opener" "$url"; then
  echo "Opened $url"
else
  echo "Open this address in a browser: $url"
fi
