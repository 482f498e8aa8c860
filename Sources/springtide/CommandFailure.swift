// SPDX-License-Identifier: Apache-2.0

import Foundation
import MetricStore
import Planner

/// The end of a verb that did not do what it was asked.
struct CommandFailure: Error {
  /// The exit code of the process; never 0.
  let code: Int32
  /// What stderr says, without the word `error`; nil if all has been said.
  let message: String?

  /// An objective was missed: the result is there, and it is not good.
  static let objectiveMissed = CommandFailure(code: 1, message: nil)
  /// A decision differs from the recorded one.
  static let mismatch = CommandFailure(code: 1, message: nil)
  /// The reader of our output went away, as `head` does; not worth a word.
  static let brokenPipe = CommandFailure(code: 128 + SIGPIPE, message: nil)

  /// The input is wrong, or a file cannot be read or written.
  static func badInput(_ message: String?) -> CommandFailure {
    CommandFailure(code: 2, message: message)
  }

  /// Springtide itself is wrong.
  static func fault(_ message: String) -> CommandFailure {
    CommandFailure(code: 70, message: message)
  }

  /// Says what happened and ends the process.
  func exit() -> Never {
    if let message { Console.error(message) }
    Foundation.exit(code)
  }
}

extension CommandFailure {
  /// The failure that an error of the store is for the user.
  init(_ error: RunStoreError) {
    switch error {
    case .query, .refused, .noSuchSeries, .failed: self = .fault(error.description)
    default: self = .badInput(error.description)
    }
  }

  /// The failure that a fault of a run is for the user.
  init(_ fault: RunFault) {
    switch fault {
    case .store(let error): self.init(error)
    case .unsound, .diverged: self = .fault(fault.description)
    }
  }
}
