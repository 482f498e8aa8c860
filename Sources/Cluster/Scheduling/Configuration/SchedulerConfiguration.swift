// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// The profiles of a scheduler, as a `KubeSchedulerConfiguration` gives them.
///
/// Shape and rules: kubernetes v1.36 staging/src/k8s.io/kube-scheduler/config/v1/types.go. Fields
/// that do not bear on decisions, such as leader election, are accepted and ignored.
package struct SchedulerConfiguration: Sendable {
  /// The profiles; pods choose one by its scheduler name.
  package var profiles: [SchedulerProfile] = [.standard]
  /// The back-off of pods after a failure.
  package var initialBackoffSeconds: Int64 = 1
  /// The longest back-off.
  package var greatestBackoffSeconds: Int64 = 10

  /// Creates the configuration of Kubernetes 1.36.
  package init() {}

  /// Reads a configuration; faults go to the reader's collector.
  package init(reading reader: ObjectReader) {
    checkKind(reader)
    reader.unknownKeys(allowed: [
      "apiVersion", "kind", "parallelism", "leaderElection", "clientConnection",
      "enableProfiling", "enableContentionProfiling", "percentageOfNodesToScore",
      "podInitialBackoffSeconds", "podMaxBackoffSeconds", "profiles", "extenders",
      "delayCacheUntilActive", "healthzBindAddress", "metricsBindAddress",
    ])
    if reader.has("extenders") {
      reader.warning("extenders", found: "extenders are not simulated")
    }
    initialBackoffSeconds =
      reader.int64("podInitialBackoffSeconds", in: 1...86_400) ?? initialBackoffSeconds
    greatestBackoffSeconds =
      reader.int64("podMaxBackoffSeconds", in: 1...86_400) ?? greatestBackoffSeconds
    if greatestBackoffSeconds < initialBackoffSeconds {
      reader.error(
        "podMaxBackoffSeconds", found: "found \(greatestBackoffSeconds)",
        expected: "at least podInitialBackoffSeconds, which is \(initialBackoffSeconds)")
    }
    let percentage = reader.int64("percentageOfNodesToScore", in: 0...100)
    let profiles = reader.list("profiles") { profile -> SchedulerProfile? in
      profile.unknownKeys(allowed: [
        "schedulerName", "percentageOfNodesToScore", "plugins", "pluginConfig",
      ])
      var result = SchedulerProfile(reading: profile)
      let own = profile.int64("percentageOfNodesToScore", in: 0...100)
      result.percentageOfNodesToScore = Int(own ?? percentage ?? 0)
      return result
    }
    if profiles.isEmpty {
      self.profiles[0].percentageOfNodesToScore = Int(percentage ?? 0)
    } else {
      self.profiles = profiles
    }
    checkNames(reader)
  }

  private func checkKind(_ reader: ObjectReader) {
    let kind = reader.string("kind") ?? ""
    if kind != "KubeSchedulerConfiguration" {
      reader.error(
        "kind", found: "found \"\(kind)\"", expected: "KubeSchedulerConfiguration")
    }
    let version = "kubescheduler.config.k8s.io/v1"
    if reader.string("apiVersion") != version {
      reader.error(
        "apiVersion", found: "found \"\(reader.string("apiVersion") ?? "")\"", expected: version)
    }
  }

  private func checkNames(_ reader: ObjectReader) {
    var names: Set<String> = []
    for profile in profiles where !names.insert(profile.schedulerName).inserted {
      reader.error(
        "profiles", found: "two profiles are named \"\(profile.schedulerName)\"",
        expected: "a schedulerName of its own for each")
    }
  }
}
