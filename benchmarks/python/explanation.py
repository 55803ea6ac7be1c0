#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""SHAP values by Braggwise and by PyTorch (deepshap.py: the rules and the structure of shap's deep explainer), same weights, same
background, same rows, as many threads, in turns. The explained output is the probability of the predicted class.

explanation.py TEMPORARY_FOLDER JAVA_COMMAND..."""
import copy
import os
import statistics
import subprocess
import sys
import time

import numpy as np
import torch
from torch import nn

import deepshap
import machine

BACKGROUND, ROWS, ROUNDS, CLASSES = 50, 5, 5, 30
STANDARD = [[16, 16], [32, 32], [64, 64], [128, 128], [128, 128]]


def patterns(count, length, generator):
    """Peaks scaled to 1 with the noise of the paper's augmentation (0.25 of 100)."""
    angle = torch.linspace(10, 80, length)
    rows = []
    for _ in range(count):
        centres = 10 + 70 * torch.rand(25, 1, generator=generator)
        heights = torch.rand(25, 1, generator=generator) ** 2
        row = (heights * torch.exp(-((angle - centres) / 0.15) ** 2 / 2)).sum(0)
        rows.append(row / row.max() + 0.0025 * torch.randn(length, generator=generator))
    return torch.stack(rows)[:, None]


def weights(model, positions):
    """In the order and layout of Braggwise: kernels [3][in][out], dense inputs position by position, matrices [in][out]."""
    first = True
    for module in model:
        if isinstance(module, nn.Conv1d):
            yield module.weight.permute(2, 1, 0)
        elif isinstance(module, nn.Linear):
            w = module.weight
            if first:
                w = w.view(w.shape[0], -1, positions).transpose(1, 2).reshape(w.shape[0], -1)
                first = False
            yield w.t()
        else:
            continue
        yield module.bias


def store(path, tensors):
    with open(path, "wb") as f:
        for t in tensors:
            f.write(t.detach().contiguous().numpy().astype("<f4").tobytes())


def resident_mib(pid):
    with open(f"/proc/{pid}/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as f:
        return sum(map(int, f.read().rsplit(")", 1)[1].split()[11:13])) / os.sysconf("SC_CLK_TCK")


def far(a, b):
    return np.abs(a - b).max() / np.abs(b).max()


def main(folder, *command):
    threads = len(os.sched_getaffinity(0))
    torch.set_num_threads(threads)
    generator = torch.Generator().manual_seed(1)
    torch.manual_seed(1)
    length, dense = 3501, 128
    model = deepshap.network(length, STANDARD, dense, CLASSES, softmax=True)
    for module in model:
        if hasattr(module, "weight"):
            nn.init.kaiming_normal_(module.weight)
            nn.init.normal_(module.bias, std=0.05)
    model[-2].weight.data *= 0.2
    background, rows = patterns(BACKGROUND, length, generator), patterns(ROWS, length, generator)
    with open(os.path.join(folder, "shape"), "w") as f:
        f.write(f"{length} {dense} {CLASSES}")
    with open(os.path.join(folder, "blocks"), "w") as f:
        f.write(";".join(",".join(map(str, b)) for b in STANDARD))
    store(os.path.join(folder, "weights"), weights(model, length // 2 ** len(STANDARD)))
    store(os.path.join(folder, "rows"), rows)
    store(os.path.join(folder, "background"), background)

    print(f"processor: {machine.processor()}; {threads} threads")
    print(f"PyTorch {torch.__version__}: {torch.backends.mkldnn.is_available() and machine.onednn() or 'no oneDNN'}")
    print(f"{length} points, channels {STANDARD}, dense {dense}, {CLASSES} classes; {BACKGROUND} background patterns, {ROWS} rows a round",
          flush=True)
    results = {kernels: compare(folder, command, kernels, model, background, rows) for kernels in machine.KERNELS}
    print(f"RESULT shap_vs_python_avx2 {results['AVX2']:.2f}")
    print(f"RESULT shap_vs_python {results['own choice']:.2f}")


def compare(folder, command, kernels, model, background, rows):
    java = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=machine.environment(kernels))
    ready = java.stdout.readline().strip()
    if not ready.startswith("ready"):
        sys.exit("Braggwise's side did not start; see the messages above.")
    print(f"Braggwise, {kernels}: {machine.openblas(java.pid, kernels)}")
    peer = deepshap.DeepShap(model, background)

    def ours():
        java.stdin.write("go\n")
        java.stdin.flush()
        return float(java.stdout.readline())

    def theirs():
        start = time.perf_counter()
        values = []
        for row in rows:
            with torch.no_grad():
                predicted = model(row[None])[0].argmax()
            values.append(peer.explain(row[None], predicted))
        return time.perf_counter() - start, torch.stack(values).numpy()

    for _ in range(3):
        ours()
    theirs()
    mine, others, memory = [], [], []
    cpu = [-cpu_seconds(java.pid), -cpu_seconds(os.getpid())]
    for r in range(ROUNDS):
        mine.append(ours())
        memory.append(resident_mib(java.pid))
        seconds, reference = theirs()
        others.append(seconds)
        print(f"round {r + 1}: Braggwise {1e3 * mine[-1] / ROWS:.0f} ms a row, PyTorch {1e3 * seconds / ROWS:.0f} ms a row")
    cpu[0] += cpu_seconds(java.pid)
    cpu[1] += cpu_seconds(os.getpid())
    values = np.fromfile(os.path.join(folder, "values"), "<f8").reshape(ROWS, -1)
    java.stdin.close()
    java.wait()
    # Two positions of a pooling that are equal up to rounding make the rule jump, for the larger takes all. A row with such a pair
    # differs between any two implementations, and between PyTorch's own precisions; so double precision judges, and the median row.
    wide = copy.deepcopy(model).double()
    exact = deepshap.DeepShap(wide, background.double())
    double = [exact.explain(row[None].double(), wide(row[None].double())[0].argmax()).numpy() for row in rows]
    apart = [far(a, b) for a, b in zip(values, double)]
    print("difference from PyTorch in double precision, relative to each row's largest value: "
          + " ".join(f"{d:.1e}" for d in apart)
          + "; of PyTorch in single precision: " + " ".join(f"{far(a, b):.1e}" for a, b in zip(reference, double)))
    print(f"processor time a row (other work on the machine distorts it less): Braggwise {cpu[0] / ROWS / ROUNDS:.2f} s, "
          f"PyTorch {cpu[1] / ROWS / ROUNDS:.2f} s")
    pair = 1e3 * statistics.median(mine) / ROWS / BACKGROUND
    print(f"{pair:.2f} ms a (row, background) pair; resident memory after each round: {', '.join(f'{m:.0f}' for m in memory)} MiB")
    if statistics.median(apart) > max(1e-4, 2 * statistics.median(far(a, b) for a, b in zip(reference, double))):
        sys.exit("Braggwise is farther from double precision than PyTorch in single precision; the ratio would compare different things.")
    return statistics.median(b / a for a, b in zip(mine, others))


main(*sys.argv[1:])
