#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reduces the list of KNIME 5.8.3's public API to the classes that Braggwise touches.

usage: reduce.py FULL_LIST.txt.gz

Writes knime-5.8.3.txt beside this script: every class that the stand-ins have or that a plug-in's source imports, its nested
classes, all their super types, the types of their members that the stand-ins have, and the packages of all these. A class comes
with all its members, so that nodes may use a further member without a new list. To be run again when a node or a stand-in uses a
class that the list lacks; the signature test then names it.
"""
import gzip
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def wanted_top_level():
    """Names with slashes: the stand-ins' files, and what the plug-ins' sources import."""
    names = set()
    for bundle in ("org.knime.core", "org.knime.core.ui"):
        source = HERE.parent / bundle / "src"
        for f in source.glob("org/knime/**/*.java"):
            names.add(str(f.relative_to(source).with_suffix("")))
    for f in ROOT.glob("*/*/src/**/*.java"):
        for name in re.findall(r"^import (?:static )?(org\.knime[\w.]*);", f.read_text(encoding="utf-8"), re.M):
            parts = name.split(".")
            top = next((i for i, p in enumerate(parts) if p[:1].isupper()), None)
            if top is not None:
                names.add("/".join(parts[: top + 1]))
    return names


def main(full_list):
    lines = gzip.open(full_list, "rt", encoding="utf-8").read().splitlines()
    classes = {}
    for line in lines:
        if line.startswith("C "):
            classes[line.split()[1]] = line
    top = wanted_top_level()
    keep = {c for c in classes if c.split("$")[0] in top}
    pending = list(keep)
    while pending:
        head = re.split(r" (?:flags|sig)=", classes[pending.pop()])[0]
        for name in re.findall(r"org/knime/[\w/$]+", head):
            if name in classes and name not in keep:
                keep.add(name)
                pending.append(name)
    packages = {c.rsplit("/", 1)[0] for c in keep}
    result = ["# SPDX-License-Identifier: GPL-3.0-or-later",
              "# Names and descriptors of KNIME 5.8.3's public API, as far as Braggwise touches it; made by reduce.py.",
              "# B bundle, P exported package, C class, F field, M method."]
    for line in lines:
        if line.startswith("B "):
            result.append(line)
        elif line.startswith("P "):
            if line.split()[1] in packages:
                result.append(line)
        elif line.startswith("C "):
            if line.split()[1] in keep:
                result.append(line)
        elif re.match(r"[FM] ([^.(:]+)", line).group(1) in keep:
            result.append(line)
    target = HERE / "knime-5.8.3.txt"
    target.write_text("\n".join(result) + "\n", encoding="utf-8")
    print(f"{target.name}: {len(keep)} classes, {len(result)} lines")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
