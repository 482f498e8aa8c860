// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The data that a verb prints on stdout, through a buffer whose faults are not lost.
///
/// `print` ignores a full disk and a closed pipe; the command must not exit with 0 then.
struct DataOutput {
  private var buffer: [UInt8] = []
  private let descriptor: Int32
  private let name: String

  /// Creates an output to stdout, or to an open file with a name for messages.
  init(descriptor: Int32 = 1, name: String = "the output") {
    self.descriptor = descriptor
    self.name = name
  }

  /// Prints a text at once.
  static func print(_ text: String) throws(CommandFailure) {
    var output = DataOutput()
    output.write(text)
    try output.flush()
  }

  /// Takes a text in.
  mutating func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
  }

  /// Passes on what was taken in if it is worth a system call.
  mutating func flushIfLarge() throws(CommandFailure) {
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Passes on all that was taken in.
  mutating func flush() throws(CommandFailure) {
    var sent = 0
    while sent < buffer.count {
      let count = unsafe buffer[sent...].withUnsafeBytes {
        unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { throw .brokenPipe }
        throw .badInput("cannot write \(name): \(unsafe String(cString: strerror(errno)))")
      }
      sent += count
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
