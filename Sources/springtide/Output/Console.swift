// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Words for the person at the terminal, on stderr: errors, warnings, notes.
enum Console {
  /// Whether stderr is a terminal that can be drawn on.
  static let isTerminal = isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// Whether colours are welcome on a stream; see https://no-color.org.
  static func hasColor(_ descriptor: Int32) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(descriptor) == 1 && environment["TERM"] != "dumb"
      && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// What went wrong.
  static func error(_ message: String) {
    say(paint("error:", .red) + " " + message)
  }

  /// What may surprise.
  static func warning(_ message: String) {
    say(paint("warning:", .yellow) + " " + message)
  }

  /// What is good to know.
  static func note(_ message: String) {
    say(message)
  }

  /// Draws without a line break; for progress on a terminal.
  static func draw(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// The colours that are used, as ANSI codes.
  enum Color: Int {
    case red = 31
    case green = 32
    case yellow = 33
  }

  /// A text in a colour, if the stream takes colours.
  static func paint(_ text: String, _ color: Color, on descriptor: Int32 = 2) -> String {
    hasColor(descriptor) ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  private static func say(_ line: String) {
    // A closed stderr must not end the process: what matters is on stdout and in the exit code.
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }
}
