# SPDX-License-Identifier: GPL-3.0-or-later
"""What a benchmark ran on: the processor, and the kernels that OpenBLAS and PyTorch's oneDNN took there."""
import os
import subprocess
import sys

# OpenBLAS's kernels: its own choice for the processor, or those of a processor with AVX2, as it takes on many shared machines.
KERNELS = {"own choice": None, "AVX2": "Haswell"}
ASK_OPENBLAS = """
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
for name in "openblas_get_config", "openblas_get_corename":
    function = getattr(library, name)
    function.restype = ctypes.c_char_p
    print(function().decode())
"""
ASK_ONEDNN = "import torch; torch.nn.Conv1d(16, 16, 3)(torch.rand(2, 16, 64))"


def environment(kernels):
    """This process's, with nothing that speaks to OpenBLAS but the kernels asked for."""
    clean = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    if KERNELS[kernels]:
        clean["OPENBLAS_CORETYPE"] = KERNELS[kernels]
    return clean


def processor():
    try:
        with open("/proc/cpuinfo") as f:
            facts = dict(map(str.strip, line.split(":", 1)) for line in f if ":" in line)
        return f"{facts['model name']}, family {facts['cpu family']} model {facts['model']}"
    except (OSError, KeyError):
        return "unknown (no /proc/cpuinfo)"


def openblas(pid, kernels):
    """Version and kernels of the library that a process has loaded."""
    try:
        with open(f"/proc/{pid}/maps") as f:
            path = next(line.split(maxsplit=5)[5].strip() for line in f if "libopenblas.so" in line or "libopenblas_nolapack.so" in line)
        said = subprocess.run([sys.executable, "-c", ASK_OPENBLAS, path], env=environment(kernels), capture_output=True, text=True, check=True)
        config, core = said.stdout.split("\n")[:2]
        return f"{' '.join(config.split()[:2])}, kernels {core}"
    except (OSError, StopIteration, subprocess.CalledProcessError):
        return "unknown version and kernels"


def onednn():
    """oneDNN's version and instruction set, as PyTorch's library says."""
    said = subprocess.run([sys.executable, "-W", "ignore", "-c", ASK_ONEDNN], env={**os.environ, "DNNL_VERBOSE": "1", "ONEDNN_VERBOSE": "1"},
                          capture_output=True, text=True)
    words = [line.split(",") for line in said.stdout.splitlines() if ",info," in line]
    version = next((w[2] for w in words if w[2].startswith("oneDNN")), "oneDNN of unknown version")
    isa = next((w[3][4:] for w in words if w[3:] and w[3].startswith("isa:")), "unknown")
    return f"{version}, instructions {isa}"
