// SPDX-License-Identifier: Apache-2.0

import Planner
import Report

/// One line on a terminal that tells how far a run has come.
struct ProgressBar {
  private let isShown: Bool
  private var drawnShare = -1

  /// Creates a bar; without a terminal it stays silent.
  init(isShown: Bool = Console.isTerminal) {
    self.isShown = isShown
  }

  /// Draws the bar anew if it moved by a hundredth.
  mutating func show(_ progress: RunProgress) {
    let share = Int(progress.share * 100)
    guard isShown, share != drawnShare else { return }
    drawnShare = share
    Console.draw("\r\u{1B}[K" + Self.line(progress))
  }

  /// Takes the bar away.
  func clear() {
    if isShown, drawnShare >= 0 { Console.draw("\r\u{1B}[K") }
  }

  /// The line for a state of the run.
  static func line(_ progress: RunProgress) -> String {
    let width = 30
    let filled = min(width, max(0, Int(progress.share * Double(width))))
    let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled)
    let percent = "\(Int(progress.share * 100))%"
    let padding = String(repeating: " ", count: max(0, 4 - percent.count))
    let reached = Span.text(microseconds: progress.nowMicroseconds)
    let end = Span.text(microseconds: progress.endMicroseconds)
    let events = NumberFormat.grouped(progress.eventCount)
    return "[\(bar)] \(padding)\(percent)  \(reached) of \(end)  \(events) events"
  }
}
