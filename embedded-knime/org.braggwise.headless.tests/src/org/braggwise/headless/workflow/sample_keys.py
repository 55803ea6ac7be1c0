# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists files, keys and types (no values) of a workflow that KNIME 5.8 saved: makes sample-keys.txt.

Usage: python3 sample_keys.py sample-unexecuted.knwf > sample-keys.txt
"""
import sys
import zipfile
import xml.etree.ElementTree as ElementTree


def walk(element, path, below_model):
    for child in element:
        tag = child.tag.split("}")[1]
        here = f"{path}/{child.get('key')}"
        null = " null" if child.get("isnull") == "true" else ""
        print(f"  {here} {child.get('type') if tag == 'entry' else 'config'}{null}")
        if tag == "config" and not (below_model and child.get("key") == "model"):
            walk(child, here, below_model)


print("# Files, keys and types of a workflow with one modern node, saved by KNIME 5.8.3; made by sample_keys.py")
with zipfile.ZipFile(sys.argv[1]) as archive:
    for name in sorted(archive.namelist()):
        relative = name.split("/", 1)[1]
        if not relative or name.endswith("/") or "(#" in relative and "Transform" not in relative:
            continue
        print(relative)
        if relative.endswith((".xml", ".knime")) and relative != "workflow-metadata.xml":
            walk(ElementTree.fromstring(archive.read(name)), "", relative != "workflow.knime")
