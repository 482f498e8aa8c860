// SPDX-License-Identifier: Apache-2.0

extension BrokenScenario {
  /// Faults of behavior and traffic.
  static let workloadsFaults: [BrokenScenario] = [
    BrokenScenario(
      "a negative duration is refused",
      "wait: 2ms",
      "wait: -2ms",
      "40:33: spec.behavior[0].request.wait: found \"-2ms\", expected a duration that is not "
        + "negative"),
    BrokenScenario(
      "a duration beyond 64 bits is refused",
      "timeout: 800ms",
      "timeout: 99999999999999h",
      "40:64: spec.behavior[0].request.timeout: found \"99999999999999h\", expected a duration "
        + "of whole microseconds that 64 bits can hold"),
    BrokenScenario(
      "more samples than a store can hold are refused",
      "  duration: 8h\n  sampling: {interval: 30s}",
      "  duration: 400d\n  sampling: {interval: 1s}",
      "8:24: spec.sampling.interval: \"1s\" gives 34560000 samples, expected at most 600000",
      "9:16: spec.trafficStep: \"500ms\" gives 69120000 steps, expected at most 40000000"),
    BrokenScenario(
      "more traffic steps than are sensible are refused",
      "  duration: 8h\n  sampling: {interval: 30s}\n  trafficStep: 500ms",
      "  duration: 300d\n  sampling: {interval: 60s}\n  trafficStep: 100ms",
      "9:16: spec.trafficStep: \"100ms\" gives 259200000 steps, expected at most 40000000"),
    BrokenScenario(
      "a target that no manifest has suggests the nearest",
      "    - target: {kind: Deployment, name: feed}\n      startup",
      "    - target: {kind: Deployment, name: feet}\n      startup",
      "35:40: spec.behavior[0].target.name: no Deployment \"feet\" in namespace \"default\", "
        + "expected one of feed"),
    BrokenScenario(
      "a second behavior of a workload is refused",
      "  traffic:",
      "    - {target: {kind: Deployment, name: feed}}\n  traffic:",
      "42:16: spec.behavior[1].target: a second entry for Deployment/default/feed, expected "
        + "one entry a workload in spec.behavior"),
    BrokenScenario(
      "a job without a duration is refused",
      "idleCPU: 50m",
      "job: {failureRate: 2}",
      "41:12: spec.behavior[0].job.duration: required field is missing",
      "41:26: spec.behavior[0].job.failureRate: found 2, expected a share from 0% to 100%"),
    BrokenScenario(
      "a size with an unknown unit is refused",
      "300Mi",
      "300MX",
      "37:20: spec.behavior[0].startup.imageSize: found \"300MX\", expected a size with a "
        + "known unit"),
    BrokenScenario(
      "a warm-up that makes requests cheaper is refused",
      "factor: 3",
      "factor: 0.5",
      "39:26: spec.behavior[0].startup.warmUp.factor: found 0.5, expected a number from 1 to 1000"),
    BrokenScenario(
      "a concurrency of zero is refused",
      "concurrency: 64",
      "concurrency: 0",
      "40:51: spec.behavior[0].request.concurrency: found 0, "
        + "expected an integer from 1 to 1000000"),
    BrokenScenario(
      "a ConfigMap that no manifest has is refused",
      "idleCPU: 50m",
      "configs: [{configMap: feed-setting, contains: x}]",
      "41:29: spec.behavior[0].configs[0].configMap: no ConfigMap \"feed-setting\" among the "
        + "manifests"),
    BrokenScenario(
      "a share of errors above all requests is refused",
      "idleCPU: 50m",
      "configs: [{configMap: feed-settings, contains: x, errors: 120%}]",
      "41:65: spec.behavior[0].configs[0].errors: found \"120%\", expected a share from 0% to "
        + "100%"),
    BrokenScenario(
      "a reload hook that does not exist is refused",
      "idleCPU: 50m",
      "configReload: {hook: cold}",
      "41:28: spec.behavior[0].configReload.hook: found \"cold\", expected one of hot, restart, none"
    ),
    BrokenScenario(
      "a rate that is not a number is refused",
      "constant: 5",
      "constant: .nan",
      "45:19: spec.traffic[0].rate.constant: found .nan, expected a number from 0 to "
        + "1000000000 requests/s"),
    BrokenScenario(
      "an infinite rate is refused",
      "constant: 5",
      "constant: .inf",
      "45:19: spec.traffic[0].rate.constant: found .inf, expected a number from 0 to "
        + "1000000000 requests/s"),
    BrokenScenario(
      "a rate above a billion is refused",
      "constant: 5",
      "constant: 2e9",
      "45:19: spec.traffic[0].rate.constant: found 2000000000, expected a number from 0 to "
        + "1000000000 requests/s"),
    BrokenScenario(
      "a negative rate is refused",
      "constant: 5",
      "constant: -5",
      "45:19: spec.traffic[0].rate.constant: found -5, expected a number from 0 to 1000000000 "
        + "requests/s"),
    BrokenScenario(
      "points that go back in time are refused",
      "[{at: 0s, rate: 1}, {at: \"20:00\", rate: 100}]",
      "[{at: 1h, rate: 1}, {at: 30m, rate: 100}]",
      "49:42: spec.traffic[0].rate.points[1].at: 30m after the start, expected a moment after "
        + "that of the point before"),
    BrokenScenario(
      "a daily wave that is upside down is refused",
      "{low: 10, high: 50",
      "{low: 60, high: 50",
      "50:32: spec.traffic[0].rate.daily.high: found 50, expected at least low, which is 60"),
    BrokenScenario(
      "a peak that is no time of day is refused",
      "\"20:30\"",
      "\"25:30\"",
      "50:44: spec.traffic[0].rate.daily.peakAt: found \"25:30\", expected a time of day from "
        + "00:00 to 23:59:59"),
    BrokenScenario(
      "a burst of no height is refused",
      "times: 8, ",
      "",
      "51:18: spec.traffic[0].rate.bursts[0]: a burst of no height, expected times, rate or both"),
    BrokenScenario(
      "a scale without a curve is refused",
      "        csv: data/peak.csv\n",
      "",
      "46:16: spec.traffic[0].rate.scale: found without csv, expected a recorded curve",
      "47:19: spec.traffic[0].rate.csvStart: found without csv, expected a recorded curve"),
    BrokenScenario(
      "a scale that is negative is refused",
      "scale: 2",
      "scale: -1",
      "47:16: spec.traffic[0].rate.scale: found -1, expected a number from 0 to 1000000"),
    BrokenScenario(
      "a start behind the end of the curve is refused",
      "csvStart: 30s",
      "csvStart: 3m",
      "48:19: spec.traffic[0].rate.csvStart: found 3m, "
        + "expected at most the end of the curve at 2m"),
    BrokenScenario(
      "traffic for a workload that serves none is refused",
      "      request: {cpu: 5ms, wait: 2ms, concurrency: 64, timeout: 800ms}\n",
      "",
      "42:40: spec.traffic[0].target: requests for a workload that serves none"),
    BrokenScenario(
      "a curve that does not exist is refused",
      "data/peak.csv",
      "data/peek.csv",
      "46:14: spec.traffic[0].rate.csv: found \"data/peek.csv\", expected a file that exists"),
    BrokenScenario(
      "a traffic block without a rate is refused",
      "        constant: 5\n        csv: data/peak.csv\n        scale: 2\n        csvStart: "
        + "30s\n        points: [{at: 0s, rate: 1}, {at: \"20:00\", rate: 100}]\n        daily: "
        + "{low: 10, high: 50, peakAt: \"20:30\"}\n        bursts: [{at: \"00:00:30\", times: 8, "
        + "rise: 1s}]\n",
      "        {}\n",
      "45:9: spec.traffic[0].rate: a rate without parts, expected one of constant, points, "
        + "csv, daily, bursts"),
  ]
}
