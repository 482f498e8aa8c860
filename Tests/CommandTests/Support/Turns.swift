// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Lets few commands run at one time.
///
/// All tests begin at once, and each begins a process: without turns hundreds of them would share
/// the processors and the memory.
actor Turns {
  static let ofCommands = Turns(count: ProcessInfo.processInfo.activeProcessorCount + 1)

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(count: Int) { free = count }

  /// Waits for a turn, in the order of asking.
  func take() async {
    if free > 0 {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Passes the turn on.
  func giveBack() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
