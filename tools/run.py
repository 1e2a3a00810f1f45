"""One command from a bare checkout: make .venv if there is none, install what is missing, then run.

    python3 tools/run.py xray [options]     x-ray a network; writes xray.html into the current folder
    python3 tools/run.py test [options]     run every test and check
    python3 tools/run.py setup              only install, with all that contributors need

Needs nothing but Python, on purpose: no make, no git, no pip, no virtual environment. The environment is `.venv` in the
checkout, or the folder that GRAPHNN_VENV names, of which nothing is removed. Installing is repeated only when `settings.ini`
or the packaging changed.
This file also parses on old Pythons, so that they can be told which one to get.
"""
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NAMED = os.environ.get("GRAPHNN_VENV")  # someone's own environment: added to, never made anew
VENV = os.path.abspath(NAMED or os.path.join(ROOT, ".venv"))
PYTHON = os.path.join(VENV, "bin", "python")
OLDEST = (3, 10)
EXTRAS = {"xray": "", "test": "dev", "setup": "dev"}  # what each command needs installed: the package, or package[dev]


class SetupError(Exception):
    """A step of the installation failed; the message says what a person can do about it."""


def say(text):
    print("graphnn: " + text, flush=True)


def succeeds(*command):
    "Whether a command exists and exits with 0, in silence."
    try:
        return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def do(*command):
    "Run a command in the checkout, showing its output."
    if subprocess.call(command, cwd=ROOT):
        raise SetupError("this command failed: " + " ".join(command))


def use_newer_python():
    "Hand over to a newer Python if this one is too old."
    if sys.version_info >= OLDEST:
        return
    for minor in range(13, OLDEST[1] - 1, -1):
        python = shutil.which("python3.%d" % minor)
        if python and succeeds(python, "-c", "pass"):
            sys.exit(subprocess.call([python, os.path.abspath(__file__)] + sys.argv[1:]))
    found = sys.version.split()[0]
    raise SetupError("Python %d.%d or newer is needed, and this is %s" % (OLDEST + (found,)))


def usable():
    "Whether the environment is whole: its Python starts, is new enough and has pip, or can be given it."
    if not succeeds(PYTHON, "-c", "import sys; sys.exit(sys.version_info < %r)" % (OLDEST,)):
        return False
    return succeeds(PYTHON, "-m", "pip", "--version") or succeeds(PYTHON, "-m", "ensurepip")


def make_venv():
    "Create the environment, with pip from wherever this machine has it."
    say("making " + VENV)
    if importlib.util.find_spec("ensurepip"):
        do(sys.executable, "-m", "venv", "--clear", VENV)
    elif importlib.util.find_spec("virtualenv"):
        do(sys.executable, "-m", "virtualenv", "--clear", VENV)
    elif importlib.util.find_spec("venv") and importlib.util.find_spec("pip"):  # Debian with python3-pip, without python3-venv
        do(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
        folder = subprocess.check_output([PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
        do(sys.executable, "-m", "pip", "install", "-q", "--target", folder.decode().strip(), "pip")
    else:
        install_debian_venv()
        do(sys.executable, "-m", "venv", "--clear", VENV)
    if not usable():
        raise SetupError("%s was made but does not work" % VENV)


def install_debian_venv():
    "Debian and Ubuntu keep `venv` in a package of its own: install it as root, else say how."
    package = "python%d.%d-venv" % sys.version_info[:2]
    line = "apt-get update && apt-get install -y " + package
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        raise SetupError("this Python cannot make virtual environments. On Debian or Ubuntu, run this and try again:\n\n"
                         "    sudo sh -c '%s'\n" % line)
    say("Python has no venv; as root: " + line)
    do("sh", "-c", line)


def wanted_stamp():
    "What the environment was installed for: this folder, with these packaging files."
    digest = hashlib.sha256(ROOT.encode())
    for name in ("settings.ini", "setup.py", "pyproject.toml"):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return ROOT + "\n" + digest.hexdigest()


def read_stamp(extra):
    try:
        with open(os.path.join(VENV, "graphnn-installed" + extra)) as file:
            return file.read()
    except OSError:
        return ""


def prepare(extra):
    "Make the environment ready for the package (`extra` is '') or its contributors ('dev')."
    wanted, stamps = wanted_stamp(), {name: read_stamp(name) for name in ("", "dev")}
    moved = not NAMED and any(s and s.split("\n")[0] != ROOT for s in stamps.values())  # scripts in .venv/bin hold its old path
    if moved or not usable():
        if os.path.exists(VENV) and os.listdir(VENV):
            if NAMED:
                raise SetupError("%s stays as it is: it holds no Python %d.%d or newer that has pip" % ((VENV,) + OLDEST))
            if not os.path.exists(os.path.join(VENV, "pyvenv.cfg")):
                raise SetupError("%s is in the way: it is no virtual environment" % VENV)
        make_venv()
        stamps = {}
    if wanted in (stamps.get(extra), stamps.get("dev")):
        return
    say("installing what is missing, once: PyTorch and its libraries, if there are none, take about 5 GB and a few minutes")
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    target = ROOT + ("[%s]" % extra if extra else "")
    do(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *(quiet + ["--editable", target]))
    with open(os.path.join(VENV, "graphnn-installed" + extra), "w") as file:
        file.write(wanted)


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in EXTRAS:
        print(__doc__)
        return 2
    command, options = sys.argv[1], sys.argv[2:]
    try:
        use_newer_python()
        prepare(EXTRAS[command])
    except (SetupError, KeyboardInterrupt) as error:
        say(str(error) or "interrupted; the same command goes on from here")
        if command == "test":
            print("0 passed, 1 failed")
        return 1
    if command == "xray":
        return subprocess.call([os.path.join(VENV, "bin", "graphnn"), "xray"] + options)
    if command == "test":
        return subprocess.call([PYTHON, os.path.join(ROOT, "tools", "check.py")] + options)
    say("ready: activate it with  . %s/bin/activate" % os.path.relpath(VENV))
    return 0


if __name__ == "__main__":
    sys.exit(main())
