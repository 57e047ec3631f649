# shellcheck shell=bash
# Sourced by the other scripts: what they need beyond Rust and a C compiler, and where it is.

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
fail() { say "$@"; exit 1; }

# need PACKAGE CHECK...: where the command CHECK fails, installs the Debian package and checks again.
need() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 && return
    command -v apt-get >/dev/null || fail "needs what Debian calls $package; install it and try again"
    local root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || fail "needs $package, and sudo to install it: apt-get install $package"
        root=(sudo)
    fi
    say "installing $package"
    {
        "${root[@]}" apt-get update -qq
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends \
            -o DPkg::Lock::Timeout=120 "$package"
    } </dev/null >&2 || fail "could not install $package"
    "$@" >/dev/null || fail "$package is installed, and '$*' still fails"
}

# Prints the folder of the newest PostgreSQL server here. Debian keeps it off the PATH.
postgres_bin() {
    local bin
    while read -r bin; do
        [[ -x $bin/initdb && -x $bin/postgres ]] && echo "$bin" && return
    done < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr)
    bin=$(command -v initdb) && dirname "$(readlink -f "$bin")"
}

# Prints the python3 that can import aiosmtpd: the first one on the PATH need not be Debian's.
smtp_python() {
    local python
    for python in "${CANDOR_TEST_PYTHON:-python3}" /usr/bin/python3; do
        "$python" -c 'import aiosmtpd.handlers, sys; print(sys.executable)' 2>/dev/null && return
    done
    return 1
}
