// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file that a verb writes: whole or not at all.
///
/// With the system's own calls, because their errors say why; a wrong path is the user's matter.
enum OutputFile {
  /// Makes the folder of a file, and the folders above it, when missing.
  static func makeFolder(of path: String) throws(CommandFailure) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    if unsafe access(folder, F_OK) == 0 { return }
    try makeFolder(of: folder)
    // Another process may have made it in between.
    if unsafe mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw .badInput("\(path): cannot make the folder \(folder): \(reason())")
    }
  }

  /// Refuses early what would fail after a long run, by making an empty file and removing it.
  static func check(_ path: String) throws(CommandFailure) {
    try makeFolder(of: path)
    let (descriptor, temporary) = try create(beside: path)
    close(descriptor)
    _ = unsafe unlink(temporary)
  }

  /// Writes a text beside the file and moves it into place.
  static func write(_ text: String, to path: String) throws(CommandFailure) {
    try makeFolder(of: path)
    let (descriptor, temporary) = try create(beside: path)
    do throws(CommandFailure) {
      var output = DataOutput(descriptor: descriptor, name: path)
      output.write(text)
      try output.flush()
      guard close(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
        throw .badInput("\(path): cannot write the file: \(reason())")
      }
    } catch {
      _ = unsafe unlink(temporary)
      throw error
    }
  }

  /// A new file in the folder of another one, so that it can be moved into its place.
  private static func create(
    beside path: String
  ) throws(CommandFailure) -> (descriptor: Int32, temporary: String) {
    if isFolder(path) {
      throw .badInput("\(path): this is a folder, the name of a file is expected")
    }
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw .badInput("\(path): cannot write the file: \(reason())")
    }
    return (descriptor, temporary)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The words of the system for what went wrong in the last call.
  private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}
