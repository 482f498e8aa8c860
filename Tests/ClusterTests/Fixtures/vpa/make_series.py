#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes series.txt: 20 usage series and what the vertical autoscaler must recommend for them.

It works from definitions, not step by step: each sample weighs 2^(age / -24 h) against the last one,
percentiles come from the sorted list of all buckets. Formulas: kubernetes/autoscaler
vertical-pod-autoscaler/pkg/recommender (util/histogram_options.go, logic/recommender.go,
model/container.go). Usage: make_series.py > series.txt
"""
import math
import random

DAY = 86_400
RATIO = 1 + 0.05
MIB = 1024 * 1024


def bucket(value, first):
    return 0 if value < first else int(
        math.log(value * (RATIO - 1) / first + 1) / math.log(RATIO))


def bucket_end(index, first, maximum):
    last = math.ceil(math.log(maximum * (RATIO - 1) / first + 1) / math.log(RATIO))
    return first * (math.pow(RATIO, min(index + 1, last)) - 1) / (RATIO - 1)


def percentile(weighted, share, first, maximum):
    """The end of the bucket in which the share of the weight is reached."""
    if not weighted:
        return 0.0
    newest = max(time for time, _, _ in weighted)
    sums = {}
    for time, value, weight in weighted:
        index = bucket(value, first)
        sums[index] = sums.get(index, 0.0) + weight * math.pow(2, (time - newest) / DAY)
    total = math.fsum(sums.values())
    seen = 0.0
    for index in sorted(sums):
        seen += sums[index]
        gap = seen / total - share
        assert index == max(sums) or abs(gap) > 1e-9, "too close to call"
        if gap >= 0 or index == max(sums):
            return bucket_end(index, first, maximum)


def memory_peaks(samples):
    """(end of interval, peak) of each 24 hours since the first sample that has a sample."""
    peaks = []
    start = samples[0][0]
    for day in sorted({(time - start) // DAY for time, _, _ in samples}):
        usage = best = 0
        for time, amount, killed in samples:
            if (time - start) // DAY != day:
                continue
            if killed:
                used = max(amount, usage)
                amount = max(used + 100 * MIB, int(used * 1.2))
            if amount > best:
                best = amount
                if not killed:
                    usage = amount
        peaks.append((start + (day + 1) * DAY, best, 1.0))
    return peaks


def whole(number):
    return min(int(number), 10**14)


def recommend(containers, policies):
    count = sum(1 for name in containers if policies.get(name, {}).get("mode") != "Off")
    for name in sorted(containers):
        policy = policies.get(name, {})
        if policy.get("mode") == "Off":
            continue
        cpu = [(time, millis / 1000, 0.1) for time, millis in containers[name]["cpu"]]
        times = [time for time, _, _ in cpu]
        days = (max(times) - min(times)) / DAY
        confidence = min(days, len(cpu) / 1440)
        peaks = memory_peaks(containers[name]["memory"])
        bounds = (
            (0.9, 1.0),
            (0.5, math.pow(1 + 0.001 / confidence, -2) if confidence else 0.0),
            (0.95, 1 + 1 / confidence if confidence else math.inf),
        )
        line = [name]
        for share, factor in bounds:
            for resource, floor in (("cpu", int(25 / count)), ("memory", int(250 * MIB / count))):
                if resource not in policy.get("controls", "cpu,memory").split(","):
                    line.append("-")
                    continue
                if resource == "cpu":
                    base = whole(percentile(cpu, share, 0.01, 1000) * 1000)
                else:
                    base = whole(percentile(peaks, share, 1e7, 1e12))
                base += int(base * 0.15)
                amount = 10**14 if factor == math.inf else whole(base * factor)
                amount = max(amount, floor)
                amount = max(amount, policy.get("min-" + resource, 0))
                amount = min(amount, policy.get("max-" + resource, 10**14))
                line.append(str(amount))
        print("expect", *line)


def series(draw, days, step, base, wave, noise, memory, growth=0.0, kills=0, start=1_700_000_000):
    cpu, used = [], []
    count = int(days * DAY / step) + 1
    killed = set(draw.sample(range(count), kills))
    for number in range(count):
        time = start + number * step
        level = base * (1 + wave * math.sin(2 * math.pi * time / DAY)) * math.exp(
            noise * draw.gauss(0, 1))
        cpu.append((time, max(0, int(level))))
        amount = int(memory * (1 + growth * number / count) * math.exp(0.05 * draw.gauss(0, 1)))
        used.append((time, amount, number in killed))
    return {"cpu": cpu, "memory": used}


def main():
    draw = random.Random(20)
    cases = [
        ("one-sample", {"app": series(draw, 0, 60, 300, 0, 0, 400 * MIB)}, {}),
        ("five-minutes", {"app": series(draw, 0.0035, 60, 300, 0, 0.1, 400 * MIB)}, {}),
        ("one-hour", {"app": series(draw, 0.04, 60, 500, 0, 0.3, 700 * MIB)}, {}),
        ("one-day", {"app": series(draw, 1, 900, 800, 0.5, 0.2, 2048 * MIB)}, {}),
        ("eight-days", {"app": series(draw, 8, 7200, 1500, 0.7, 0.3, 4096 * MIB)}, {}),
        ("long", {"app": series(draw, 130, 80_000, 700, 0, 0.4, 900 * MIB, growth=3)}, {}),
        ("idle", {"app": series(draw, 2, 3600, 2, 0, 0.1, 8 * MIB)}, {}),
        ("huge", {"app": series(draw, 1, 3600, 3_000_000, 0, 0.1, 3 * 1024 * 1024 * MIB)}, {}),
        ("growing", {"app": series(draw, 6, 7200, 400, 0, 0.1, 500 * MIB, growth=2)}, {}),
        ("killed-once", {"app": series(draw, 2, 3600, 400, 0, 0.1, 300 * MIB, kills=1)}, {}),
        ("killed-often", {"app": series(draw, 4, 3600, 400, 0, 0.1, 2000 * MIB, kills=9)}, {}),
        ("spiky", {"app": series(draw, 3, 1800, 200, 0.9, 1.0, 1024 * MIB)}, {}),
        ("before-1970", {"app": series(draw, 2, 3600, 90, 0, 0.4, 512 * MIB, start=-200_000)}, {}),
        ("two-containers", {
            "app": series(draw, 2, 3600, 900, 0.2, 0.2, 3000 * MIB),
            "proxy": series(draw, 2, 3600, 3, 0, 0.2, 20 * MIB)}, {}),
        ("three-containers", {
            "a": series(draw, 1, 3600, 1, 0, 0.1, 1 * MIB),
            "b": series(draw, 1, 3600, 40, 0, 0.1, 90 * MIB),
            "c": series(draw, 1, 3600, 400, 0, 0.1, 900 * MIB)}, {}),
        ("one-off", {
            "app": series(draw, 1, 3600, 4, 0, 0.1, 10 * MIB),
            "proxy": series(draw, 1, 3600, 3, 0, 0.2, 20 * MIB)}, {"proxy": {"mode": "Off"}}),
        ("capped", {"app": series(draw, 2, 3600, 900, 0.2, 0.2, 3000 * MIB)},
         {"app": {"max-cpu": 700, "max-memory": 2 * 10**9}}),
        ("raised", {"app": series(draw, 2, 3600, 90, 0.2, 0.2, 300 * MIB)},
         {"app": {"min-cpu": 1000, "min-memory": 10**9, "max-cpu": 4000}}),
        ("memory-only", {"app": series(draw, 2, 3600, 90, 0.2, 0.2, 600 * MIB)},
         {"app": {"controls": "memory"}}),
        ("cpu-only", {"app": series(draw, 2, 3600, 90, 0.2, 0.2, 600 * MIB)},
         {"app": {"controls": "cpu"}}),
    ]
    print("# Written by make_series.py: times in s since 1970, millicores, bytes.")
    print("# expect NAME target-cpu target-memory lower-cpu lower-memory upper-cpu upper-memory")
    for name, containers, policies in cases:
        print("case", name)
        for container in containers:
            print("container", container)
            for key, value in policies.get(container, {}).items():
                print("policy", key, value)
            for (time, millis), (_, amount, killed) in zip(
                    containers[container]["cpu"], containers[container]["memory"]):
                print("oom" if killed else "use", time, millis, amount)
        recommend(containers, policies)


main()
