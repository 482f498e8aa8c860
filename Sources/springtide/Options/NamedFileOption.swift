// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Planner

/// A file for one metric: `cpu=usage.json`.
struct NamedFileOption: ExpressibleByArgument {
  let load: AutoscaleQuestion.NamedLoad

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    load = AutoscaleQuestion.NamedLoad(metric: String(parts[0]), path: String(parts[1]))
  }
}

extension AutoscaleSetup.LoadKind: ExpressibleByArgument {}
