// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// A file with the recorded load of a workload.
public struct LoadFile: Sendable {
  /// The path, for messages.
  public var path: String
  /// The series of the file, at least one.
  public var series: [LoadSeries]
  /// The recorded number of pods, if the file tells it.
  public var replicas: LoadSeries?
  /// Whether times count from 1970, not from the start of the recording.
  public var isCalendar: Bool

  /// Makes a file out of what was read.
  public init(path: String, series: [LoadSeries], replicas: LoadSeries?, isCalendar: Bool) {
    self.path = path
    self.series = series
    self.replicas = replicas
    self.isCalendar = isCalendar
  }

  /// The column of replica counts in a CSV file.
  public static let replicasColumn = "replicas"
  /// The greatest number of samples of a file.
  public static let mostSamples = 2_000_000
  /// Numbers from here on are seconds since 1970, smaller ones since the start: 1973-03-03.
  static let leastCalendarSecond = 1e8
  /// The greatest instant that is read, in seconds: the year 5138.
  static let mostSeconds = 1e11

  /// Reads a CSV file or the answer of a Prometheus range query; nil after a fault.
  public static func read(path: String, into diagnostics: Diagnostics) -> LoadFile? {
    guard
      let bytes = ManifestReader.bytes(
        ofFile: path, limits: ManifestLimits(), into: diagnostics)
    else { return nil }
    return read(bytes, path: path, into: diagnostics)
  }

  /// Reads the content of a file: JSON where it begins with a brace or bracket, else CSV.
  public static func read(
    _ bytes: [UInt8], path: String, into diagnostics: Diagnostics
  ) -> LoadFile? {
    let first = bytes.first { !" \t\r\n\u{FEFF}".utf8.contains($0) }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      return LoadCSV.read(bytes, path: path, into: diagnostics)
    }
    let isNamedJSON = path.lowercased().hasSuffix(".json")
    // The reader of documents goes by the ending; a file without it is JSON all the same.
    let documents = DocumentReader.read(
      bytes, file: isNamedJSON ? path : path + ".json", limits: ManifestLimits(),
      into: diagnostics)
    guard let document = documents.first else { return nil }
    return PrometheusRange.read(document, path: path, into: diagnostics)
  }
}
