// SPDX-License-Identifier: Apache-2.0

import Manifests

extension SchedulerBlock: ScenarioBlock {
  static let blank = SchedulerBlock()

  static let fields: [Field<SchedulerBlock>] = [
    Field(
      "config", optional: \.configuration, .schedulerConfiguration,
      absent: "the default profile of Kubernetes 1.36",
      "A KubeSchedulerConfiguration, relative to the scenario: its profiles, which pods choose by "
        + "schedulerName, and the back-off."),
    Field(
      "ties", .choice(Ties.allCases.map(\.rawValue), name: "tie rule"),
      .kubernetes("pkg/scheduler/schedule_one.go"),
      "The choice among nodes of equal score: `draw` among all, the `smallestName`, or `sample`, "
        + "a draw among those found before percentageOfNodesToScore ends the search.",
      default: "draw"
    ) { text, block in block.ties = Ties(rawValue: text) ?? .draw },
  ]
}

extension Form where Result == SchedulerBlock.Configuration {
  /// The document of a scheduler configuration.
  fileprivate static var schedulerConfiguration: Form {
    let path = Form<String>.path(to: "a KubeSchedulerConfiguration")
    return Form(
      shape: path.shape,
      read: { value, reading in
        guard let path = path.read(value, reading) else { return nil }
        let file = reading.inputs.resolve(path)
        let limits = ManifestLimits()
        do throws(TextFault) {
          let bytes = try reading.inputs.read(
            file, as: .schedulerConfiguration, atMost: limits.fileBytes)
          let documents = DocumentReader.read(
            bytes, file: file, limits: limits, into: reading.diagnostics)
          if reading.diagnostics.hasErrors { return nil }
          guard documents.count == 1 else {
            throw TextFault(expected: "a file with one document, not \(documents.count)")
          }
          return SchedulerBlock.Configuration(file: file, document: documents[0])
        } catch {
          reading.report(value, expected: error.expected, hint: error.hint)
          return nil
        }
      },
      text: { $0.file })
  }
}
