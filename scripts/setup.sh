#!/usr/bin/env bash
# Usage: scripts/setup.sh python|node
# Installs what the lock file names, if it is not installed already. All output goes to stderr.
set -euo pipefail
cd "$(dirname "$0")/.."
exec >&2

fail() {
  printf 'setup: %s\n' "$@"
  exit 1
}

# Debian and its relatives: install packages, as root or through sudo. Fails quietly elsewhere.
apt_install() {
  command -v apt-get >/dev/null || return 1
  local sudo=()
  if ((EUID != 0)); then sudo=(sudo); fi
  echo "setup: apt-get install $*"
  "${sudo[@]}" apt-get update -qq && "${sudo[@]}" apt-get install -qq --yes "$@" >/dev/null
}

is_python() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; }

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3.11 python3 python /usr/bin/python3.11; do
    if is_python "$candidate"; then
      python=$candidate
      return
    fi
  done
  return 1
}

make_venv() {
  rm -rf .venv
  "$python" -m venv .venv >/dev/null
}

setup_python() {
  local stamp=.venv/requirements.lock python
  if cmp -s requirements.lock "$stamp" && is_python .venv/bin/python; then return; fi
  if ! { is_python .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null; }; then
    find_python || { apt_install python3.11 python3.11-venv && find_python; } ||
      fail 'Python 3.11 was not found.' \
        'Install it, or say where it is: make PYTHON=/path/to/python3.11 …'
    echo "setup: making .venv with $(command -v "$python")"
    make_venv || { apt_install python3.11-venv && make_venv; } ||
      fail "$python cannot make virtual environments; install the part of Python that can."
  fi
  echo 'setup: installing the packages of requirements.lock, some minutes the first time'
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.lock
  cp requirements.lock "$stamp"
}

is_node() {
  node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null &&
    command -v npm >/dev/null
}

setup_node() {
  local stamp=node_modules/.installed.json
  is_node || { ! command -v node >/dev/null && apt_install nodejs npm && is_node; } ||
    fail "Node.js 20 or newer, with npm, was not found (there is $(node --version 2>/dev/null || echo none))." \
      'It is needed to build and to test the page and to train, not to use it: https://nodejs.org'
  if cmp -s package-lock.json "$stamp"; then return; fi
  echo 'setup: installing the packages of package-lock.json'
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json "$stamp"
}

case ${1-} in
  python) setup_python ;;
  node) setup_node ;;
  *) fail 'usage: scripts/setup.sh python|node' ;;
esac
