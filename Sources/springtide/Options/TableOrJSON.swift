// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A table for people or JSON for programs.
enum TableOrJSON: String, ExpressibleByArgument, CaseIterable {
  case table
  case json
}

/// A table for people, or JSON or CSV for programs.
enum TableJSONOrCSV: String, ExpressibleByArgument, CaseIterable {
  case table
  case json
  case csv
}

/// CSV or JSON, for programs.
enum CSVOrJSON: String, ExpressibleByArgument, CaseIterable {
  case csv
  case json
}
