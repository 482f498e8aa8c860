// SPDX-License-Identifier: Apache-2.0

package import Cluster
package import Manifests

/// Reads the configuration of a scheduler from a file.
package enum ConfigurationFile {
  /// The configuration; faults go to the collector.
  package static func read(
    path: String, into diagnostics: Diagnostics
  ) -> SchedulerConfiguration {
    let limits = ManifestLimits()
    guard let bytes = ManifestReader.bytes(ofFile: path, limits: limits, into: diagnostics) else {
      return SchedulerConfiguration()
    }
    let errorCount = diagnostics.errorCount
    let documents = DocumentReader.read(bytes, file: path, limits: limits, into: diagnostics)
    guard documents.count == 1, let document = documents.first else {
      if diagnostics.errorCount == errorCount {
        diagnostics.report(
          Diagnostic(
            at: SourcePlace(file: path), found: "found \(documents.count) documents",
            expected: "one KubeSchedulerConfiguration"))
      }
      return SchedulerConfiguration()
    }
    return SchedulerConfiguration(
      reading: ObjectReader(document, file: path, diagnostics: diagnostics))
  }
}
