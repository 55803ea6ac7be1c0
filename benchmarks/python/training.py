# SPDX-License-Identifier: GPL-3.0-or-later
"""Training and prediction by Braggwise and by PyTorch, in turns, so that both see the same machine.

training.py ROUNDS THREADS JAVA_COMMAND..."""
import math
import resource
import statistics
import subprocess
import sys
import time

import torch
from torch import nn

CHANNELS = [16, 32, 64, 128, 128]
DENSE, CLASSES, DROPOUT = 128, 30, 0.3
CASES = [(3501, 32), (3501, 64), (700, 32), (700, 64)]
PEAK_SIZE, PEAK_STEPS = 1024, 8
SECONDS = 2.0  # aimed at for one turn


def seconds():
    """On the wall, and on the processor over all threads."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter(), usage.ru_utime + usage.ru_stime


class PyTorch:
    name = "PyTorch " + torch.__version__

    def __init__(self):
        self.networks = {}

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

    def run(self, kind, points, batch, steps):
        net, optimiser = self.network(points)
        x = torch.rand(batch, 1, points)
        y = torch.arange(batch) % CLASSES
        loss = nn.CrossEntropyLoss()
        net.train(kind == "train")
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
    name = "Braggwise"

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

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
    ours = Braggwise([*sys.argv[3:], str(threads)])
    theirs = PyTorch()
    flops = {points: ours.ask("flops", points)[0] for points, _ in CASES}
    ours.run("peak", PEAK_SIZE, 2)
    kinds = ["train", "infer"]
    steps = {}
    for points, batch in CASES:
        for kind in kinds:
            ours.run(kind, points, batch, 8)  # lets Java compile
            wall = min(min(side.run(kind, points, batch, 2)[0] / 2 for side in (ours, theirs)) for _ in range(2))
            steps[kind, points, batch] = max(2, round(SECONDS / wall))
    print(f"The standard network ({'-'.join(map(str, CHANNELS))} channels, dense {DENSE}), {threads} threads, {rounds} rounds in turns.")
    print("A training step takes three times the operations of a prediction. cpu: the ratio of processor times, for a busy machine.")
    rates, ratios, cpus, shares = {}, {}, {}, {}
    for turn in range(rounds):
        for points, batch in CASES:
            for kind in kinds:
                wall, cpu = ours.run("peak", PEAK_SIZE, PEAK_STEPS)
                peak = 2 * PEAK_SIZE**3 * PEAK_STEPS * threads / wall
                sides = [ours, theirs] if turn % 2 == 0 else [theirs, ours]
                n = steps[kind, points, batch]
                took = {side: side.run(kind, points, batch, n) for side in sides}
                key = kind, points, batch
                for side in sides:
                    rates.setdefault((key, side), []).append(n * batch / took[side][0])
                ratios.setdefault(key, []).append(took[theirs][0] / took[ours][0])
                cpus.setdefault(key, []).append(took[theirs][1] / took[ours][1])
                work = flops[points] * (3 if kind == "train" else 1)
                shares.setdefault(key, []).append(n * batch / took[ours][0] * work / peak)
                shares.setdefault(("peak",), []).append(peak)
    print(f"sgemm peak {statistics.median(shares[('peak',)]) / 1e9:.0f} GFLOP/s on {threads} threads")
    print(f"{'':6} {'points':>6} {'batch':>5} {'MFLOP':>6} {'Braggwise/s':>12} {'PyTorch/s':>10} {'ratio':>6} {'cpu':>5} {'of peak':>8}")
    middle = statistics.median
    for kind in kinds:
        for points, batch in CASES:
            key = kind, points, batch
            work = flops[points] * (3 if kind == "train" else 1) / 1e6
            print(f"{kind:6} {points:6} {batch:5} {work:6.0f} {middle(rates[key, ours]):12.1f} {middle(rates[key, theirs]):10.1f} "
                  f"{middle(ratios[key]):6.2f} {middle(cpus[key]):5.2f} {100 * middle(shares[key]):6.0f} %")

    def mean(of, kind):
        return math.exp(statistics.fmean(math.log(middle(of[kind, points, batch])) for points, batch in CASES))

    print(f"Processor times: training {mean(cpus, 'train'):.2f}, inference {mean(cpus, 'infer'):.2f} times PyTorch's speed.")
    print(f"RESULT training_vs_pytorch {mean(ratios, 'train'):.3f}")
    print(f"RESULT inference_vs_pytorch {mean(ratios, 'infer'):.3f}")
    print(f"RESULT training_share_of_peak {mean(shares, 'train'):.3f}")


main()
