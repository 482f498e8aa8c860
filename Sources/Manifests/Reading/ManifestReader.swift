// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Reads manifests from files and folders.
///
/// Every object is decoded, listed as skipped, or reported; none is dropped in silence.
public enum ManifestReader {
  /// Reads files and folders in the order given, folders by path.
  public static func read(
    paths: [String], limits: ManifestLimits = ManifestLimits()
  ) -> ManifestSet {
    var set = ManifestSet()
    for path in paths { set.append(read(path: path, limits: limits)) }
    return set
  }

  /// Reads one file, or all `.yaml`, `.yml` and `.json` files below a folder in order of paths.
  public static func read(path: String, limits: ManifestLimits = ManifestLimits()) -> ManifestSet {
    guard ManifestFiles.isFolder(path) != nil else {
      return refused(file: path, found: "no such file or folder")
    }
    guard let files = ManifestFiles.files(below: path) else {
      return read(file: path, limits: limits)
    }
    var set = ManifestSet()
    for file in files.prefix(limits.files) { set.append(read(file: file, limits: limits)) }
    if files.count > limits.files {
      let found = "refused: \(files.count) files, limit is \(limits.files)"
      set.append(refused(file: path, found: found))
    }
    return set
  }

  /// Reads a text as if it were a file of that name.
  public static func read(
    text: String, file: String, limits: ManifestLimits = ManifestLimits()
  ) -> ManifestSet {
    read(bytes: Array(text.utf8), file: file, limits: limits)
  }

  /// Reads the bytes of a file.
  public static func read(
    bytes: [UInt8], file: String, limits: ManifestLimits = ManifestLimits()
  ) -> ManifestSet {
    let diagnostics = Diagnostics()
    let documents = DocumentReader.read(bytes, file: file, limits: limits, into: diagnostics)
    var decoder = ObjectDecoder(file: file, limits: limits)
    for document in documents { decoder.take(document) }
    var set = decoder.result()
    set.diagnostics += diagnostics.all
    return set
  }

  /// Reads the bytes of a file if it is not too large; otherwise reports why not.
  ///
  /// The size is looked at first and the reading stops at the bound, so that a file that grows or
  /// has no size, such as a pipe, cannot fill the memory.
  public static func bytes(
    ofFile path: String, limits: ManifestLimits, into diagnostics: Diagnostics
  ) -> [UInt8]? {
    do {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
      let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
      if size > limits.fileBytes {
        diagnostics.report(
          DocumentReader.tooLarge(file: path, byteCount: size, limits: limits))
        return nil
      }
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      let data = try handle.read(upToCount: limits.fileBytes + 1) ?? Data()
      if data.count > limits.fileBytes {
        diagnostics.report(
          Diagnostic(
            at: SourcePlace(file: path),
            found: "refused: the file is larger than \(limits.fileBytes >> 20) MiB, the limit"))
        return nil
      }
      return Array(data)
    } catch {
      diagnostics.report(
        Diagnostic(at: SourcePlace(file: path), found: "the file cannot be read"))
      return nil
    }
  }

  private static func read(file: String, limits: ManifestLimits) -> ManifestSet {
    let diagnostics = Diagnostics()
    guard let bytes = bytes(ofFile: file, limits: limits, into: diagnostics) else {
      var set = ManifestSet()
      set.diagnostics = diagnostics.all
      return set
    }
    return read(bytes: bytes, file: file, limits: limits)
  }

  private static func refused(file: String, found: String) -> ManifestSet {
    var set = ManifestSet()
    set.diagnostics = [Diagnostic(at: SourcePlace(file: file), found: found)]
    return set
  }
}
