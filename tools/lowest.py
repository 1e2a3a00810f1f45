"""Print the lowest versions that settings.ini allows, as constraints for pip; fails where a requirement has no lower bound.

    python tools/lowest.py > lowest.txt && PIP_CONSTRAINT=$PWD/lowest.txt python3 tools/run.py test
"""
import re
import shlex
import sys
from configparser import ConfigParser
from pathlib import Path

ini = ConfigParser(delimiters=["="])
ini.read(Path(__file__).resolve().parent.parent / "settings.ini", encoding="utf-8")
unbound = []
for requirement in shlex.split(ini["DEFAULT"]["requirements"]):
    found = re.fullmatch(r"([\w-]+)>=([\d.]+)(,<[\d.]+)?", requirement)
    if found: print(f"{found[1]}=={found[2]}")
    else: unbound.append(requirement)
if unbound: sys.exit(f"no lower bound that was tried: {', '.join(unbound)}")
