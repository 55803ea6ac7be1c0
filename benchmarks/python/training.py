# SPDX-License-Identifier: GPL-3.0-or-later
"""Training and prediction by Braggwise and by PyTorch, in turns, so that all see the same machine.

training.py ROUNDS THREADS JAVA_COMMAND..."""
import math
import resource
import statistics
import subprocess
import sys
import time

import torch
from torch import nn

import machine

CHANNELS = [16, 32, 64, 128, 128]
DENSE, CLASSES, DROPOUT = 128, 30, 0.3
CASES = [(3501, 32), (3501, 64), (700, 32), (700, 64)]
KINDS = ["train", "infer"]
PEAK_SIZE, PEAK_STEPS = 1024, 8
SECONDS = 1.0  # aimed at for one turn


def seconds():
    """On the wall, and on the processor over all threads."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter(), usage.ru_utime + usage.ru_stime


class PyTorch:
    """With or without oneDNN, whatever is faster for a case: see choose()."""

    def __init__(self):
        self.networks = {}
        self.plain = set()

    def network(self, points):
        if points not in self.networks:
            layers, before = [], 1
            for c in CHANNELS:
                layers += [nn.Conv1d(before, c, 3, padding=1), nn.ReLU(), nn.Conv1d(c, c, 3, padding=1), nn.ReLU(), nn.MaxPool1d(2)]
                before = c
            features = (points >> len(CHANNELS)) * before
            net = nn.Sequential(*layers, nn.Flatten(), nn.Linear(features, DENSE), nn.ReLU(), nn.Dropout(DROPOUT), nn.Linear(DENSE, CLASSES))
            self.networks[points] = net, torch.optim.Adam(net.parameters(), 1e-3)
        return self.networks[points]

    def choose(self, *case):
        """Takes oneDNN for a case, or not; returns the better time."""
        took = {}
        for plain in (False, True):
            (self.plain.add if plain else self.plain.discard)(case)
            took[plain] = min(self.run(*case, 1)[0] for _ in range(2))
        if took[False] <= took[True]:
            self.plain.discard(case)
        return min(took.values())

    def run(self, kind, points, batch, steps):
        net, optimiser = self.network(points)
        x = torch.rand(batch, 1, points)
        y = torch.arange(batch) % CLASSES
        loss = nn.CrossEntropyLoss()
        net.train(kind == "train")
        with torch.backends.mkldnn.flags(enabled=(kind, points, batch) not in self.plain):
            wall, cpu = seconds()
            for _ in range(steps):
                if kind == "train":
                    optimiser.zero_grad()
                    loss(net(x), y).backward()
                    optimiser.step()
                else:
                    with torch.inference_mode():
                        net(x)
            after = seconds()
        return after[0] - wall, after[1] - cpu


class Braggwise:
    def __init__(self, command, kernels):
        self.kernels = kernels
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=machine.environment(kernels))

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit("The Java side ended.")
        return [float(v) for v in line.split()]

    def run(self, *order):
        return self.ask(*order)


def main():
    rounds, threads = int(sys.argv[1]), int(sys.argv[2])
    torch.set_num_threads(threads)
    sides = [Braggwise([*sys.argv[3:], str(threads)], kernels) for kernels in machine.KERNELS]
    pytorch = PyTorch()
    flops = {points: sides[0].ask("flops", points) for points, _ in CASES}
    for side in sides:
        side.run("peak", PEAK_SIZE, 2)
    print(f"processor: {machine.processor()}; {threads} threads")
    for side in sides:
        print(f"Braggwise, {side.kernels}: {machine.openblas(side.process.pid, side.kernels)}")
    print(f"PyTorch {torch.__version__}: {torch.backends.mkldnn.is_available() and machine.onednn() or 'no oneDNN'}, "
          f"{torch.get_num_threads()} threads")
    print(f"The standard network ({'-'.join(map(str, CHANNELS))} channels, dense {DENSE}), {rounds} rounds in turns, medians.", flush=True)
    steps = {}
    for case in [(kind, *c) for c in CASES for kind in KINDS]:
        for side in sides:
            side.run(*case, 8)  # lets Java compile
        wall = min(pytorch.choose(*case), *(side.run(*case, 2)[0] / 2 for side in sides))
        steps[case] = max(2, round(SECONDS / wall))
    print("PyTorch without oneDNN, where that is faster: " + (", ".join(map(str, sorted(pytorch.plain))) or "nowhere"), flush=True)
    rates, ratios, cpus, shares, peaks = {}, {}, {}, {}, {}
    for turn in range(rounds):
        for case, n in steps.items():
            peak = {}
            for side in sides:
                peak[side] = 2 * PEAK_SIZE**3 * PEAK_STEPS * threads / side.run("peak", PEAK_SIZE, PEAK_STEPS)[0]
                peaks.setdefault(side, []).append(peak[side])
            order = [*sides, pytorch] if turn % 2 == 0 else [pytorch, *reversed(sides)]
            took = {side: side.run(*case, n) for side in order}
            kind, points, batch = case
            for side in order:
                rates.setdefault((side, case), []).append(n * batch / took[side][0])
            for side in sides:
                ratios.setdefault((side, case), []).append(took[pytorch][0] / took[side][0])
                cpus.setdefault((side, case), []).append(took[pytorch][1] / took[side][1])
                done = flops[points][1] * (3 if kind == "train" else 1)
                shares.setdefault((side, case), []).append(n * batch / took[side][0] * done / peak[side])
    middle = statistics.median

    def mean(of, side, kind, points=None):
        cases = [case for case in steps if case[0] == kind and points in (None, case[1])]
        return math.exp(statistics.fmean(math.log(middle(of[side, case])) for case in cases))

    print("MFLOP: operations of a sample by the definition of its layers, and done; a training step takes three times those of a prediction.")
    print("cpu: the ratio of processor times, for a busy machine. of peak: operations done against square matrix products.")
    for side in sides:
        print(f"Braggwise, {side.kernels}: sgemm peak {middle(peaks[side]) / 1e9:.0f} GFLOP/s on {threads} threads")
        print(f"{'':6} {'points':>6} {'batch':>5} {'MFLOP':>6} {'done':>6} {'saved':>6} {'Braggwise/s':>12} {'PyTorch/s':>10} "
              f"{'ratio':>6} {'lowest':>6} {'cpu':>5} {'of peak':>8}")
        for kind in KINDS:
            for case in steps:
                if case[0] == kind:
                    direct, done = (f / 1e6 * (3 if kind == "train" else 1) for f in flops[case[1]])
                    print(f"{kind:6} {case[1]:6} {case[2]:5} {direct:6.0f} {done:6.0f} {100 * (1 - done / direct):4.0f} % "
                          f"{middle(rates[side, case]):12.1f} {middle(rates[pytorch, case]):10.1f} {middle(ratios[side, case]):6.2f} "
                          f"{min(ratios[side, case]):6.2f} {middle(cpus[side, case]):5.2f} {100 * middle(shares[side, case]):6.0f} %")
        print(f"Processor times: training {mean(cpus, side, 'train'):.2f}, inference {mean(cpus, side, 'infer'):.2f} times PyTorch's speed.")
    own, avx2 = sides
    print(f"RESULT training_vs_pytorch {mean(ratios, own, 'train'):.3f}")
    print(f"RESULT inference_vs_pytorch {mean(ratios, own, 'infer'):.3f}")
    print(f"RESULT inference_vs_pytorch_700 {mean(ratios, own, 'infer', 700):.3f}")
    print(f"RESULT training_vs_pytorch_avx2 {mean(ratios, avx2, 'train'):.3f}")
    print(f"RESULT inference_vs_pytorch_avx2 {mean(ratios, avx2, 'infer'):.3f}")
    print(f"RESULT lowest_case_vs_pytorch_avx2 {min(middle(ratios[avx2, case]) for case in steps):.3f}")
    print(f"RESULT training_share_of_peak {mean(shares, own, 'train'):.3f}")


main()
